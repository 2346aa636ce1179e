"""Applications that wait for something, and patience."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from contracts.numbers import Offer as Terms
from contracts.numbers import honest_numbers
from core.ids import new_id
from evidence.service import entries_about
from scoring.model import CreditBand
from tests.database_world import AT, World
from tests.underwriting.world import agreed_to, put_offer, report_in, submission
from underwriting import store
from underwriting.model import Application, Offer
from underwriting.submission import submit
from webapp.demo.forms import render


def contract() -> tuple[str, bytes]:
    """An honest contract as a file."""
    terms = Terms(
        reference="JK-2026-0001",
        lender_name="安和消费金融有限公司",
        borrower_name="示例借款人",
        contract_date=date(2026, 9, 1),
        principal=Decimal(12000),
        months=12,
        interest_percent=Decimal(12),
        currency="CNY",
    )
    return "contract.html", render("zh/honest", honest_numbers(terms)).encode()


def hand_in(
    world: World,
    offer: Offer | None = None,
    *,
    band: CreditBand | None = CreditBand.STRONG,
    consents: tuple[str, ...] = ("bureau.query",),
    with_contract: bool = False,
    person: object = None,
) -> Application:
    """Hand in one application of somebody new."""
    access = world.machine("") if person is None else world.person(person)  # type: ignore[arg-type]
    form = submission(
        offer or put_offer(world),
        agreed_to(world, *consents),
        None if band is None else report_in(band),
        id_number=f"1101011990{new_id().int % 10**7:07d}X",
        phone=f"139{new_id().int % 10**8:08d}",
    )
    if with_contract:
        form = replace(form, contract=contract())
    return submit(world.database, access, world.lender, form, AT)


def state_of(world: World, application: Application) -> Application:
    with world.database.transaction(world.machine("application.review")) as tx:
        return store.application_of(tx, application.reference)


def kinds_of(world: World, reference: str) -> list[str]:
    """The kinds of facts about one thing, oldest first."""
    with world.database.transaction(world.machine("application.review")) as tx:
        return [one.kind for one in entries_about(tx, world.lender, reference)]


def until(condition: Callable[[], object], seconds: float = 60.0) -> None:
    """Wait for something that comes by itself; how long it takes is not what is tested."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come"
        time.sleep(0.05)
