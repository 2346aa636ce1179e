"""Findings on forms and their signatures, as rows; names and reasons are sealed."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, select

from contracts.answers import Severity
from contracts.products.model import FindingState, FormFinding, Handover, Move, Wish
from contracts.products.tables import form_finding_moves, form_finding_owners, form_findings
from core.errors import Conflict, NotFound
from core.ids import new_id, new_reference
from database.transaction import Transaction


def insert_finding(
    tx: Transaction, product_id: UUID, form_version_id: UUID, found: tuple[str, str], at: datetime
) -> str:
    """Keep a finding of a form version, open and nobody's; return its reference.

    Args:
        tx: bound to the lender.
        product_id: whose form it is.
        form_version_id: the version.
        found: code and severity.
        at: when it was found.
    """
    reference = new_reference("F")
    tx.execute(
        form_findings.insert(),
        {
            "organisation_id": tx.access.organisation,
            "id": new_id(),
            "product_id": product_id,
            "form_version_id": form_version_id,
            "reference": reference,
            "code": found[0],
            "severity": found[1],
            "state": FindingState.OPEN.value,
            "opened_at": at,
        },
    )
    return reference


def findings_of(tx: Transaction, product_id: UUID | None = None) -> tuple[FormFinding, ...]:
    """Return the findings on a product's forms, or on all; the weightiest first."""
    statement = select(form_findings).where(
        form_findings.c.organisation_id == tx.access.organisation
    )
    if product_id is not None:
        statement = statement.where(form_findings.c.product_id == product_id)
    found = [_finding(tx, row) for row in tx.execute(statement)]
    grades = list(Severity)
    return tuple(sorted(found, key=lambda one: (grades.index(one.severity), one.code, one.id)))


def finding_of(tx: Transaction, reference: str, *, for_change: bool = False) -> FormFinding:
    """Return a finding; to change it, nobody else may meanwhile.

    Raises:
        NotFound: the lender has none of that reference.
    """
    statement = select(form_findings).where(
        form_findings.c.organisation_id == tx.access.organisation,
        form_findings.c.reference == reference,
    )
    row = tx.execute(statement.with_for_update() if for_change else statement).one_or_none()
    if row is None:
        raise NotFound("there is no such finding")
    return _finding(tx, row)


def set_owner(tx: Transaction, finding: FormFinding, given: Handover) -> None:
    """Let somebody look after a finding, and keep who gave it to them."""
    sealed = tx.seal_own(_place("owner", finding.id), given.owner)
    _change(tx, finding, {"owner_id": given.owner_id, "owner_sealed": sealed})
    given_id = new_id()
    tx.execute(
        form_finding_owners.insert(),
        {
            "organisation_id": finding.organisation_id,
            "id": given_id,
            "finding_id": finding.id,
            "owner_id": given.owner_id,
            "owner_sealed": tx.seal_own(_place("given", given_id), given.owner),
            "given_by": given.given_by,
            "giver_sealed": tx.seal_own(_place("giver", given_id), given.giver),
            "given_at": given.given_at,
        },
    )


def handovers_of(tx: Transaction, finding: FormFinding) -> tuple[Handover, ...]:
    """Return to whom a finding was given, the first one first."""
    owners = form_finding_owners
    statement = (
        select(owners)
        .where(
            owners.c.organisation_id == finding.organisation_id,
            owners.c.finding_id == finding.id,
        )
        .order_by(owners.c.id)
    )
    return tuple(
        Handover(
            row.owner_id,
            tx.unseal_own(_place("given", row.id), row.owner_sealed),
            row.given_by,
            tx.unseal_own(_place("giver", row.id), row.giver_sealed),
            row.given_at,
        )
        for row in tx.execute(statement)
    )


def set_state(tx: Transaction, finding: FormFinding, wish: Wish) -> None:
    """Let a finding become what two people said."""
    _change(tx, finding, {"state": wish.state.value, "accepted_until": wish.accepted_until})


def insert_move(tx: Transaction, finding: FormFinding, wish: Wish, name: str, at: datetime) -> None:
    """Keep what somebody asks for, until a second person answers."""
    move_id = new_id()
    tx.execute(
        form_finding_moves.insert(),
        {
            "organisation_id": finding.organisation_id,
            "id": move_id,
            "finding_id": finding.id,
            "state": wish.state.value,
            "accepted_until": wish.accepted_until,
            "reason_sealed": tx.seal_own(_place("reason", move_id), wish.reason),
            "asked_by": tx.access.actor_id,
            "asker_sealed": tx.seal_own(_place("asker", move_id), name),
            "asked_at": at,
        },
    )


def answer_move(tx: Transaction, move: Move, name: str, at: datetime, *, agreed: bool) -> None:
    """Keep the second person's answer.

    Raises:
        Conflict: somebody answered meanwhile.
    """
    moves = form_finding_moves
    changed = tx.execute(
        moves.update()
        .where(
            moves.c.organisation_id == tx.access.organisation,
            moves.c.id == move.id,
            moves.c.agreed.is_(None),
        )
        .values(
            answered_by=tx.access.actor_id,
            answerer_sealed=tx.seal_own(_place("answerer", move.id), name),
            answered_at=at,
            agreed=agreed,
        )
    )
    if not changed.rowcount:
        raise Conflict("this was answered already")


def moves_of(tx: Transaction, finding: FormFinding) -> tuple[Move, ...]:
    """Return what was asked about a finding, the oldest first."""
    moves = form_finding_moves
    statement = (
        select(moves)
        .where(
            and_(
                moves.c.organisation_id == finding.organisation_id,
                moves.c.finding_id == finding.id,
            )
        )
        .order_by(moves.c.id)
    )
    return tuple(_move(tx, row) for row in tx.execute(statement))


def waiting(tx: Transaction) -> frozenset[UUID]:
    """Return the findings that wait for a second person."""
    moves = form_finding_moves
    statement = select(moves.c.finding_id).where(
        moves.c.organisation_id == tx.access.organisation, moves.c.agreed.is_(None)
    )
    return frozenset(tx.execute(statement).scalars())


def _change(tx: Transaction, finding: FormFinding, values: dict[str, Any]) -> None:
    tx.execute(
        form_findings.update()
        .where(
            form_findings.c.organisation_id == finding.organisation_id,
            form_findings.c.id == finding.id,
        )
        .values(**values)
    )


def _place(column: str, row_id: UUID) -> str:
    return f"form_findings.{column}/{row_id}"


def _finding(tx: Transaction, row: Row[Any]) -> FormFinding:
    sealed = row.owner_sealed
    return FormFinding(
        id=row.id,
        organisation_id=row.organisation_id,
        product_id=row.product_id,
        form_version_id=row.form_version_id,
        reference=row.reference,
        code=row.code,
        severity=Severity(row.severity),
        state=FindingState(row.state),
        accepted_until=row.accepted_until,
        owner_id=row.owner_id,
        owner="" if sealed is None else tx.unseal_own(_place("owner", row.id), sealed),
        opened_at=row.opened_at,
    )


def _move(tx: Transaction, row: Row[Any]) -> Move:
    sealed = row.answerer_sealed
    return Move(
        id=row.id,
        finding_id=row.finding_id,
        wish=Wish(
            FindingState(row.state),
            tx.unseal_own(_place("reason", row.id), row.reason_sealed),
            row.accepted_until,
        ),
        asked_by=row.asked_by,
        asker=tx.unseal_own(_place("asker", row.id), row.asker_sealed),
        asked_at=row.asked_at,
        answered_by=row.answered_by,
        answerer="" if sealed is None else tx.unseal_own(_place("answerer", row.id), sealed),
        answered_at=row.answered_at,
        agreed=row.agreed,
    )
