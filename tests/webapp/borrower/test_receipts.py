"""Receipts on a borrower's pages: kept, downloaded, and checked by anybody."""

from __future__ import annotations

import io
import json
import re
from secrets import randbelow

import pytest

from consent.receipt_check import check
from core.access import Access, ActorKind
from core.ids import new_id
from tests.webapp.borrower.house import Demo, Visitor
from tests.webapp.borrower.test_my_data import hand_in, press

VERIFY = "/verify-receipt"


@pytest.fixture
def chosen(demo: Demo) -> tuple[Visitor, str]:
    """Somebody who has applied and said yes and no there; with the lender's id."""
    someone = demo.visitor()
    hand_in(demo, someone)
    page = someone.get("/my-data").get_data(as_text=True)
    lender = re.search(r"/my-data/([0-9a-f-]{36})/switch", page)
    assert lender is not None
    return someone, lender.group(1)


def outsider(demo: Demo) -> Visitor:
    """Somebody without an account, at an address of their own."""
    client = demo.app.test_client()
    client.environ_base["REMOTE_ADDR"] = f"198.19.{randbelow(250)}.{randbelow(250) + 1}"
    return Visitor(client, Access(ActorKind.PERSON, new_id()), "")


def ask(visitor: Visitor, data: bytes, address: str = VERIFY) -> str:
    """Hand a file to the open page, without an account."""
    page = visitor.get(address)
    answer = visitor.send(page, VERIFY, receipt=(io.BytesIO(data), "receipt.json"))
    return answer.get_data(as_text=True)


def test_every_press_adds_a_receipt_that_leads_to_its_file(demo: Demo, chosen) -> None:
    someone, lender = chosen
    before = someone.get("/my-data/receipts").get_data(as_text=True).count("Receipt ")
    press(someone, someone.get("/my-data"), lender, "marketing.own")
    listed = someone.get("/my-data/receipts").get_data(as_text=True)
    assert listed.count("Receipt ") == before + 1

    href = re.search(rf'"(/my-data/{lender}/receipts/[0-9a-f-]+)"', listed)
    assert href is not None
    page = someone.get(href.group(1)).get_data(as_text=True)
    assert "data:image/svg+xml" in page
    file = someone.get(f"{href.group(1)}.json")
    assert file.mimetype == "application/ld+json"
    document = json.loads(file.data)
    assert document["candor:proof"]["sha256"] in page
    assert "You agreed" in page


def test_anybody_has_a_file_checked_and_every_altered_one_is_found(demo: Demo, chosen) -> None:
    someone, lender = chosen
    data = someone.get(f"/my-data/{lender}/receipts.json").data
    stranger = outsider(demo)

    holds = ask(stranger, data)
    assert "Nothing in this receipt was altered" in holds
    assert "This file does not hold" in ask(stranger, data.replace(b"granted", b"refused", 1))
    assert "This file does not hold" in ask(stranger, b"no receipt")
    assert "The signature cannot be checked here" in ask(
        stranger, data.replace(b"receipts/", b"receiptz/")
    )


def test_the_code_of_another_receipt_is_told_from_this_one(demo: Demo, chosen) -> None:
    someone, lender = chosen
    data = someone.get(f"/my-data/{lender}/receipts.json").data
    own = json.loads(data)["candor:receipts"][0]["candor:proof"]["sha256"]
    stranger = outsider(demo)
    assert "Nothing in this receipt was altered" in ask(stranger, data, f"{VERIFY}?sha256={own}")
    other = ask(stranger, data, f"{VERIFY}?sha256={own[::-1]}")
    assert "the QR code is another" in other


def test_an_empty_form_says_what_is_missing(demo: Demo) -> None:
    assert "Choose the file of a receipt" in ask(outsider(demo), b"")


def test_nobody_reads_the_receipts_of_somebody_else(demo: Demo, chosen) -> None:
    someone, lender = chosen
    listed = someone.get("/my-data/receipts").get_data(as_text=True)
    href = re.search(rf'"(/my-data/{lender}/receipts/[0-9a-f-]+)"', listed)
    assert href is not None
    other = demo.visitor()
    for address in (href.group(1), f"{href.group(1)}.json", f"/my-data/{lender}/receipts.json"):
        assert other.get(address).status_code == 404
        asked = outsider(demo).client.get(address)
        assert asked.status_code in {302, 303, 401, 403}


def test_the_file_that_is_downloaded_holds_by_the_lenders_key(demo: Demo, chosen) -> None:
    from webapp.receipt_keys import keys_for

    someone, lender = chosen
    data = someone.get(f"/my-data/{lender}/receipts.json").data
    with demo.app.app_context():
        held = check(data, keys_for(data))
    assert [one.number for one in held] == list(range(1, len(held) + 1))
