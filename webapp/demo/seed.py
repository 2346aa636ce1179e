"""Sets up the demonstration: lenders with shelves and keys, people, everybody's first application.

Every step asks what is there already, so that a start that was interrupted anywhere is finished by
the next one. A file comes last and says that everybody has applied.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from uuid import UUID

from consent import service as consent
from consent import store as consent_store
from contracts.licence_store import import_register, standing_of
from contracts.licences import read_register
from core.access import Access, ActorKind, Role, machine_access
from core.dates import day_of
from core.ids import new_id
from core.money import Money
from core.settings import Settings
from core.text import Text
from database.transaction import Database
from identity.demonstration import DEMO_ORGANISATIONS
from identity.model import OrganisationKind
from identity.password_change import reset_password
from identity.provisioning import create_person, find_account
from identity.registration import Registration
from identity.rules import DEMONSTRATION_DOMAIN
from identity.seeding import seed_demonstration
from underwriting import service, shelf
from underwriting.model import (
    Applicant,
    Application,
    Channel,
    Offer,
    Product,
    State,
    Submission,
)
from underwriting.own_cases import own_lines
from underwriting.publishing import publish_form, publish_product
from underwriting.rules import Engines
from underwriting.submission import submit
from webapp.demo.api_keys import keep_keys, keys_file
from webapp.demo.asked import leave_requests
from webapp.demo.forms import version_of
from webapp.demo.invented import Invented, invent, name_of
from webapp.demo.looked_after import look_after
from webapp.demo.recipients import keep_recipients, plan_file
from webapp.demo.shelves import SHELVES, Shelf

BORROWERS = 40
_SEED = 20261122
_LICENCES = Path(__file__).with_name("licences.csv")
_OPTIONAL = ("marketing.own", "model.train", "bank_data.pull_once", "fraud.shared_list")


@dataclass(frozen=True, slots=True)
class Account:
    """A sign-in of an invented borrower."""

    name: str
    sign_in: str
    password: str


def settled_file(data_dir: Path) -> Path:
    """Return the file that is there once everybody has applied."""
    return data_dir / "demo" / "settled"


def found(
    owner: Database, database: Database, settings: Settings, at: datetime
) -> Mapping[str, UUID]:
    """Set up what is missing of the lenders, the named people and the keys; return these people.

    Args:
        owner: the database as its owner, for organisations, people and keys.
        database: as the app role, for all else.
        settings: where the keys of the simulation are kept.
        at: when.
    """
    named = seed_demonstration(owner, at)
    for organisation in DEMO_ORGANISATIONS:
        if organisation.kind is OrganisationKind.LENDER and organisation.id is not None:
            _open_lender(database, organisation.id, organisation.name, at)
    if not standing_of(database, "").registers:
        with owner.transaction(machine_access(None, "")) as tx:
            import_register(tx, *read_register(_LICENCES.read_text("utf-8")), at)
    if not keys_file(settings).exists():
        keep_keys(owner, settings, at)
    if not plan_file(settings).exists():
        keep_recipients(owner, settings, at)
    return named


def settle(
    owner: Database,
    database: Database,
    engines: Callable[[], Engines],
    settings: Settings,
    at: datetime,
) -> tuple[Account, ...]:
    """Let everybody open an account and apply once; return the sign-ins, none when all had.

    Until everybody has applied once, the borrowers get a new password with every call, so that
    the one returned last is the one that opens all of them.

    Args:
        owner: the database as its owner, for organisations, people and keys.
        database: as the app role, for all else.
        engines: makes what decides the first applications, if anybody is to apply.
        settings: where it is noted that all is there.
        at: when.
    """
    named = found(owner, database, settings, at)
    look_after(database, named, at)
    if settled_file(settings.data_dir).exists():
        return ()
    accounts, people = _borrowers(owner, named, at)
    _first_applications(database, engines(), people, at)
    leave_requests(database, people, at)
    settled_file(settings.data_dir).touch(mode=0o600)
    return accounts


def _open_lender(database: Database, lender: UUID, name: Text, at: datetime) -> None:
    """Publish a lender's notices and put its products on the shelf."""
    with database.transaction(machine_access(lender, "application.submit")) as tx:
        consent.publish_notices(tx, lender, name, at)
    for row in SHELVES:
        if row.lender == lender:
            _put_on_shelf(database, row, name, at)


def _put_on_shelf(database: Database, row: Shelf, lender: Text, at: datetime) -> None:
    """Publish one row, or its form anew where an earlier release published another text."""
    access, wanted = machine_access(row.lender, "application.submit"), offer_from(row, lender)
    with database.transaction(access) as tx:
        on_shelf = shelf.offers_of(tx, row.lender).values()
    known = next((one for one in on_shelf if one.code == row.code), None)
    if known is not None and known.form.text == wanted.form.text:
        return
    if known is None and row.form_before:
        before = replace(wanted, form=version_of(row.form_before))
        publish_product(database, access, (before,), day_of(at), at)
        second = replace(wanted, form=replace(wanted.form, version=2))
        publish_form(database, access, second, at)
    elif known is None:
        publish_product(database, access, (wanted,), day_of(at), at)
    else:
        form = replace(wanted.form, version=known.form.version + 1)
        publish_form(database, access, replace(known, form=form), at)


def offer_from(row: Shelf, lender: Text) -> Offer:
    """Return the offer of a row, with new keys."""
    organisation = next(one for one in DEMO_ORGANISATIONS if one.id == row.lender)
    return Offer(
        id=new_id(),
        organisation_id=row.lender,
        product=Product(new_id(), row.lender, row.product, row.name, row.scenario),
        lender=lender,
        lender_type=organisation.lender_type or "private",
        jurisdiction=organisation.jurisdiction,
        code=row.code,
        at_least=row.at_least,
        at_most=row.at_most,
        months=row.months,
        monthly_rate=row.monthly_rate,
        upfront_fee=row.upfront_fee,
        monthly_fee=row.monthly_fee,
        late_daily_rate=row.late_daily_rate,
        stated_apr=row.stated,
        form=version_of(row.form),
    )


def _borrowers(
    owner: Database, named: Mapping[str, UUID], at: datetime
) -> tuple[tuple[Account, ...], dict[UUID, str]]:
    """Open the borrowers' accounts; one password for all, new in every installation."""
    dice = random.Random(_SEED)  # noqa: S311  # the same invented people everywhere, no secret
    password = f"{new_id().hex[-12:]}-candor"
    accounts: list[Account] = []
    people = {named["wang-fang"]: "王芳", named["li-jianguo"]: "李建国"}
    for number in range(len(people) + 1, BORROWERS + 1):
        name = name_of(dice)
        sign_in = f"borrower{number:02d}@{DEMONSTRATION_DOMAIN}"
        person = find_account(owner, sign_in)
        if person is None:
            person = create_person(owner, Registration(name, sign_in, password), at)
        else:
            reset_password(owner, person, password, at)
        people[person] = name
        accounts.append(Account(name, sign_in, password))
    return tuple(accounts), people


def _first_applications(
    database: Database, engines: Engines, people: Mapping[UUID, str], at: datetime
) -> None:
    dice = random.Random(_SEED + 1)  # noqa: S311  # invented people, no secret
    for number, (person_id, name) in enumerate(people.items()):
        row = SHELVES[number % len(SHELVES)]
        applicant = replace(invent(dice), name=name)
        _apply(database, engines, person_id, (row, applicant), at)


def _apply(
    database: Database,
    engines: Engines,
    person_id: UUID,
    wish: tuple[Shelf, Invented],
    at: datetime,
) -> None:
    """Let one borrower apply as they would on the page, and the lender's machine decide."""
    row, who = wish
    access = Access(ActorKind.PERSON, person_id, row.lender, "", frozenset({Role.BORROWER}))
    sent = [line.application for line in own_lines(database, access)]
    application = next((one for one in sent if one.organisation_id == row.lender), None)
    if application is None:
        application = _submit(database, access, row, who, at)
    if application.state is State.WAITING:
        service.decide(database, engines, row.lender, application.reference, at)


def _submit(
    database: Database, access: Access, row: Shelf, who: Invented, at: datetime
) -> Application:
    dice = random.Random(who.id_number)  # noqa: S311  # invented people, no secret
    with database.transaction(machine_access(row.lender, "application.submit")) as tx:
        notices = consent_store.current_notices(tx, (row.lender,))
    wanted = {"bureau.query", *dice.sample(_OPTIONAL, dice.randrange(1, 4))}
    agreed = tuple((one.purpose, one.sha256) for one in notices if one.purpose in wanted)
    submission = submission_of(row, who, agreed, Channel.PAGE)
    return submit(database, access, row.lender, submission, at)


def submission_of(
    row: Shelf, who: Invented, agreed: tuple[tuple[str, str], ...], channel: Channel
) -> Submission:
    """Return what an invented applicant hands in for a row of the shelf."""
    return Submission(
        offer_code=row.code,
        amount=amount_for(row, who),
        months=row.months,
        applicant=Applicant(
            name=who.name,
            id_number=who.id_number,
            phone=who.phone,
            monthly_income=Money.of(who.monthly_income),
            use=who.use,
            note=who.note,
            device=who.device,
            address=who.address,
        ),
        agreed=agreed,
        channel=channel,
        language="zh",
        credit_report=who.credit_report,
    )


def amount_for(row: Shelf, who: Invented) -> Money:
    """Return an amount within the offer that somebody of this income might ask for."""
    wanted = Money.of(who.monthly_income * 2)
    return min(max(wanted, row.at_least), row.at_most)
