"""Putting right what is held: the field by its own table, in every application, the old one kept.

The value before stays, sealed, with the request that asked for the change; the evidence keeps that
and when a field was corrected, and that recipients are to be told (PIPL 46; GDPR 19).
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Table, select

from consent import request_service, request_store
from consent import store as consent_store
from consent.looking import note_read
from consent.request_service import Answer
from consent.requests import Kind, Outcome, Request, State
from core.access import Access, Role
from core.errors import Conflict, InvalidInput, NotFound
from core.money import Money
from core.text import Text
from database.transaction import Database, Transaction
from evidence.model import Fact
from evidence.service import record
from underwriting.tables import applicant_contacts, applicant_finances, applicant_identities

ACT = "rights.answer"


@dataclass(frozen=True, slots=True)
class Field:
    """A field that can be corrected.

    Args:
        code: as the request names it.
        category: of personal data.
        column: the sealed column of the table.
    """

    code: str
    name: Text
    category: str
    table: Table
    column: str


FIELDS: tuple[Field, ...] = (
    Field("name", Text("姓名", "Name"), "identity", applicant_identities, "name"),
    Field("id_number", Text("证件号码", "Identity number"), "identity", applicant_identities,
          "id_number"),
    Field("phone", Text("手机号", "Phone"), "contact", applicant_contacts, "phone"),
    Field("monthly_income", Text("月收入（元）", "Monthly income (yuan)"), "finances",
          applicant_finances, "finances"),
)  # fmt: skip
_BY_CODE: Final = {one.code: one for one in FIELDS}
_ID_NUMBER: Final = re.compile(r"[0-9]{17}[0-9X]")
_PHONE: Final = re.compile(r"1[3-9][0-9]{9}")
_INCOME: Final = re.compile(r"[0-9]{1,9}(\.[0-9]{1,2})?")


def field_of(code: str) -> Field:
    """Return the row of a field.

    Raises:
        InvalidInput: it is none that can be corrected.
    """
    if code not in _BY_CODE:
        raise InvalidInput("a field that can be corrected", "another", "field")
    return _BY_CODE[code]


def check_new(code: str, value: str) -> str:
    """Return a new value as it may be kept.

    Raises:
        InvalidInput: it cannot be right; the value is not repeated.
    """
    field_of(code)
    written = value.strip()
    fit = {"name": _is_name, "id_number": _is_id_number, "phone": _is_phone,
           "monthly_income": _is_income}[code](written)  # fmt: skip
    if not fit:
        raise InvalidInput("a value that this field can have", f"{len(written)} characters", "new")
    return written


def held_values(
    database: Database, access: Access, reference: str, at: datetime
) -> tuple[str, ...]:
    """Return what is held in the field a request names, and keep that it was looked at.

    Raises:
        NotFound: there is no such request, or it is matched to nobody.
        InvalidInput: it names no field.
    """
    with database.transaction(access.in_act(ACT)) as tx:
        request = request_store.request_of(tx, reference)
        details = request_store.details_of(tx, request)
        if request.subject_id is None or details is None:
            raise NotFound("it is not known yet whose data is meant")
        field = field_of(details.field)
        found = [_plain(tx, request.subject_id, field, row) for row in _rows(tx, request, field)]
        if found:
            note_read(tx, request.organisation_id, request.subject_id, (field.category,), at)
        return tuple(dict.fromkeys(found))


def correct(
    database: Database, access: Access, reference: str, words: str, at: datetime
) -> Request:
    """Put the field right in every application of the person, and answer the request.

    Args:
        database: as the app role.
        access: the lender's compliance.
        reference: of the request.
        words: the officer's own, to the person.
        at: when.

    Raises:
        Forbidden: the actor is not of the lender's compliance.
        NotFound: there is no such request, or no such data is held.
        Conflict: it asks for something else, or is not to be worked on.
        InvalidInput: the new value cannot be right.
    """
    access.require(Role.COMPLIANCE)
    with database.transaction(access.in_act(ACT)) as tx:
        request = request_store.request_of(tx, reference, lock=True)
        if request.kind is not Kind.CORRECT or request.state is not State.WORKING:
            raise Conflict("this is no correction to be made")
        details = request_store.details_of(tx, request)
        subject_id = request.subject_id
        if details is None or subject_id is None:
            raise NotFound("what was written with the request is gone")
        field, value = field_of(details.field), check_new(details.field, details.new)
        consent_store.lock_subject(tx, subject_id)
        rows = _rows(tx, request, field)
        if not rows:
            raise NotFound("no such data is held")
        for row in rows:
            text = _changed(tx, subject_id, field, (row, value))
            _put(tx, request, field, (row.application_id, text))
        consent_store.raise_epoch(tx, subject_id)  # what is being thought about is thought anew
        told: dict[str, object] = {
            "field": field.code,
            "category": field.category,
            "rows": len(rows),
            "recipients": "to be told",
        }
        record(tx, Fact("request.corrected@1", subject_id, reference, told), at)
        return request_service.answer(tx, request, Answer(Outcome.GRANTED, (), words), at)


def _rows(tx: Transaction, request: Request, field: Field) -> list[Any]:
    statement = select(field.table).where(
        field.table.c.organisation_id == request.organisation_id,
        field.table.c.subject_id == request.subject_id,
    )
    return list(tx.execute(statement.order_by(field.table.c.application_id)))


def _plain(tx: Transaction, subject_id: UUID, field: Field, row: Any) -> str:
    text = tx.unseal(subject_id, _place(field, row.application_id), _sealed(field, row))
    if field.code != "monthly_income":
        return text
    told = json.loads(text)
    return Money(told["monthly_income_minor"], told["currency"]).display()


def _changed(tx: Transaction, subject_id: UUID, field: Field, change: tuple[Any, str]) -> str:
    """Return the column's whole plain text with the new value in it."""
    row, value = change
    if field.code != "monthly_income":
        return value
    told = json.loads(tx.unseal(subject_id, _place(field, row.application_id), _sealed(field, row)))
    told["monthly_income_minor"] = Money.of(value, told["currency"]).minor
    return json.dumps(told, ensure_ascii=False)


def _put(tx: Transaction, request: Request, field: Field, change: tuple[UUID, str]) -> None:
    application_id, text = change
    subject_id = request.subject_id
    if subject_id is None:
        raise NotFound("it is not known yet whose data is meant")
    values: dict[str, Any] = {
        f"{field.column}_sealed": tx.seal(subject_id, _place(field, application_id), text)
    }
    if field.code in {"id_number", "phone"}:
        values[f"{field.code}_index"] = tx.blind(field.code, text, request.organisation_id)
    tx.execute(
        field.table.update()
        .where(
            field.table.c.organisation_id == request.organisation_id,
            field.table.c.application_id == application_id,
        )
        .values(**values)
    )


def _sealed(field: Field, row: Any) -> bytes:
    return getattr(row, f"{field.column}_sealed")


def _place(field: Field, application_id: UUID) -> str:
    return f"{field.table.name}.{field.column}/{application_id}"


def _is_name(value: str) -> bool:
    seen = all(unicodedata.category(one)[0] != "C" for one in value)
    return seen and 2 <= len(value) <= 64 and any(one.isalpha() for one in value)


def _is_id_number(value: str) -> bool:
    return _ID_NUMBER.fullmatch(value) is not None


def _is_phone(value: str) -> bool:
    return _PHONE.fullmatch(value) is not None


def _is_income(value: str) -> bool:
    return _INCOME.fullmatch(value) is not None
