"""The law's rows behind requests: whose clock, until when, what is kept, and by which reasons."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent.confidential import for_the_person, is_confidential
from consent.model import Basis, Code, Permitted, Refused
from consent.purposes import PURPOSES
from consent.request_law import (
    CLOCKS,
    RETENTIONS,
    clock_for,
    due,
    extended,
    keeping,
    kept_until,
)
from consent.requests import (
    AT_ONCE,
    HANDED_OUT,
    KIND_NAMES,
    REASONS,
    Asker,
    Kind,
    ReasonCode,
    Request,
    State,
    overdue,
    reasons_for,
)
from consent.rules import within_limit
from core.ids import new_id

CHINA = ZoneInfo("Asia/Shanghai")
# Laws whose articles were read at their source (the lists of read articles).
READ = {"cn-credit-reference-25", "cn-aml-34-identity", "cn-aml-34-transaction"}
DAYS = st.dates(date(2025, 1, 1), date(2035, 12, 31))
INSTANTS = st.integers(0, 10 * 365 * 86400).map(
    lambda seconds: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)


def asked(day: str) -> datetime:
    """Ten in the morning in China."""
    return datetime.fromisoformat(f"{day}T10:00:00").replace(tzinfo=CHINA)


# Monday 2 March 2026 and fifteen working days, counted on a calendar by hand; the month of GDPR
# from 31 January ends on the last day February has.
@pytest.mark.parametrize(
    ("jurisdiction", "kind", "day", "last"),
    [
        ("cn", Kind.ERASE, "2026-03-02", date(2026, 3, 23)),
        ("cn", Kind.ERASE, "2026-03-07", date(2026, 3, 27)),  # asked on a Saturday
        ("cn", Kind.CORRECT, "2026-03-02", date(2026, 3, 22)),
        ("eu", Kind.ERASE, "2026-01-31", date(2026, 2, 28)),
        ("eu", Kind.CORRECT, "2026-11-23", date(2026, 12, 23)),
        ("uk", Kind.EXPORT, "2026-11-23", date(2026, 12, 23)),
        ("us", Kind.EXPORT, "2026-11-01", date(2026, 12, 16)),
    ],
)
def test_worked_examples_of_the_clock(jurisdiction: str, kind: Kind, day: str, last: date) -> None:
    clock = clock_for(jurisdiction, kind.value, date.fromisoformat(day))
    at = due(clock, asked(day)).astimezone(CHINA)
    assert at.date() == last
    assert (at.hour, at.minute, at.second) == (23, 59, 59)


@given(INSTANTS)
def test_working_days_are_counted_as_another_library_counts_them(at: datetime) -> None:
    clock = clock_for("cn", "erase", date(2026, 1, 1))
    day = np.datetime64(at.astimezone(CHINA).date())
    expected = np.busday_offset(day, clock.working_days, roll="backward")
    assert due(clock, at).astimezone(CHINA).date() == expected.astype(date)


def test_a_longer_time_is_two_months_in_the_eu_and_none_in_china() -> None:
    eu, cn = (clock_for(one, "erase", date(2026, 11, 23)) for one in ("eu", "cn"))
    first = due(eu, asked("2026-11-23"))
    assert extended(eu, first).astimezone(CHINA).date() == date(2027, 2, 23)
    assert cn.extension_months == 0


@pytest.mark.parametrize("jurisdiction", ["cn", "eu", "uk", "us"])
@given(day=DAYS)
def test_exactly_one_clock_runs_for_each_request_on_every_day(jurisdiction: str, day: date) -> None:
    for kind in Kind:
        clock = clock_for(jurisdiction, kind.value, day)
        spans = (clock.working_days, clock.days, clock.months)
        assert sum(span > 0 for span in spans) == 1


def test_only_texts_that_were_read_are_verified() -> None:
    rows = [*CLOCKS, *RETENTIONS]
    assert {row.code for row in rows if row.verified} == READ
    for row in rows:
        assert row.source
        assert row.law.zh != row.law.en
        assert row.verified or "未核对原文" in row.law.zh, row.code
        assert row.verified or "unverified" in row.law.en, row.code


@pytest.mark.parametrize("category", ["identity", "contact", "contract"])
def test_ten_years_from_the_end_of_the_loan_and_not_a_day_more(category: str) -> None:
    ends = date(2027, 3, 31)
    row = keeping("cn", category, ends, date(2026, 11, 23))
    assert row is not None
    assert kept_until(row, ends) == date(2037, 3, 31)
    assert keeping("cn", category, ends, date(2037, 3, 31)) is row
    assert keeping("cn", category, ends, date(2037, 4, 1)) is None


@pytest.mark.parametrize("category", ["finances", "device", "note", "credit_report"])
def test_what_no_row_names_is_kept_by_nothing(category: str) -> None:
    assert keeping("cn", category, date(2027, 1, 1), date(2026, 11, 23)) is None


@given(DAYS)
def test_who_never_got_a_loan_is_kept_by_nothing(day: date) -> None:
    for row in RETENTIONS:
        for category in row.categories:
            assert keeping(row.jurisdiction, category, None, day) is None


def test_every_kind_and_reason_has_its_words_and_every_kind_can_be_refused() -> None:
    assert set(KIND_NAMES) == set(Kind)
    assert HANDED_OUT < AT_ONCE
    assert {one.code for one in REASONS} == set(ReasonCode)
    for kind in Kind:
        assert ReasonCode.IDENTITY_NOT_PROVED in {one.code for one in reasons_for(kind)}
    for reason in REASONS:
        assert reason.text.zh != reason.text.en


@pytest.mark.parametrize("purpose", PURPOSES, ids=lambda one: one.code)
def test_a_restriction_stops_all_but_what_a_law_asks_for(purpose) -> None:
    yes = Permitted(purpose.code, purpose.basis, None)
    assert within_limit(purpose, yes, restricted=False) is yes
    answer = within_limit(purpose, yes, restricted=True)
    if purpose.basis is Basis.LEGAL_DUTY:
        assert answer is yes
    else:
        assert answer == Refused(purpose.code, Code.RESTRICTED)


def test_a_no_keeps_its_own_reason_under_a_restriction() -> None:
    [purpose] = [one for one in PURPOSES if one.code == "marketing.own"]
    no = Refused(purpose.code, Code.WITHDRAWN)
    assert within_limit(purpose, no, restricted=True) is no


def test_what_a_person_is_told_of_an_outcome_names_no_list_and_no_match() -> None:
    clear = {"names": [], "names_band": "clear", "reasons": [], "policy": "p"}
    match = {
        "names": [{"list": "un", "entry": "1", "score": "97.0"}],
        "names_band": "resembles",
        "reasons": [{"code": "names.resembles", "source": "names", "text": {}}],
        "policy": "p",
    }
    assert for_the_person(clear) == for_the_person(match) == {"reasons": [], "policy": "p"}
    assert is_confidential("names.matched@1")
    assert not is_confidential("application.decided@1")


def open_request(at: datetime, state: State) -> Request:
    clock = clock_for("cn", "erase", at.date())
    return Request(
        id=new_id(), organisation_id=new_id(), reference="R-1", kind=Kind.ERASE,
        asker=Asker.PERSON, subject_id=None, person_id=None, language="zh", state=state,
        outcome=None, reasons=(), clock=clock.code, asked_at=at, due_at=due(clock, at),
        extended_at=None, identity_by=None, identity_at=None, answered_at=None, statement=None,
        version=1,
    )  # fmt: skip


@given(INSTANTS, st.integers(0, 60 * 86400), st.sampled_from(State))
def test_whatever_is_open_after_its_time_is_overdue_to_the_second(
    at: datetime, seconds: int, state: State
) -> None:
    request = open_request(at, state)
    later = at + timedelta(seconds=seconds)
    closed = state in {State.ANSWERED, State.WITHDRAWN}
    assert overdue(request, later) == (not closed and later > request.due_at)
    assert not overdue(request, request.due_at)
