"""May we? The gate's reasons by worked example, and against a plain replay of what happened."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent.categories import CATEGORIES
from consent.model import Basis, Code, Grant, Method, Permitted, Refused
from consent.purposes import PURPOSES, purpose_of
from consent.rules import (
    bundling,
    notice_hash,
    notice_text,
    partial_permission,
    permission,
    terms_hash,
)
from core.text import Text

AT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
QUERY = purpose_of("bureau.query")
MARKETING = purpose_of("marketing.own")
REPORT = ("credit_report",)

SOUND = Grant(
    id=UUID(int=1),
    organisation_id=UUID(int=2),
    subject_id=UUID(int=3),
    purpose="bureau.query",
    notice_id=UUID(int=4),
    notice_sha256="0" * 64,
    categories=REPORT,
    recipient="征信机构",
    method=Method.PAGE,
    language="zh",
    granted_at=AT - timedelta(days=1),
    valid_from=AT - timedelta(days=1),
    valid_until=AT + timedelta(days=1),
    data_life_days=90,
)

ONE_CHANGED_FIELD = {
    Code.WITHDRAWN: replace(SOUND, withdrawn_at=AT - timedelta(seconds=1)),
    Code.EXPIRED: replace(SOUND, valid_until=AT),
    Code.PAUSED: replace(SOUND, paused_at=AT),
    Code.STALE: replace(SOUND, stale_at=AT),
    Code.NEEDS_SEPARATE: replace(SOUND, separate=False),
    Code.OVER_USE: replace(
        SOUND, use_limit=2, used_for=(UUID(int=7), UUID(int=8)), used_at=(AT, AT)
    ),
    Code.NO_GRANT: replace(SOUND, categories=("contact",)),
}


def test_a_live_grant_permits_and_is_named() -> None:
    assert permission(QUERY, REPORT, [SOUND], AT) == Permitted(
        "bureau.query", Basis.CONSENT, SOUND.id
    )


@pytest.mark.parametrize("code", ONE_CHANGED_FIELD)
def test_one_changed_field_gives_one_reason(code: Code) -> None:
    answer = permission(QUERY, REPORT, [ONE_CHANGED_FIELD[code]], AT, UUID(int=9))
    assert answer == Refused("bureau.query", code)


def test_no_grant_no_purpose_or_another_category_is_refused() -> None:
    assert permission(QUERY, REPORT, [], AT) == Refused("bureau.query", Code.NO_GRANT)
    assert permission(None, REPORT, [SOUND], AT) == Refused("", Code.NO_PURPOSE)
    assert permission(QUERY, ("bank_transactions",), [SOUND], AT) == Refused(
        "bureau.query", Code.NO_PURPOSE
    )


def test_a_grant_for_one_purpose_never_serves_another() -> None:
    assert permission(MARKETING, ("contact",), [SOUND], AT) == Refused(
        "marketing.own", Code.NO_GRANT
    )


@pytest.mark.parametrize("code", ["application.identity", "fraud.prevention", "compliance.aml"])
def test_law_and_contract_need_no_grant_and_say_so(code: str) -> None:
    purpose = purpose_of(code)
    assert purpose is not None
    answer = permission(purpose, purpose.categories, [], AT)
    assert answer == Permitted(code, purpose.basis, None)


def test_one_use_is_counted_once_and_no_other_is_served() -> None:
    mine, other = UUID(int=7), UUID(int=8)
    unused = replace(SOUND, use_limit=1)
    used = replace(unused, used_for=(mine,), used_at=(AT,))
    assert isinstance(permission(QUERY, REPORT, [unused], AT, mine), Permitted)
    assert isinstance(permission(QUERY, REPORT, [used], AT, mine), Permitted)
    assert permission(QUERY, REPORT, [used], AT, other) == Refused("bureau.query", Code.OVER_USE)
    assert isinstance(permission(QUERY, REPORT, [used], AT), Permitted)  # it stands all the same


def test_an_application_stays_with_the_grant_that_serves_it() -> None:
    mine = UUID(int=7)
    used = replace(SOUND, use_limit=1, used_for=(mine,), used_at=(AT,))
    newer = replace(SOUND, id=UUID(int=9), use_limit=1, granted_at=AT - timedelta(hours=1))
    for order in ([used, newer], [newer, used]):
        answer = permission(QUERY, REPORT, order, AT, mine)
        assert isinstance(answer, Permitted)
        assert answer.grant_id == used.id


def test_expiry_is_to_the_instant() -> None:
    last = SOUND.valid_until - timedelta(microseconds=1)
    assert isinstance(permission(QUERY, REPORT, [SOUND], last), Permitted)
    assert isinstance(permission(QUERY, REPORT, [SOUND], SOUND.valid_until), Refused)


EVENTS = st.lists(st.sampled_from(["give", "withdraw", "use"]), max_size=12)


@given(EVENTS)
def test_any_history_agrees_with_a_plain_replay(events: list[str]) -> None:
    """The oracle keeps one word of state; the rules keep grants of one use each."""
    grants: list[Grant] = []
    state = "none"
    for number, event in enumerate(events):
        at = AT - timedelta(hours=20) + timedelta(minutes=number)
        if event == "use":
            if state == "live":
                grants[-1] = replace(grants[-1], used_for=(UUID(int=number),), used_at=(at,))
                state = "used"
            continue
        grants = [replace(grant, withdrawn_at=grant.withdrawn_at or at) for grant in grants]
        state = "none"
        if event == "give":
            new = replace(SOUND, id=UUID(int=100 + number), granted_at=at, valid_from=at)
            grants.append(replace(new, use_limit=1))
            state = "live"
    allowed = isinstance(permission(QUERY, REPORT, grants, AT, UUID(int=99)), Permitted)
    assert allowed == (state == "live")


def test_what_needs_a_yes_of_its_own_is_never_bundled() -> None:
    assert bundling([QUERY]) is None  # type: ignore[list-item]
    assert bundling([MARKETING, QUERY]) == Refused("bureau.query", Code.NEEDS_SEPARATE)  # type: ignore[list-item]
    free = [one for one in PURPOSES if not (one.separate_consent or one.written_consent)]
    assert bundling(free) is None


@pytest.mark.parametrize("purpose", PURPOSES, ids=lambda purpose: purpose.code)
def test_a_notice_says_who_what_for_which_data_to_whom_how_long_and_if_it_can_be_ended(
    purpose: object,
) -> None:
    data = Text("、".join(c.name.zh for c in CATEGORIES), "; ".join(c.name.en for c in CATEGORIES))
    notice = notice_text(purpose, data, Text("某银行", "Some Bank"))  # type: ignore[arg-type]
    for said in ("某银行", data.zh, purpose.name.zh, purpose.recipient.zh, "保存"):  # type: ignore[attr-defined]
        assert said in notice.zh
    for said in ("Some Bank", data.en, purpose.name.en, purpose.recipient.en, "kept"):  # type: ignore[attr-defined]
        assert said in notice.en
    ends = purpose.needs_grant and purpose.revocable  # type: ignore[attr-defined]
    assert ("随时" in notice.zh, "at any time" in notice.en) == (ends, ends)
    assert ("asks to use" in notice.en) == purpose.needs_grant  # type: ignore[attr-defined]
    assert not re.search(r"\b1 (years|days)\b", notice.en)


def test_the_hash_of_a_notice_is_golden_and_any_change_shows() -> None:
    text = Text("告知", "notice")
    # SHA-256 of {"en":"notice","zh":"告知"} in UTF-8, as `printf … | sha256sum` prints it.
    assert notice_hash(text) == GOLDEN
    assert notice_hash(Text("告知。", "notice")) != notice_hash(text)


GOLDEN = "98657df888c42b19b2f0bc30c30169eeead08c5e9d2a8d60b9375b931a770534"


def test_a_grant_of_a_part_permits_that_part_and_names_the_rest() -> None:
    shared = purpose_of("fraud.shared_list")
    part = replace(SOUND, purpose="fraud.shared_list", categories=("contact",))
    wanted = ("contact", "identity")
    answer = partial_permission(shared, wanted, [part], AT)
    assert answer == Permitted("fraud.shared_list", Basis.CONSENT, part.id, ("identity",))
    assert permission(shared, wanted, [part], AT) == Refused("fraud.shared_list", Code.NO_GRANT)
    whole = replace(part, id=UUID(int=5), categories=wanted, granted_at=AT - timedelta(days=9))
    answer = partial_permission(shared, wanted, [part, whole], AT)
    assert answer == Permitted("fraud.shared_list", Basis.CONSENT, whole.id)


def test_what_matters_in_a_notice_changes_its_terms_and_its_wording_does_not() -> None:
    assert QUERY is not None
    assert terms_hash(replace(QUERY, plain=Text("改写", "reworded"))) == terms_hash(QUERY)
    changes: tuple[dict[str, object], ...] = (
        {"categories": ("credit_report", "contact")},
        {"recipient": Text("别人", "somebody else")},
        {"data_life_days": QUERY.data_life_days + 1},
        {"use_limit": 2},
        {"look_back_days": 30},
        {"separate_consent": False},
    )
    hashes = {terms_hash(replace(QUERY, **change)) for change in changes}  # type: ignore[arg-type]
    assert len(hashes | {terms_hash(QUERY)}) == len(changes) + 1
