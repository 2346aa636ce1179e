"""What the database says is not done yet: contracts to audit, applications to decide."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, exists, select

from consent import store as consent_store
from consent.limits import Limit, limited
from consent.model import Refused
from consent.purposes import purpose_of
from consent.rules import permission, within_limit
from database.tenancy import subjects
from database.transaction import Transaction
from underwriting.model import State
from underwriting.service import NEEDED_PURPOSES
from underwriting.tables import application_contracts, applications, credit_reports

_PAGE = 500


def unaudited_contracts(tx: Transaction, before: datetime) -> tuple[str, ...]:
    """Return the applications whose contract came before an instant and was not audited yet.

    Args:
        tx: bound to a lender in the act "application.review".
        before: leaves out what has only just come.
    """
    columns = application_contracts.c
    statement = (
        select(applications.c.reference)
        .join(
            application_contracts,
            (columns.organisation_id == applications.c.organisation_id)
            & (columns.application_id == applications.c.id),
        )
        .where(applications.c.organisation_id == tx.access.organisation, _is_known())
        .where(columns.audited_at.is_(None), columns.received_at < before)
        .order_by(applications.c.id)
    )
    return tuple(tx.execute(statement).scalars())


def undecided_applications(
    tx: Transaction, before: datetime, at: datetime
) -> Iterator[tuple[str, int]]:
    """Give reference and version of each application that thinking would bring further.

    That is one with all at hand, and one whose missing permission is not (or no longer) the one
    it is known to wait for. Whoever truly waits, for a report or a person's yes, is left alone.

    Args:
        tx: bound to a lender in the act "application.decide", so that the gate answers too.
        before: leaves out what has only just come.
        at: when.
    """
    last = UUID(int=0)
    while rows := tx.execute(_open_applications(tx, last, before)).all():
        grants = consent_store.grants_of(tx, {row.subject_id for row in rows})
        closed = limited(tx, {row.subject_id for row in rows}, Limit.RESTRICTED)
        for row in rows:
            own = tuple(grant for grant in grants if grant.subject_id == row.subject_id)
            closed_now = row.subject_id in closed
            answers = (
                _ask(code, own, (at, row.id), restricted=closed_now) for code in NEEDED_PURPOSES
            )
            refused = next((one for one in answers if isinstance(one, Refused)), None)
            if goes_on(row.paused_for, refused, has_report=row.has_report):
                yield row.reference, row.version
        last = rows[-1].id


def goes_on(paused_for: str | None, refused: Refused | None, *, has_report: bool) -> bool:
    """Say whether thinking about an open application again would change where it stands.

    Args:
        paused_for: the purpose it is known to wait for.
        refused: what the gate refuses now.
        has_report: the credit report is there and may be read.
    """
    if refused is not None:
        return refused.purpose != paused_for
    return has_report


def _open_applications(tx: Transaction, behind: UUID, before: datetime) -> Select[*tuple[Any, ...]]:
    columns = applications.c
    report = exists().where(
        credit_reports.c.organisation_id == columns.organisation_id,
        credit_reports.c.application_id == columns.id,
    )
    wanted = (State.WAITING.value, State.PAUSED.value)
    return (
        select(
            columns.id,
            columns.subject_id,
            columns.reference,
            columns.version,
            columns.paused_for,
            report.label("has_report"),
        )
        .where(columns.organisation_id == tx.access.organisation, columns.state.in_(wanted))
        .where(columns.id > behind, columns.created_at < before, _is_known())
        .order_by(columns.id)
        .limit(_PAGE)
    )


def _is_known() -> Any:
    """The condition that the applicant was not erased: nothing more can be done about them."""
    return exists().where(
        subjects.c.organisation_id == applications.c.organisation_id,
        subjects.c.id == applications.c.subject_id,
        subjects.c.erased_at.is_(None),
    )


def _ask(
    code: str, grants: tuple[Any, ...], use: tuple[datetime, UUID], *, restricted: bool
) -> Any:
    purpose, (at, application_id) = purpose_of(code), use
    wanted = purpose.categories if purpose else ()
    answer = permission(purpose, wanted, grants, at, application_id)
    return within_limit(purpose, answer, restricted=restricted)
