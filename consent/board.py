"""What a lender's compliance officer sees of consent: counts of the lender's own stored rows."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select

from consent.board_model import (
    Board,
    GrantLine,
    Held,
    Ledger,
    PurposeLine,
    Reads,
    RefusalLine,
    Spread,
    State,
)
from consent.catalogue import act_purposes, purpose_categories
from consent.delivery.model import AnswerKind, Change, Outcome
from consent.delivery.tables import answers, attempts, deliveries, overdue
from consent.grant_limits import within
from consent.looking import data_reads
from consent.purposes import PURPOSES
from consent.store import consent_events, grants
from database.tenancy import subjects
from database.transaction import Transaction

PAGE: Final = 50
_ALONE: Final = tuple(one.code for one in PURPOSES if one.alone)


def board_of(tx: Transaction, at: datetime) -> Board:
    """Return the board of the bound lender.

    Raises:
        Forbidden: no lender is bound.
    """
    counted = _grants(tx, at)
    refused = _refusals(tx)
    return Board(
        at=at,
        lines=tuple(
            PurposeLine(
                purpose,
                {state: counted.get((purpose.code, state.value), 0) for state in State},
                refused.get(purpose.code, 0),
            )
            for purpose in PURPOSES
            if purpose.needs_grant
        ),
        ledger=_ledger(tx),
        effect=_effect(tx),
        told=_spread(tx, _first_told()),
        acknowledged=_spread(tx, _first_answer()),
        reads=_reads(tx),
        held=_held(tx, at),
    )


def grant_lines(
    tx: Transaction, at: datetime, purpose: str, state: State | None, before: UUID | None = None
) -> tuple[GrantLine, ...]:
    """Return grants of the bound lender, the newest first, one more than a page at most.

    Args:
        tx: bound to the lender.
        at: the instant the states are worked out for.
        purpose: of which purpose; "" for all.
        state: in which state; None for all.
        before: for the next page, the id of the last one shown.
    """
    found = _state(at)
    statement = select(grants, found.label("state")).where(_own(tx, grants.c.organisation_id))
    if purpose:
        statement = statement.where(grants.c.purpose == purpose)
    if state is not None:
        statement = statement.where(found == state.value)
    if before is not None:
        statement = statement.where(grants.c.id < before)
    rows = tx.execute(statement.order_by(grants.c.id.desc()).limit(PAGE + 1))
    return tuple(
        GrantLine(
            row.id,
            row.purpose,
            State(row.state),
            row.method,
            row.language,
            row.granted_at,
            row.valid_until,
            row.withdrawn_at,
        )
        for row in rows
    )


def refusal_lines(
    tx: Transaction, purpose: str, before: UUID | None = None
) -> tuple[RefusalLine, ...]:
    """Return refusals at the bound lender, the newest first, one more than a page at most.

    Args:
        tx: bound to the lender.
        purpose: of which purpose; "" for all.
        before: for the next page, the id of the last one shown.
    """
    events = consent_events.c
    statement = select(events.id, events.purpose, events.method, events.at).where(
        _own(tx, events.organisation_id), events.kind == "refused"
    )
    if purpose:
        statement = statement.where(events.purpose == purpose)
    if before is not None:
        statement = statement.where(events.id < before)
    rows = tx.execute(statement.order_by(events.id.desc()).limit(PAGE + 1))
    return tuple(RefusalLine(row.id, row.purpose, row.method, row.at) for row in rows)


def _own(tx: Transaction, column: ColumnElement[UUID]) -> ColumnElement[bool]:
    # Policies also show an actor the rows about themselves, at other lenders: not this lender's.
    return column == tx.access.organisation


def _state(at: datetime) -> ColumnElement[str]:
    taken_back = exists().where(
        consent_events.c.organisation_id == grants.c.organisation_id,
        consent_events.c.subject_id == grants.c.subject_id,
        consent_events.c.grant_id == grants.c.id,
        consent_events.c.kind == "withdrawn",
    )
    ended = grants.c.withdrawn_at.is_not(None)
    return case(
        (and_(ended, taken_back), State.WITHDRAWN.value),
        (ended, State.REPLACED.value),
        (or_(grants.c.valid_from > at, grants.c.valid_until <= at), State.EXPIRED.value),
        (and_(grants.c.purpose.in_(_ALONE), ~grants.c.separate), State.BUNDLED.value),
        (grants.c.stale_at.is_not(None), State.STALE.value),
        (grants.c.paused_at.is_not(None), State.PAUSED.value),
        else_=State.OPEN.value,
    )


def _grants(tx: Transaction, at: datetime) -> dict[tuple[str, str], int]:
    rows = (
        select(grants.c.purpose, _state(at).label("state"))
        .where(_own(tx, grants.c.organisation_id))
        .subquery()
    )
    statement = select(rows.c.purpose, rows.c.state, func.count().label("total"))
    found = tx.execute(statement.group_by(rows.c.purpose, rows.c.state))
    return {(row.purpose, row.state): row.total for row in found}


def _refusals(tx: Transaction) -> dict[str, int]:
    statement = (
        select(consent_events.c.purpose, func.count().label("total"))
        .where(_own(tx, consent_events.c.organisation_id), consent_events.c.kind == "refused")
        .group_by(consent_events.c.purpose)
    )
    return {row.purpose: row.total for row in tx.execute(statement)}


def _ledger(tx: Transaction) -> Ledger:
    told, answered = _first_told().is_not(None), _first_answer().is_not(None)
    deleted = exists().where(
        answers.c.organisation_id == deliveries.c.organisation_id,
        answers.c.delivery_id == deliveries.c.id,
        answers.c.kind == AnswerKind.DELETED.value,
    )
    late = exists().where(
        overdue.c.organisation_id == deliveries.c.organisation_id,
        overdue.c.delivery_id == deliveries.c.id,
    )
    statement = select(
        func.count().label("asked"),
        func.count().filter(or_(told, answered)).label("told"),
        func.count().filter(answered).label("acknowledged"),
        func.count().filter(deleted).label("deleted"),
        func.count().filter(late).label("late"),
    ).where(_own(tx, deliveries.c.organisation_id), deliveries.c.change == Change.WITHDRAWN.value)
    row = tx.execute(statement).one()
    return Ledger(row.asked, row.told, row.acknowledged, row.deleted, row.late)


def _first_told() -> ColumnElement[datetime]:
    return (
        select(func.min(attempts.c.at))
        .where(
            attempts.c.organisation_id == deliveries.c.organisation_id,
            attempts.c.delivery_id == deliveries.c.id,
            attempts.c.outcome == Outcome.RECEIVED.value,
        )
        .scalar_subquery()
    )


def _first_answer() -> ColumnElement[datetime]:
    return (
        select(func.min(answers.c.at))
        .where(
            answers.c.organisation_id == deliveries.c.organisation_id,
            answers.c.delivery_id == deliveries.c.id,
        )
        .scalar_subquery()
    )


def _spread(tx: Transaction, reached: ColumnElement[datetime]) -> Spread:
    took = func.extract("epoch", reached - deliveries.c.effective_at) * 1000
    rows = (
        select(took.label("ms"))
        .where(
            _own(tx, deliveries.c.organisation_id),
            deliveries.c.change == Change.WITHDRAWN.value,
        )
        .subquery()
    )
    return _quantiles(tx, rows.c.ms)


def _quantiles(tx: Transaction, ms: ColumnElement[Any]) -> Spread:
    half, most = (func.percentile_disc(share).within_group(ms) for share in (0.5, 0.99))
    statement = select(func.count(ms).label("n"), half.label("p50"), most.label("p99"))
    row = tx.execute(statement).one()
    if not row.n:
        return Spread(0, None, None)
    return Spread(row.n, round(row.p50), round(row.p99))


def _effect(tx: Transaction) -> Spread:
    """Return the times from a request to stop to its writing; the commit follows at once."""
    events = consent_events.c
    took = func.extract("epoch", events.effective_at - events.at) * 1000
    rows = (
        select(took.label("ms"))
        .where(
            _own(tx, events.organisation_id),
            events.kind.in_(("withdrawn", "paused")),
            events.effective_at.is_not(None),
        )
        .subquery()
    )
    return _quantiles(tx, rows.c.ms)


def _reads(tx: Transaction) -> Reads:
    covered: defaultdict[str, set[str]] = defaultdict(set)
    pairs = select(act_purposes.c.act, purpose_categories.c.category).where(
        act_purposes.c.purpose == purpose_categories.c.purpose
    )
    for row in tx.execute(pairs):
        covered[row.act].add(row.category)
    own_look = exists().where(
        subjects.c.organisation_id == data_reads.c.organisation_id,
        subjects.c.id == data_reads.c.subject_id,
        subjects.c.person_id == data_reads.c.actor_id,
    )
    kinds = (data_reads.c.act, data_reads.c.categories)
    statement = (
        select(*kinds, func.count().label("total"))
        .where(_own(tx, data_reads.c.organisation_id), ~own_look)
        .group_by(*kinds)
    )
    total = without = 0
    for row in tx.execute(statement):
        total += row.total
        if not row.categories or not set(row.categories) <= covered[row.act]:
            without += row.total
    return Reads(total, without)


def _held(tx: Transaction, at: datetime) -> Held:
    terms = (
        grants.c.purpose,
        grants.c.data_life_days,
        grants.c.use_limit,
        grants.c.frequency_uses,
        grants.c.frequency_days,
        grants.c.look_back_days,
    )
    statement = (
        select(*terms, func.count().label("total"))
        .where(_own(tx, grants.c.organisation_id), _state(at) == State.OPEN.value)
        .group_by(*terms)
    )
    known = {one.code: one for one in PURPOSES}
    standing = inside = 0
    for row in tx.execute(statement):
        standing += row.total
        rate = (row.frequency_uses, row.frequency_days) if row.frequency_days else None
        limits = (row.data_life_days, row.use_limit, rate, row.look_back_days)
        if row.purpose in known and within(known[row.purpose], *limits):
            inside += row.total
    return Held(standing, inside)
