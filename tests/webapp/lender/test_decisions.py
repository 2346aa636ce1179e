"""The list of decisions: whose it is, what it shows, and that reading it is kept."""

from __future__ import annotations

import html
import re

import pytest

from tests.webapp.lender.conftest import references
from underwriting import casework


def test_the_list_names_nobody_whole_and_every_row_leads_to_a_case(officer) -> None:
    page = officer.get("/decisions").text
    rows = [row for row in re.findall(r"<tr.*?</tr>", page, re.DOTALL) if "/decisions/A-" in row]
    # A dash where the person's data may not be read any more: other tests take it back.
    names = [re.search(r"<td>([一-鿿]\*+|–)</td>", row) for row in rows]
    assert any(one is not None and one[1] != "–" for one in names)
    assert None not in names
    # This page's own: with more cases than one page holds, the others lead on elsewhere.
    shown = re.findall(r'href="/decisions/(A-[0-9A-Z]{16})"', page)
    assert len(names) == len(shown) == len(set(shown))
    assert officer.get(f"/decisions/{shown[0]}").status_code == 200


@pytest.mark.parametrize("state", ["", "in_review", "waiting", "approved", "declined", "cancelled"])
def test_each_filter_shows_as_many_as_it_says(officer, state: str) -> None:
    page = officer.get(f"/decisions?state={state}").text
    chosen = re.search(r'aria-current="true">[^<]*<span class="number">([\d,]+)</span>', page)
    assert chosen
    assert len(references(officer, state)) == int(chosen[1])
    assert ("没有符合条件的申请" in page or 'class="empty"' in page) == (chosen[1] == "0")


def test_pages_lead_on_and_back_and_skip_nobody(officer, monkeypatch) -> None:
    every = references(officer)
    monkeypatch.setattr(casework, "PAGE_SIZE", 5)
    assert references(officer) == every
    path, seen = "/decisions", []
    while path:
        page = officer.get(path).text
        seen.append(re.findall(r'href="/decisions/(A-\w+)"', page))
        found = re.search(r'href="([^"]+)" rel="next"', page)
        path = html.unescape(found[1]) if found else ""
    back = re.search(r'href="([^"]+)" rel="prev"', page)
    while back:
        page = officer.get(html.unescape(back[1])).text
        seen.pop()
        assert re.findall(r'href="/decisions/(A-\w+)"', page) == seen[-1]
        back = re.search(r'href="([^"]+)" rel="prev"', page)
    assert len(seen) == 1


def test_a_strange_filter_is_all_and_a_strange_page_is_none(officer) -> None:
    assert officer.get("/decisions?state=nothing").status_code == 200
    for cursor in ("A-0000000000000000", "'; --", "x" * 4000):
        assert officer.get("/decisions", query_string={"before": cursor}).status_code == 404
        assert officer.get("/decisions", query_string={"after": cursor}).status_code == 404


def test_reading_the_list_is_kept_with_each_person_shown(town, officer) -> None:
    counted = "SELECT count(*) FROM data_reads WHERE act = 'application.review'"
    [(before,)] = town.rows(counted)
    page = officer.get("/decisions?state=approved").text
    [(after,)] = town.rows(counted)
    assert after - before == len(re.findall(r'href="/decisions/A-[0-9A-Z]{16}"', page)) > 0


@pytest.mark.parametrize("who", ["sun-li", "wang-fang", "wu-gang"])
def test_whoever_decides_nothing_sees_no_decisions(enter, who: str) -> None:
    client = enter(who)
    assert client.get("/decisions").status_code == 403
    assert client.get("/decisions/A-0000000000000000").status_code == 403


def test_both_languages_say_how_many_wait(enter) -> None:
    assert "件申请等您决定" in enter("chen-min").get("/decisions").text
    assert "applications wait for a person" in enter("chen-min", "en").get("/decisions").text
