"""The consent board counts what is stored, for its own lender, and hides nothing that is wrong."""

from __future__ import annotations

import csv
import html
import io
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from consent.board import board_of
from consent.board_model import State
from consent.grant_limits import within
from consent.processing import assessments, register
from consent.purposes import purpose_of
from core.access import Access, ActorKind, Role
from identity.demonstration import HARBOUR, MILLSTONE
from tests.chromium import foreign, unfit
from tests.webapp.lender.conftest import Town
from tests.webapp.lender.test_browser import enter as enter_browser
from webapp.consent_board_words import LEFT

ROWS = "SELECT purpose, withdrawn_at, paused_at, stale_at FROM grants WHERE organisation_id = :one"
NOW_AND = "SELECT count(*) FROM data_reads WHERE organisation_id = :one"


def numbers(client) -> dict[tuple[str, str], str]:
    """The board's file: (purpose, what) to value."""
    answer = client.get("/consent-board.csv")
    assert answer.mimetype == "text/csv"
    rows = csv.DictReader(io.StringIO(answer.text))
    return {(row["purpose"], row["what"]): row["value"] for row in rows}


@pytest.fixture
def misread(town: Town) -> Iterator[None]:
    """A look at a kind of data that its act has no purpose for, put in past every policy."""
    row = {"id": uuid4(), "one": HARBOUR, "who": uuid4()}
    town.rows(
        "INSERT INTO data_reads (organisation_id, id, subject_id, act, categories, actor_id, at)"
        " SELECT organisation_id, :id, id, 'notice.send', '{location}', :who, now()"
        " FROM subjects WHERE organisation_id = :one LIMIT 1",
        **row,
    )
    yield
    town.rows("DELETE FROM data_reads WHERE id = :id", id=row["id"])


def test_every_grant_is_counted_once_and_the_sums_are_those_of_the_rows(town: Town, enter) -> None:
    rows = town.rows(ROWS, one=HARBOUR)
    found = numbers(enter("zhao-lei"))
    by_purpose = Counter(purpose for purpose, *_ in rows)
    for purpose, total in by_purpose.items():
        assert sum(int(found[purpose, f"grants_{one.value}"]) for one in State) == total
    ended = sum(withdrawn is not None for _, withdrawn, *_ in rows)
    kinds = ("grants_withdrawn", "grants_replaced")
    assert sum(int(value) for (_, what), value in found.items() if what in kinds) == ended


def test_reads_without_purpose_are_none_because_each_was_looked_at(town: Town, enter) -> None:
    found = numbers(enter("zhao-lei"))
    ((total,),) = town.rows(NOW_AND, one=HARBOUR)
    assert int(found["", "reads"]) == total > 0
    assert found["", "reads_without_purpose"] == "0"


@pytest.mark.usefixtures("misread")
def test_a_read_that_no_purpose_covers_is_counted(enter) -> None:
    assert numbers(enter("zhao-lei"))["", "reads_without_purpose"] == "1"


def test_each_number_leads_to_as_many_grants(enter) -> None:
    client = enter("zhao-lei", "en")
    page = client.get("/consent-board").text
    links = re.findall(r'href="(/consent-board/grants[^"]+)">([\d,]+)</a>', page)
    assert links
    for link, shown in links:
        listed = client.get(html.unescape(link)).text.count('<th scope="row">')
        assert listed == min(50, int(shown.replace(",", "")))


def test_each_number_of_refusals_leads_to_as_many_without_a_name(town: Town, enter) -> None:
    row = {"id": uuid4(), "one": HARBOUR, "who": uuid4()}
    town.rows(
        "INSERT INTO consent_events (organisation_id, id, subject_id, purpose, kind, method,"
        " actor_id, at) SELECT organisation_id, :id, id, 'marketing.own', 'refused', 'page',"
        " :who, now() FROM subjects WHERE organisation_id = :one LIMIT 1",
        **row,
    )
    client = enter("zhao-lei", "en")
    links = re.findall(
        r'href="(/consent-board/refusals[^"]+)">([\d,]+)</a>', client.get("/consent-board").text
    )
    assert any("marketing.own" in link for link, _ in links)
    for link, shown in links:
        listed = client.get(html.unescape(link)).text
        assert listed.count('<th scope="row">') == min(50, int(shown.replace(",", "")))
        assert str(row["who"]) not in listed
    town.rows("DELETE FROM consent_events WHERE id = :id", id=row["id"])


def test_the_time_to_effect_is_that_of_the_stored_instants(town: Town, enter) -> None:
    found = numbers(enter("zhao-lei"))
    times = sorted(
        (effective - at).total_seconds() * 1000
        for at, effective in town.rows(
            "SELECT at, effective_at FROM consent_events WHERE organisation_id = :one"
            " AND kind IN ('withdrawn', 'paused') AND effective_at IS NOT NULL",
            one=HARBOUR,
        )
    )
    half = "" if not times else str(round(times[(len(times) - 1) // 2]))
    assert found["", "request_to_effect_p50_ms"] == half


@pytest.mark.parametrize("lender", [HARBOUR, MILLSTONE])
def test_a_lender_s_officer_counts_their_own_rows_alone(town: Town, lender: UUID) -> None:
    access = Access(ActorKind.STAFF, uuid4(), lender, "", frozenset({Role.COMPLIANCE}))
    with town.database.transaction(access) as tx:
        board = board_of(tx, datetime.now(UTC))
    total = sum(sum(line.grants.values()) for line in board.lines)
    assert (
        total == len(town.rows(ROWS, one=lender)) < town.rows("SELECT count(*) FROM grants")[0][0]
    )


def test_an_officer_who_borrows_elsewhere_does_not_see_their_own_consents_on_the_board(
    town: Town,
) -> None:
    ((person,),) = town.rows(
        "SELECT person_id FROM subjects s JOIN grants g ON g.subject_id = s.id"
        " WHERE s.organisation_id = :one LIMIT 1",
        one=HARBOUR,
    )
    assert isinstance(person, UUID)
    roles = frozenset({Role.COMPLIANCE})
    access = Access(ActorKind.STAFF, person, MILLSTONE, "", roles)
    with town.database.transaction(access) as tx:
        board = board_of(tx, datetime.now(UTC))
    total = sum(sum(line.grants.values()) for line in board.lines)
    assert total == len(town.rows(ROWS, one=MILLSTONE))


@pytest.mark.parametrize("who", ["chen-min", "sun-li", "wang-fang"])
def test_the_board_is_for_compliance(enter, who: str) -> None:
    client = enter(who)
    for path in (
        "/consent-board",
        "/consent-board.csv",
        "/consent-board/grants",
        "/consent-board/refusals",
    ):
        assert client.get(path).status_code == 403


@pytest.mark.parametrize("query", ["state=asleep", "purpose=none", "before=1"])
def test_a_list_that_is_none_is_not_found(enter, query: str) -> None:
    client = enter("zhao-lei")
    assert client.get(f"/consent-board/grants?{query}").status_code == 404
    if not query.startswith("state"):
        assert client.get(f"/consent-board/refusals?{query}").status_code == 404


def test_a_grant_is_inside_its_limits_to_the_very_day() -> None:
    purpose = purpose_of("bureau.query")
    assert purpose is not None
    days, uses = purpose.data_life_days, purpose.use_limit
    rate = (purpose.frequency.uses, purpose.frequency.days) if purpose.frequency else None
    assert within(purpose, days, uses, rate, purpose.look_back_days)
    assert not within(purpose, days + 1, uses, rate, purpose.look_back_days)


@pytest.mark.browser
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_board_and_its_lists_are_fit(browser, address, language: str) -> None:
    page = enter_browser(browser, address, "zhao-lei", language)
    page.goto(f"{address}/consent-board")
    for _ in range(2):
        assert unfit(page) == []
        assert language == "en" or list(foreign(page, language)) == []
        if page.url.endswith("/consent-board"):
            page.locator("tbody a").first.click()
    assert "/grants?" in page.url
    page.context.close()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_register_names_every_purpose_and_what_the_lender_has_to_write(
    enter, language: str
) -> None:
    page = html.unescape(enter("zhao-lei", language).get("/consent-board/register").text)
    for record in (*register(), *assessments()):
        assert record["purpose"] in page
        for name in record["left_to_the_lender"]:
            assert LEFT[name].as_dict()[language] in page
    for record in register():
        assert record["plain"][language] in page


@pytest.mark.browser
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_register_is_fit_on_screen_and_prints_without_the_frame(
    browser, address, language: str
) -> None:
    page = enter_browser(browser, address, "zhao-lei", language)
    page.goto(f"{address}/consent-board/register")
    assert unfit(page) == []
    page.emulate_media(media="print")
    assert not page.locator(".nav").first.is_visible()
    assert page.locator("h1").is_visible()
    page.context.close()
