"""What an officer reads: a page of applications, and one case with all it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from consent import service as consent
from consent.acts import ACTS
from consent.categories import CATEGORIES
from consent.looking import note_read
from consent.model import Category, Permitted, Purpose, Refused
from consent.purposes import PURPOSES
from core.access import Access
from database.transaction import Database, Transaction
from evidence.model import Entry
from evidence.service import entries_about
from underwriting import collected, joint, shelf, store
from underwriting.model import Applicant, Application, Offer, Review, State

REVIEW = "application.review"
PAGE_SIZE = 25


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was decided at one version of a case.

    Args:
        details: all it rests on, without personal data (`underwriting.outcome_json`).
    """

    action: str
    decided_by: str
    policy: str
    details: Mapping[str, Any]
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class Line:
    """One application of a list, with the machine's verdict and the name the gate let through."""

    application: Application
    offer: Offer
    verdict: Verdict | None
    name: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the list to go on.

    Args:
        before: the reference of the last application of the page before; "" on the first.
        after: the reference of the first application of the page after; "" on the last.
    """

    before: str = ""
    after: str = ""


FIRST_PAGE = Place()


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a lender's applications, the newest first.

    Args:
        counts: how many stand in which state, over all pages.
        newer: whether there are newer ones of the same states.
        older: whether there are older ones.
    """

    lines: tuple[Line, ...]
    counts: Mapping[State, int]
    newer: bool
    older: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """May a reviewer read this category: the purpose asked about, and what the gate says."""

    category: Category
    purpose: Purpose
    answer: Permitted | Refused


@dataclass(frozen=True, slots=True)
class CaseFile:
    """All a reviewer may see of one case.

    Args:
        machine: the newest verdict of the machine; None while there is none.
        applicant: what the gate let through; the rest is empty.
        credit_report: None where none has come, or where the gate holds it back.
        answers: by category, what the gate says to this act.
        consents: every purpose that rests on consent, and how it stands.
        entries: what was recorded about the case, oldest first.
        joint: the references of the other parts, where the loan is of several borrowers.
    """

    application: Application
    offer: Offer
    machine: Verdict | None
    reviews: tuple[Review, ...]
    applicant: Applicant
    credit_report: Mapping[str, float | int] | None
    answers: Mapping[str, Answer]
    consents: tuple[tuple[Purpose, Permitted | Refused], ...]
    entries: tuple[Entry, ...]
    joint: tuple[str, ...] = ()


def read_list(
    database: Database,
    access: Access,
    states: Iterable[State],
    at: datetime,
    place: Place = FIRST_PAGE,
) -> Listing:
    """Return one page of the lender's applications, and keep whose name was read.

    Args:
        database: as the app role.
        access: somebody of the lender.
        states: only these; all when empty.
        at: when.
        place: where to go on.

    Raises:
        NotFound: there is no application of that reference here.
    """
    wanted = tuple(states)
    with database.transaction(access.in_act(REVIEW)) as tx:
        found = store.applications_of(
            tx,
            states=wanted,
            before=store.application_of(tx, place.before).id if place.before else None,
            after=store.application_of(tx, place.after).id if place.after else None,
            limit=PAGE_SIZE + 1,
        )
        more = len(found) > PAGE_SIZE
        # Read forwards, the one too many is the oldest; read backwards, the newest.
        shown = found[-PAGE_SIZE:] if place.after else found[:PAGE_SIZE]
        return Listing(
            lines=_lines(tx, access.organisation, shown, at),
            counts=store.count_by_state(tx),
            newer=more if place.after else bool(place.before),
            older=bool(place.after) or more,
        )


def _lines(
    tx: Transaction, organisation_id: UUID, shown: tuple[Application, ...], at: datetime
) -> tuple[Line, ...]:
    names = collected.names_of(tx, shown)
    verdicts = store.machine_outcomes_of(tx, shown)
    offers = shelf.offers_of(tx, organisation_id)
    for subject_id in {one.subject_id for one in shown if one.id in names}:
        note_read(tx, organisation_id, subject_id, ("identity",), at)
    return tuple(
        Line(one, offers[one.offer_id], _verdict(verdicts.get(one.id)), names.get(one.id, ""))
        for one in shown
    )


def read_case(database: Database, access: Access, reference: str, at: datetime) -> CaseFile:
    """Return a case as its reviewer may see it, and keep that it was read.

    Raises:
        NotFound: the lender has no such application.
    """
    with database.transaction(access.in_act(REVIEW)) as tx:
        application = store.application_of(tx, reference)
        subject_id = application.subject_id
        answers = _answers(tx, application, at)
        found = collected.read_collected(tx, application)
        note_read(tx, application.organisation_id, subject_id, found.read, at)
        asked = tuple(purpose for purpose in PURPOSES if purpose.needs_grant)
        codes = [one.code for one in asked]
        said = consent.permissions_of(tx, subject_id, codes, at, application.id)
        return CaseFile(
            application=application,
            offer=shelf.offer_by_id(tx, application.organisation_id, application.offer_id),
            machine=_verdict(store.machine_outcome(tx, application)),
            reviews=store.reviews_of(tx, application),
            applicant=found.applicant,
            credit_report=found.credit_report,
            answers=answers,
            consents=tuple(zip(asked, said, strict=True)),
            entries=entries_about(tx, application.organisation_id, application.reference),
            joint=_joint(tx, application),
        )


def _joint(tx: Transaction, application: Application) -> tuple[str, ...]:
    loan = joint.loan_of(tx, application)
    parts = loan.parts if loan is not None else ()
    return tuple(one.reference for one in parts if one.id != application.id)


def read_contract(
    database: Database, access: Access, reference: str, at: datetime
) -> tuple[Application, Offer, tuple[str, bytes] | None]:
    """Return what the contract of a case is made of; name and bytes where one came along.

    Raises:
        NotFound: the lender has no such application.
    """
    with database.transaction(access.in_act(REVIEW)) as tx:
        application = store.application_of(tx, reference)
        contract = collected.contract_of(tx, application)
        if contract is not None:
            owner, subject_id = application.organisation_id, application.subject_id
            note_read(tx, owner, subject_id, ("contract",), at)
        offer = shelf.offer_by_id(tx, application.organisation_id, application.offer_id)
        return application, offer, contract


def _answers(tx: Transaction, application: Application, at: datetime) -> dict[str, Answer]:
    """Ask the gate about every category the act could touch; the first purpose that holds."""
    act = next(act for act in ACTS if act.code == REVIEW)
    purposes = [purpose for purpose in PURPOSES if purpose.code in act.purposes]
    codes = [one.code for one in purposes]
    said = consent.permissions_of(tx, application.subject_id, codes, at, application.id)
    answers: dict[str, Answer] = {}
    for category in CATEGORIES:
        asked = [
            Answer(category, purpose, answer)
            for purpose, answer in zip(purposes, said, strict=True)
            if category.code in purpose.categories
        ]
        held = [one for one in asked if isinstance(one.answer, Permitted)]
        held.sort(key=lambda one: category.code in getattr(one.answer, "masked", ()))
        if asked:
            answers[category.code] = (held or asked)[0]
    return answers


def _verdict(row: Any) -> Verdict | None:
    if row is None:
        return None
    return Verdict(row.action, row.decided_by, row.policy, row.details, row.decided_at)
