"""What is held on one person, put together for them: sections of rows, in a fixed order.

Reads and matches that are confidential by law are left out as if they had never been: no row, no
number, no gap speaks of them (`consent.confidential`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from consent import looking
from consent import store as consent_store
from consent.model import Grant
from consent.purposes import purpose_of
from consent.receipt_store import receipts_of
from consent.requests import KIND_NAMES, Kind, Request
from core.access import ActorKind
from core.errors import NotFound
from core.text import Text
from database.tenancy import organisations
from database.transaction import Transaction
from identity.message_store import load_messages
from identity.model import MessageKind
from identity.store import load_person
from reporting.notice_store import load_notices
from underwriting import own_data
from underwriting.model import Application

FORMAT: Final = 1
_MESSAGES_MAX: Final = 10_000
_TOLD: Final = frozenset(MessageKind) - {MessageKind.CODE}

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Held:
    """What every section is made from, read once."""

    tx: Transaction
    subject_id: UUID
    person_id: UUID | None
    lender: Text
    found: tuple[Application, ...]
    grants: tuple[Grant, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its code, its title, and what makes its rows."""

    code: str
    title: Text
    rows: Callable[[Held], list[Row]]


def assemble(tx: Transaction, request: Request, at: datetime) -> str:
    """Return the document a request asks for, as canonical JSON.

    Args:
        tx: bound to the person, or to the lender that answers for somebody without an account.
        request: of a kind that hands something out; its subject is known.
        at: the instant the document speaks of.

    Raises:
        NotFound: it is not known whose data is asked for, or it was erased.
    """
    if request.subject_id is None:
        raise NotFound("it is not known whose data is asked for")
    lender = tx.execute(
        select(organisations).where(organisations.c.id == request.organisation_id)
    ).one()
    held = Held(
        tx,
        request.subject_id,
        tx.access.actor_id if tx.access.actor_kind is ActorKind.PERSON else None,
        Text(lender.name_zh, lender.name_en),
        own_data.applications_of_subject(tx, request.subject_id),
        consent_store.grants_of(tx, (request.subject_id,)),
        at,
    )
    document = {
        "format": FORMAT,
        "kind": request.kind.value,
        "title": KIND_NAMES[request.kind].as_dict(),
        "lender": held.lender.as_dict(),
        "language": request.language,
        "made_at": at.isoformat(),
        "sections": [_section(one, held) for one in sections_of(request.kind)],
    }
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sections_of(kind: Kind) -> tuple[Section, ...]:
    """Return the sections of what a request asks for."""
    wanted = _WANTED[kind]
    return tuple(one for one in SECTIONS if one.code in wanted)


def _section(section: Section, held: Held) -> Row:
    return {
        "code": section.code,
        "title": section.title.as_dict(),
        "rows": section.rows(held),
    }


def _account(held: Held) -> list[Row]:
    if held.person_id is None:
        return []
    person = load_person(held.tx, held.person_id)
    return [{"name": person.name, "sign_in": person.sign_in.value}]


def _applications(held: Held) -> list[Row]:
    return own_data.application_rows(held.tx, held.found)


def _contracts(held: Held) -> list[Row]:
    return own_data.contract_rows(held.tx, held.found)


def _decisions(held: Held) -> list[Row]:
    return own_data.decision_rows(held.tx, held.found, held.grants)


def _records(held: Held) -> list[Row]:
    return own_data.record_rows(held.tx, held.found)


def _grants(held: Held) -> list[Row]:
    return [_grant(one) for one in held.grants]


def _grant(grant: Grant) -> Row:
    purpose = purpose_of(grant.purpose)
    return {
        "purpose": grant.purpose,
        "purpose_name": purpose.name.as_dict() if purpose else {},
        "data": list(grant.categories),
        "recipient": grant.recipient,
        "notice_sha256": grant.notice_sha256,
        "method": grant.method.value,
        "agreed_at": grant.granted_at.isoformat(),
        "valid_until": grant.valid_until.isoformat(),
        "kept_days": grant.data_life_days,
        "uses": len(grant.used_for),
        "paused_at": _iso(grant.paused_at),
        "changed_at": _iso(grant.stale_at),
        "withdrawn_at": _iso(grant.withdrawn_at),
    }


def _receipts(held: Held) -> list[Row]:
    kept = receipts_of(held.tx, held.subject_id)[::-1]
    return [
        {
            "number": one.number,
            "issued_at": one.at.isoformat(),
            "sha256": one.sha256,
            "receipt": one.document,
        }
        for one in kept
    ]


def _notices(held: Held) -> list[Row]:
    return [
        {
            "reference": application.reference,
            "told_at": kept.created_at.isoformat(),
            "words": kept.notice.text.as_dict(),
            "sha256": kept.sha256,
        }
        for application in held.found
        for kept in load_notices(held.tx, application.id)
    ]


def _looks(held: Held) -> list[Row]:
    return [
        {
            "looked_at": one.at.isoformat(),
            "who": one.lender.as_dict(),
            "by_machine": one.automatic,
            "for": one.act.name.as_dict(),
            "data": [category.code for category in one.categories],
        }
        for one in looking.looks_at(held.tx, held.subject_id, held.lender)
    ]


def _messages(held: Held) -> list[Row]:
    if held.person_id is None:
        return []
    found = load_messages(held.tx, held.person_id, _TOLD, _MESSAGES_MAX)
    return [
        {
            "sent_at": one.created_at.isoformat(),
            "about": one.kind.value,
            "words": one.text.as_dict(),
        }
        for one in reversed(found)
    ]


def _iso(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()


SECTIONS: tuple[Section, ...] = (
    Section("account", Text("账户", "Account"), _account),
    Section("applications", Text("申请和填写的信息", "Applications and what you filled in"),
            _applications),
    Section("contracts", Text("合同", "Contracts"), _contracts),
    Section("decisions", Text("决定、理由和所用的信息", "Decisions, reasons, and what was used"),
            _decisions),
    Section("consents", Text("您的同意", "What you agreed to"), _grants),
    Section("receipts", Text("授权回执", "Receipts"), _receipts),
    Section("notices", Text("决定通知", "Notices of decisions"), _notices),
    Section("looks", Text("谁看过", "Who looked"), _looks),
    Section("records", Text("存证记录", "What was recorded"), _records),
    Section("messages", Text("发给您的消息", "Messages to you"), _messages),
)  # fmt: skip
_WANTED: dict[Kind, frozenset[str]] = {
    Kind.EXPORT: frozenset(one.code for one in SECTIONS),
    Kind.ACCESS_LOG: frozenset({"looks"}),
    Kind.EXPLAIN: frozenset({"decisions"}),
}


def is_small(found: Iterable[Application]) -> bool:
    """Say whether a document is put together while somebody waits, and not by a job."""
    return sum(1 for _ in found) <= _AT_ONCE_MAX


_AT_ONCE_MAX: Final = 20
