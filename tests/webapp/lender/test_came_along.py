"""A contract that came along: the officer sees the sealed audit, or why it cannot be read."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from consent import store as consent_store
from core.access import Access, ActorKind, Role, machine_access
from identity.demonstration import HARBOUR
from identity.provisioning import find_account
from identity.rules import DEMONSTRATION_DOMAIN
from scoring.model import CreditBand
from tests.underwriting.world import report_in
from tests.webapp.lender.conftest import AT, Town
from tests.webapp.lender.test_contracts import contract
from underwriting import contract_audit
from underwriting.model import Channel
from underwriting.submission import submit
from webapp.demo.invented import invent
from webapp.demo.seed import submission_of
from webapp.demo.shelves import SHELVES
from webapp.pages import lender_case

Sends = Callable[[str, bytes], str]


@pytest.fixture
def sends(town: Town) -> Sends:
    """Let somebody apply with a contract of their own; return the reference."""

    def applied(name: str, data: bytes) -> str:
        row = next(one for one in SHELVES if one.code == "HB-BUY-6")
        with town.database.transaction(machine_access(HARBOUR, "application.submit")) as tx:
            notices = consent_store.current_notices(tx, (HARBOUR,))
        agreed = tuple(
            (one.purpose, one.sha256) for one in notices if one.purpose == "bureau.query"
        )
        person = find_account(town.owner, f"borrower20@{DEMONSTRATION_DOMAIN}")
        assert person is not None
        access = Access(ActorKind.PERSON, person, HARBOUR, "", frozenset({Role.BORROWER}))
        who = replace(invent(random.Random(9)), credit_report=report_in(CreditBand.FAIR))
        wish = replace(submission_of(row, who, agreed, Channel.PAGE), contract=(name, data))
        return submit(town.database, access, HARBOUR, wish, AT).reference

    return applied


@pytest.mark.parametrize(
    ("language", "said"), [("zh", "读不出来"), ("en", "cannot be read")], ids=["zh", "en"]
)
def test_one_that_cannot_be_read_gets_a_page_that_says_so(
    sends: Sends, enter, language: str, said: str
) -> None:
    reference = sends("contract.pdf", b"%PDF-1.7 no page of anything")
    answer = enter("chen-min", language).get(f"/decisions/{reference}/contract")

    assert answer.status_code == 200
    assert said in answer.text
    assert f'href="/decisions/{reference}"' in answer.text


def test_the_sealed_audit_is_shown_and_not_made_again(
    town: Town, sends: Sends, officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference = sends("contract.html", contract().encode())
    made = contract_audit.run(town.database, machine_access(HARBOUR, ""), reference, AT)

    def never(*_: object) -> None:
        raise AssertionError("the sealed audit is not made again")

    monkeypatch.setattr(lender_case, "audit_document", never)
    page = officer.get(f"/decisions/{reference}/contract").text

    assert made["findings"]
    assert page.count('<article class="finding"') == len(made["findings"])
    assert "<mark" in page


def test_while_none_is_sealed_yet_it_is_audited_for_the_page(sends: Sends, officer) -> None:
    reference = sends("contract.html", contract().encode())

    assert '<article class="finding"' in officer.get(f"/decisions/{reference}/contract").text
