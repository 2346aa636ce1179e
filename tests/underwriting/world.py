"""A lender with an offer, its engines, and applications for it."""

from __future__ import annotations

import csv
import gzip
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from uuid import UUID

from consent import store as consent_store
from core.access import Access, Role
from core.ids import new_id
from core.money import Money, Rate
from core.text import Text
from evidence.service import entries_about
from privacy.engine import Detector
from scoring import names, scorecard, watchlists
from scoring.credit import score
from scoring.model import CreditBand
from scoring.velocity import Velocity
from tests.database_world import AT, World
from underwriting import shelf, store
from underwriting.cost import Cost
from underwriting.model import Applicant, Application, Channel, Offer, Product, Submission
from underwriting.rules import ContractFinding, Engines
from underwriting.submission import submit
from webapp.demo.forms import version_of
from workers.engines import fraud_of

DATA = Path(scorecard.SHIPPED).parent / "taiwan_default.csv.gz"


def put_offer(world: World, **changes: object) -> Offer:
    """Put an offer on the lender's shelf and return it."""
    product = Product(new_id(), world.lender, str(new_id()), Text("现金贷", "Cash loan"), "cash")
    offer = Offer(
        id=new_id(),
        organisation_id=world.lender,
        product=product,
        lender=Text("甲消费金融", "Lender A"),
        lender_type="consumer_finance",
        jurisdiction="cn",
        code=str(new_id()),
        at_least=Money.of("1000"),
        at_most=Money.of("50000"),
        months=12,
        monthly_rate=Decimal("0.01"),
        upfront_fee=Decimal(0),
        monthly_fee=Decimal(0),
        late_daily_rate=Decimal("0.0005"),
        stated_apr=Rate.percent("12"),
        form=version_of("zh/honest"),
    )
    offer = replace(offer, **changes)  # type: ignore[arg-type]
    with world.database.transaction(world.machine("application.submit")) as tx:
        shelf.put_product(tx, product, AT)
        form = shelf.put_form_version(tx, product, offer.form, "{}", AT)
        shelf.put_offer(tx, offer, form, date(2026, 1, 1))
    return offer


def engines(velocity: Velocity, findings: tuple[ContractFinding, ...] = ()) -> Engines:
    """The real engines, with counters of the test's own."""
    index = name_index()
    detector = Detector()

    def check(_offer: Offer, _cost: Cost) -> tuple[ContractFinding, ...]:
        return findings

    return Engines(
        credit=lambda report: score(card(), report),
        fraud=lambda case, at: fraud_of(case, velocity, at),
        screen=lambda query: names.screen(query, index),
        scan=detector.scan,
        check_numbers=check,
    )


@cache
def card() -> scorecard.Scorecard:
    """The shipped scorecard."""
    return scorecard.load()


@cache
def name_index() -> names.NameIndex:
    """The shipped list."""
    return names.build((watchlists.shipped(),))


@cache
def report_in(band: CreditBand) -> dict[str, float]:
    """The first credit report of the public data that falls into a band."""
    with gzip.open(DATA, "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            report = {
                name: float(value) for name, value in row.items() if name not in {"ID", "bad"}
            }
            if score(card(), report).band is band:
                return report
    raise AssertionError(f"no report falls into {band}")


def agreed_to(world: World, *purposes: str) -> tuple[tuple[str, str], ...]:
    """The purposes, each with the hash of its current notice."""
    with world.database.transaction(world.machine("application.submit")) as tx:
        notices = consent_store.current_notices(tx, (world.lender,))
    hashes = {notice.purpose: notice.sha256 for notice in notices}
    return tuple((purpose, hashes[purpose]) for purpose in purposes)


def submission(
    offer: Offer,
    agreed: tuple[tuple[str, str], ...],
    report: dict[str, float] | None,
    **changes: object,
) -> Submission:
    """An application by somebody invented."""
    applicant = Applicant(
        name="测试甲乙",
        id_number="11010119900307867X",
        phone="13800000000",
        monthly_income=Money.of("9000"),
        use="education",
        device="device-1",
        address="203.0.113.7",
    )
    return Submission(
        offer_code=offer.code,
        amount=Money.of("12000"),
        months=12,
        applicant=replace(applicant, **changes),  # type: ignore[arg-type]
        agreed=agreed,
        channel=Channel.API,
        language="zh",
        credit_report=report,
    )


def later(seconds: int) -> datetime:
    """An instant after the world's."""
    from datetime import timedelta

    return AT + timedelta(seconds=seconds)


def hand_in(
    world: World,
    offer: Offer,
    band: CreditBand | None = CreditBand.STRONG,
    consents: tuple[str, ...] = ("bureau.query",),
    person: UUID | None = None,
    **changes: object,
) -> Application:
    """Hand in one application of somebody new."""
    access = world.machine("") if person is None else world.person(person)
    values = {"id_number": f"1101011990{new_id().int % 10**7:07d}X", "phone": new_phone()} | changes
    report = None if band is None else report_in(band)
    form = submission(offer, agreed_to(world, *consents), report, **values)
    return submit(world.database, access, world.lender, form, AT)


def new_phone() -> str:
    return f"139{new_id().int % 10**8:08d}"


def state_of(world: World, application: Application) -> Application:
    with world.database.transaction(world.machine("application.review")) as tx:
        return store.application_of(tx, application.reference)


def kinds_of(world: World, application: Application) -> list[str]:
    with world.database.transaction(world.machine("application.review")) as tx:
        return [one.kind for one in entries_about(tx, world.lender, application.reference)]


def officer(world: World) -> Access:
    return world.staff(Role.OFFICER)
