"""Borrowing together: each has an application, data and consents of their own; one answer for all.

Nobody sees another's data, consents or reasons. A loan is decided when every part is ready, and
its answer is the strictest of its parts'; until then the parts that are ready wait, and none is
declined because another waits.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import Column, Table, Text, Uuid, exists, func, select
from sqlalchemy.dialects.postgresql import insert

from consent.model import Refused
from core import text
from core.access import Access
from core.errors import Conflict, NotFound
from core.ids import new_id
from core.money import Money
from database.schema import instant, key_columns, metadata
from database.tenancy import PLATFORM
from database.transaction import Database, Transaction
from evidence.model import Fact
from evidence.service import record
from underwriting import store
from underwriting.model import Action, Application, Case, DecisionReason, Outcome, State
from underwriting.tables import applications

_CODE: Final = "joint_invitations.code"
_DIGITS: Final = 12
_OPEN_FOR: Final = timedelta(days=7)
_SPACING = re.compile(r"[\s-]")
_OPEN = (State.WAITING, State.PAUSED)
_STRICTNESS: Final = (Action.APPROVE, Action.REFER, Action.DECLINE)
OTHER_PART: Final = DecisionReason(
    "joint.OTHER_PART",
    "joint",
    text.Text(
        "这是共同借款，结果取决于全部借款人；您这一部分没有不利的理由。",
        "You borrow together, and the answer rests on every borrower's part; yours gave no reason"
        " against it.",
    ),
)

joint_parts = Table(
    "joint_parts",
    metadata,
    Column("organisation_id", Uuid, primary_key=True),
    Column("application_id", Uuid, primary_key=True),
    Column("loan_id", Uuid, nullable=False),
    Column("subject_id", Uuid, nullable=False),
    instant("joined_at"),
)
joint_invitations = Table(
    "joint_invitations",
    metadata,
    *key_columns(),
    Column("loan_id", Uuid, nullable=False),
    Column("application_id", Uuid, nullable=False),
    Column("subject_id", Uuid, nullable=False),
    Column("code_index", Text, nullable=False, unique=True),
    instant("invited_at"),
    instant("open_until"),
    instant("accepted_at", nullable=True),
    instant("ended_at", nullable=True),
)


class NotInvited(Conflict):
    """The invitation is not open any more, or is for another loan."""


@dataclass(frozen=True, slots=True)
class Loan:
    """One loan of several: its parts as applications, and whether somebody invited has not come.

    A person sees their own part alone; the lender sees all.
    """

    id: UUID
    parts: tuple[Application, ...]
    waiting: bool


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation that its giver has not ended and nobody has used."""

    open_until: datetime


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody is invited to borrow together: the lender, the offer's code, how much."""

    organisation_id: UUID
    offer_code: str
    amount: Money


def invite(
    database: Database, access: Access, reference: str, at: datetime
) -> tuple[str, datetime]:
    """Let somebody join one's own application; return a code, shown this once, and its last hour.

    Raises:
        NotFound: the application is not one's own.
        Conflict: it is decided, or somebody is invited already.
    """
    code = "".join(secrets.choice("0123456789") for _ in range(_DIGITS))
    with database.transaction(access.in_act("self.manage")) as tx:
        application = store.application_of(tx, reference)
        store.epoch_of(tx, application.subject_id, lock=True)
        if application.state not in _OPEN:
            raise Conflict("the application is decided already")
        standing = invitation_of(tx, application)
        if standing is not None and standing.open_until > at:
            raise Conflict("somebody is invited already")
        _end_invitations(tx, application, at)
        loan_id = _own_loan(tx, application) or _begin(tx, application, at)
        # Another borrower of the loan, whose invitations are not seen here, may have asked already.
        kept = tx.execute(
            insert(joint_invitations).on_conflict_do_nothing().returning(joint_invitations.c.id),
            {
                "organisation_id": application.organisation_id,
                "id": new_id(),
                "loan_id": loan_id,
                "application_id": application.id,
                "subject_id": application.subject_id,
                "code_index": tx.blind(_CODE, code, PLATFORM),
                "invited_at": at,
                "open_until": at + _OPEN_FOR,
            },
        )
        if kept.one_or_none() is None:
            raise Conflict("somebody is invited already")
        _record(tx, "joint.invited@1", application, at)
    return code, at + _OPEN_FOR


def go_alone(database: Database, access: Access, reference: str, at: datetime) -> None:
    """End the invitation that nobody has used; the application goes on with who is there.

    Raises:
        NotFound: the application is not one's own.
    """
    with database.transaction(access.in_act("self.manage")) as tx:
        application = store.application_of(tx, reference)
        if _end_invitations(tx, application, at):
            _record(tx, "joint.ended@1", application, at)


def wanted(database: Database, access: Access, code: str) -> Wanted:
    """Return what a code invites the one who acts to.

    Raises:
        NotFound: it is wrong, used, too old or one's own, or the application is decided.
    """
    with database.transaction(access.in_act("self.manage")) as tx:
        index = tx.blind(_CODE, _SPACING.sub("", code), PLATFORM)
        found = func.candor_joint_offer(index).table_valued(
            "organisation_id", "offer_code", "amount_minor"
        )
        row = tx.execute(select(found)).one_or_none()
    if row is None:
        raise NotFound("no invitation waits for this code")
    return Wanted(row.organisation_id, row.offer_code, Money(row.amount_minor))


def join(tx: Transaction, application: Application, code: str, at: datetime) -> None:
    """Make an application just handed in a part of the loan its code invites to.

    Raises:
        NotInvited: the invitation is not open any more, or is for another loan.
    """
    index = tx.blind(_CODE, _SPACING.sub("", code), PLATFORM)
    if tx.execute(select(func.candor_join(index, application.id))).scalar_one() is None:
        raise NotInvited("the invitation is not open any more")
    _record(tx, "joint.joined@1", application, at)


def loan_of(tx: Transaction, application: Application) -> Loan | None:
    """Return the loan an application is a part of, as far as the bound actor sees it."""
    loan_id = _own_loan(tx, application)
    if loan_id is None:
        return None
    ids = tx.execute(
        select(joint_parts.c.application_id)
        .join(applications, applications.c.id == joint_parts.c.application_id)
        .where(
            joint_parts.c.loan_id == loan_id,
            applications.c.state != State.CANCELLED.value,
        )
        .order_by(joint_parts.c.subject_id)
    ).scalars()
    parts = [store.application_by_id(tx, one) for one in ids]
    open_one = exists().where(
        joint_invitations.c.loan_id == loan_id,
        joint_invitations.c.accepted_at.is_(None),
        joint_invitations.c.ended_at.is_(None),
    )
    waiting = bool(tx.execute(select(open_one)).scalar())
    return Loan(loan_id, tuple(one for one in parts if one is not None), waiting)


def invitation_of(tx: Transaction, application: Application) -> Invitation | None:
    """Return the invitation that an application's applicant gave and nobody has used."""
    columns = joint_invitations.c
    row = tx.execute(
        select(columns.open_until).where(
            columns.application_id == application.id,
            columns.accepted_at.is_(None),
            columns.ended_at.is_(None),
        )
    ).one_or_none()
    return None if row is None else Invitation(row.open_until)


def together(
    cases: Sequence[Case], loan: Loan, think: Callable[[Case], Outcome | None]
) -> tuple[Outcome | None, ...]:
    """Think every part of a loan; nothing is thought through before all are ready.

    Args:
        cases: one a part that is still to be decided.
        loan: whose parts they are.
        think: what one part comes to; None while it waits for its report.

    Returns:
        An outcome each: of its own where one is missing something and None, which is to wait, for
        the others; once all are ready the strictest action for all, with a part's own reasons
        where they led to it.
    """
    ready = [_is_ready(case) for case in cases]
    if loan.waiting or not all(ready):
        return tuple(None if fits else think(case) for case, fits in zip(cases, ready, strict=True))
    outcomes = [one for one in map(think, cases) if one is not None]
    answer = max((one.action for one in outcomes), key=_STRICTNESS.index)
    return tuple(_as_one(one, answer) for one in outcomes)


def _as_one(outcome: Outcome, answer: Action) -> Outcome:
    if outcome.action is answer:
        return outcome
    return replace(outcome, action=answer, reasons=(OTHER_PART,))


def _is_ready(case: Case) -> bool:
    missing = any(isinstance(one, Refused) for one in case.permissions)
    return not missing and case.credit_report is not None


def _own_loan(tx: Transaction, application: Application) -> UUID | None:
    column = joint_parts.c.loan_id
    own = select(column).where(joint_parts.c.application_id == application.id)
    return tx.execute(own).scalar_one_or_none()


def _begin(tx: Transaction, application: Application, at: datetime) -> UUID:
    loan_id = new_id()
    tx.execute(
        joint_parts.insert(),
        {
            "organisation_id": application.organisation_id,
            "application_id": application.id,
            "loan_id": loan_id,
            "subject_id": application.subject_id,
            "joined_at": at,
        },
    )
    return loan_id


def _end_invitations(tx: Transaction, application: Application, at: datetime) -> bool:
    columns = joint_invitations.c
    ended = tx.execute(
        joint_invitations.update()
        .where(
            columns.application_id == application.id,
            columns.accepted_at.is_(None),
            columns.ended_at.is_(None),
        )
        .values(ended_at=at)
    )
    return ended.rowcount > 0


def _record(tx: Transaction, kind: str, application: Application, at: datetime) -> None:
    payload: dict[str, object] = {"version": application.version}
    record(tx, Fact(kind, application.subject_id, application.reference, payload), at)
