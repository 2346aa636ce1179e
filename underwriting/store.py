"""Applications, outcomes and reviews, as rows and as nouns."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, select
from sqlalchemy.dialects.postgresql import distinct_on

from core.errors import NotFound, StaleCase
from core.ids import new_id
from core.money import Money
from database.tenancy import subjects
from database.transaction import Transaction
from underwriting.model import Action, Application, Channel, Outcome, Review, State
from underwriting.outcome_json import outcome_json
from underwriting.tables import applications, outcomes, reviews


def insert_application(tx: Transaction, application: Application) -> None:
    """Keep a new application."""
    tx.execute(
        applications.insert(),
        {
            "organisation_id": application.organisation_id,
            "id": application.id,
            "subject_id": application.subject_id,
            "reference": application.reference,
            "offer_id": application.offer_id,
            "amount_minor": application.amount.minor,
            "amount_currency": application.amount.currency,
            "months": application.months,
            "channel": application.channel.value,
            "state": application.state.value,
            "version": application.version,
            "created_at": application.created_at,
        },
    )


def application_of(tx: Transaction, reference: str) -> Application:
    """Return an application by its reference.

    Raises:
        NotFound: there is none, or the one who asks may not know of it.
    """
    statement = select(applications).where(applications.c.reference == reference)
    row = tx.execute(statement).one_or_none()
    if row is None:
        raise NotFound("there is no application of that reference")
    return _application(row)


def application_by_id(tx: Transaction, application_id: UUID) -> Application | None:
    """Return an application by its key; None when there is none that the bound actor may see."""
    statement = select(applications).where(applications.c.id == application_id)
    row = tx.execute(statement).one_or_none()
    return None if row is None else _application(row)


def applications_of(
    tx: Transaction,
    *,
    states: Iterable[State] = (),
    before: UUID | None = None,
    after: UUID | None = None,
    limit: int = 50,
) -> tuple[Application, ...]:
    """Return the newest applications that the bound actor may see, the newest first.

    Args:
        tx: bound to a lender's actor, or to a person, who sees their own at every lender.
        states: only these; all when empty.
        before: for the next page, the id of the last one shown.
        after: for the page before, the id of the first one shown.
        limit: how many at most.
    """
    forward = applications.c.id.desc() if after is None else applications.c.id.asc()
    statement = select(applications).order_by(forward).limit(limit)
    wanted = [state.value for state in states]
    if wanted:
        statement = statement.where(applications.c.state.in_(wanted))
    if before is not None:
        statement = statement.where(applications.c.id < before)
    if after is not None:
        statement = statement.where(applications.c.id > after)
    found = tuple(_application(row) for row in tx.execute(statement))
    return found if after is None else found[::-1]


def count_by_state(tx: Transaction) -> dict[State, int]:
    """Return how many applications stand in which state."""
    statement = select(applications.c.state, func.count().label("n")).group_by(applications.c.state)
    return {State(row.state): row.n for row in tx.execute(statement)}


def open_applications_of(tx: Transaction, subject_id: UUID) -> tuple[Application, ...]:
    """Return the subject's applications that wait to be decided, locked for this transaction."""
    statement = (
        select(applications)
        .where(
            applications.c.subject_id == subject_id,
            applications.c.state.in_((State.WAITING.value, State.PAUSED.value)),
        )
        .with_for_update()
    )
    return tuple(_application(row) for row in tx.execute(statement))


def move(
    tx: Transaction,
    application: Application,
    state: State,
    *,
    paused_for: str | None = None,
    decided_at: datetime | None = None,
) -> int:
    """Move an application to a state, if it still is at the version that was read.

    Returns:
        The new version.

    Raises:
        StaleCase: it has moved meanwhile.
    """
    statement = (
        applications.update()
        .where(
            applications.c.organisation_id == application.organisation_id,
            applications.c.id == application.id,
            applications.c.version == application.version,
        )
        .values(
            state=state.value,
            paused_for=paused_for,
            version=application.version + 1,
            decided_at=decided_at,
        )
    )
    if tx.execute(statement).rowcount != 1:
        raise StaleCase("the application changed meanwhile")
    return application.version + 1


def epoch_of(tx: Transaction, subject_id: UUID, *, lock: bool = False) -> int:
    """Return the subject's epoch.

    Raises:
        NotFound: the subject is not visible to who acts.
    """
    statement = select(subjects.c.epoch).where(subjects.c.id == subject_id)
    epoch = tx.execute(statement.with_for_update() if lock else statement).scalar_one_or_none()
    if epoch is None:
        raise NotFound("there is no such person here")
    return epoch


def insert_outcome(
    tx: Transaction, application: Application, outcome: Outcome, decided_by: str, at: datetime
) -> None:
    """Keep what was decided, with all it rests on."""
    tx.execute(
        outcomes.insert(),
        {
            "organisation_id": application.organisation_id,
            "application_id": application.id,
            "version": application.version + 1,
            "subject_id": application.subject_id,
            "action": outcome.action.value,
            "decided_by": decided_by,
            "policy": outcome.policy,
            "details": outcome_json(outcome),
            "decided_at": at,
        },
    )


def outcomes_of(tx: Transaction, found: Iterable[Application]) -> dict[UUID, Row[Any]]:
    """Return the newest outcome row of each application: action, decided_by, policy, details."""
    statement = (
        select(outcomes)
        .where(outcomes.c.application_id.in_([application.id for application in found]))
        .ext(distinct_on(outcomes.c.application_id))
        .order_by(outcomes.c.application_id, outcomes.c.version.desc())
    )
    return {row.application_id: row for row in tx.execute(statement)}


def machine_outcomes_of(tx: Transaction, found: Iterable[Application]) -> dict[UUID, Row[Any]]:
    """Return the newest outcome row of the machine of each application that has one."""
    statement = (
        select(outcomes)
        .where(
            outcomes.c.application_id.in_([application.id for application in found]),
            outcomes.c.decided_by == "machine",
        )
        .ext(distinct_on(outcomes.c.application_id))
        .order_by(outcomes.c.application_id, outcomes.c.version.desc())
    )
    return {row.application_id: row for row in tx.execute(statement)}


def outcome_at(tx: Transaction, application: Application, version: int) -> Row[Any] | None:
    """Return the outcome that took an application to a version; None when none did."""
    statement = select(outcomes).where(
        outcomes.c.organisation_id == application.organisation_id,
        outcomes.c.application_id == application.id,
        outcomes.c.version == version,
    )
    return tx.execute(statement).one_or_none()


def machine_outcome(tx: Transaction, application: Application) -> Row[Any] | None:
    """Return the newest outcome the machine came to; None when it has not decided."""
    return machine_outcomes_of(tx, (application,)).get(application.id)


def ask_review(tx: Transaction, application: Application, asked_by: str, at: datetime) -> UUID:
    """Keep that a person is to look at the case."""
    review_id = new_id()
    tx.execute(
        reviews.insert(),
        {
            "organisation_id": application.organisation_id,
            "id": review_id,
            "application_id": application.id,
            "subject_id": application.subject_id,
            "asked_by": asked_by,
            "asked_at": at,
        },
    )
    return review_id


def reviews_of(tx: Transaction, application: Application) -> tuple[Review, ...]:
    """Return the reviews of an application, the oldest first."""
    statement = (
        select(reviews)
        .where(
            reviews.c.organisation_id == application.organisation_id,
            reviews.c.application_id == application.id,
        )
        .order_by(reviews.c.id)
    )
    return tuple(
        Review(
            id=row.id,
            asked_by=row.asked_by,
            asked_at=row.asked_at,
            officer_id=row.officer_id,
            action=None if row.action is None else Action(row.action),
            note_masked=row.note_masked,
            decided_at=row.decided_at,
        )
        for row in tx.execute(statement)
    )


def close_review(tx: Transaction, review_id: UUID, action: Action, note: str, at: datetime) -> None:
    """Keep what the person who acts decided.

    Raises:
        StaleCase: somebody has decided it already.
    """
    statement = (
        reviews.update()
        .where(reviews.c.id == review_id, reviews.c.decided_at.is_(None))
        .values(officer_id=tx.access.actor_id, action=action.value, note_masked=note, decided_at=at)
    )
    if tx.execute(statement).rowcount != 1:
        raise StaleCase("somebody has decided this case already")


def _application(row: Row[Any]) -> Application:
    return Application(
        id=row.id,
        organisation_id=row.organisation_id,
        subject_id=row.subject_id,
        reference=row.reference,
        offer_id=row.offer_id,
        amount=Money(row.amount_minor, row.amount_currency),
        months=row.months,
        channel=Channel(row.channel),
        state=State(row.state),
        paused_for=row.paused_for,
        version=row.version,
        created_at=row.created_at,
        decided_at=row.decided_at,
    )
