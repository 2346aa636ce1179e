"""Another lender's staff, with every address of this one: not a row, not a name, not a hint."""

from __future__ import annotations

import html
import re
from collections import deque

import pytest

from identity.demonstration import HARBOUR, MILLSTONE, SWALLOW
from tests.webapp.lender.conftest import Town, hand_in_text, references, send

STAFF = {HARBOUR: "zhao-lei", MILLSTONE: "qian-jun", SWALLOW: "zhou-yan"}
CONTRACTS_READ = 2  # each is read in a child process, which takes its time
SWITCH = re.compile(r"[?&](lang|theme|type)=")
OWN_ROOTS = ("/decisions", "/contracts")


def crawl(client) -> dict[str, str]:
    """Every page and file of the lender that its staff can reach by links, with its words."""
    waiting, found = deque(OWN_ROOTS), {}
    while waiting:
        path = waiting.popleft()
        contracts = sum(seen.endswith("/contract") for seen in found)
        if "severity=" in path or (
            path.endswith(".pdf") and any(p.endswith(".pdf") for p in found)
        ):
            continue  # the same page with fewer findings; one printed page stands for all
        if path in found or (path.endswith("/contract") and contracts == CONTRACTS_READ):
            continue
        answer = client.get(path)
        if answer.status_code == 403:
            continue
        assert answer.status_code == 200, path
        found[path] = answer.data.decode(errors="replace")
        if answer.mimetype == "text/html":
            links = (
                html.unescape(link).partition("#")[0]
                for link in re.findall(r'href="(/[^"]+)"', found[path])
            )
            waiting.extend(
                link
                for link in links
                if link.startswith(OWN_ROOTS) and "lang=" not in link and "theme=" not in link
            )
    return found


@pytest.fixture(scope="module")
def secrets_of(town: Town) -> dict:
    """What only a lender's own staff may read: references and products."""
    return {
        lender: {
            str(reference)
            for (reference,) in town.rows(
                "SELECT reference FROM applications WHERE organisation_id = :lender", lender=lender
            )
        }
        for lender in STAFF
    }


@pytest.mark.parametrize("lender", STAFF, ids=["harbour", "millstone", "swallow"])
def test_whatever_links_a_lender_s_staff_follow_they_stay_in_their_house(
    enter, secrets_of, lender
) -> None:
    client = enter(STAFF[lender])
    if lender != MILLSTONE:
        hand_in_text(client, "借款合同\n借款本金为人民币1000.00元。")
    pages = crawl(client)
    assert len(pages) > 10
    everything = "\n".join(pages.values())
    for other, theirs in secrets_of.items():
        seen = {reference for reference in theirs if reference in everything}
        assert seen == (theirs if other == lender else set())


@pytest.mark.parametrize("stranger", [MILLSTONE, SWALLOW], ids=["millstone", "swallow"])
def test_every_address_of_one_lender_is_nothing_to_another(enter, stranger) -> None:
    own = enter(STAFF[HARBOUR])
    hand_in_text(own, "借款合同\n借款本金为人民币1000.00元。")
    theirs = [path for path in crawl(own) if path.count("/") > 1]
    assert any("/proof/" in path for path in theirs)
    assert any("/checks/" in path for path in theirs)
    other = enter(STAFF[stranger])
    for path in theirs:
        answer = other.get(path)
        no_contracts = stranger == MILLSTONE and path.startswith("/contracts")
        assert answer.status_code == (403 if no_contracts else 404), path


def test_a_stranger_s_decision_changes_nothing(enter, town: Town) -> None:
    own, other = enter("chen-min"), enter("qian-jun")
    reference = references(own, "in_review")[0]
    before = town.rows("SELECT state, version FROM applications WHERE reference = :r", r=reference)
    fields = {"outcome": "approve", "reason": "", "words": "看过了", "version": str(before[0][1])}
    mine = (
        f"/decisions/{references(other, 'in_review')[0]}" if references(other, "in_review") else "/"
    )
    answer = send(other, f"/decisions/{reference}", mine, **fields)
    assert answer.status_code == 404
    after = town.rows("SELECT state, version FROM applications WHERE reference = :r", r=reference)
    assert after == before


def test_nobody_signed_in_is_led_to_the_door(town: Town) -> None:
    client = town.app.test_client()
    for path in (*OWN_ROOTS, "/decisions/A-0000000000000000", "/contracts/checks/P-0"):
        assert client.get(path).headers["Location"].startswith("/sign-in?next=")
