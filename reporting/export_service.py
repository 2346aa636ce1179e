"""Requests that hand something out: at once where it is little, by a job where it is not."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select

from consent import request_service, request_store
from consent.requests import HANDED_OUT, OPEN, Kind, Outcome, Request
from core.access import Access, ActorKind, Role, machine_access
from core.dates import iso
from core.errors import Conflict, NotFound
from database.transaction import Database, Transaction
from documents.rendering import pdf_from_html
from evidence.model import Fact
from evidence.service import record
from reporting import export_store
from reporting.export_forms import as_csv, as_json, as_page
from reporting.subject_export import assemble, is_small
from underwriting import own_data

ACT = "rights.answer"


class Form(StrEnum):
    """In which form a copy is fetched."""

    JSON = "json"
    CSV = "csv"
    PDF = "pdf"


TYPES: dict[Form, tuple[str, str]] = {
    Form.JSON: ("application/json", "json"),
    Form.CSV: ("application/zip", "zip"),
    Form.PDF: ("application/pdf", "pdf"),
}


def make(database: Database, access: Access, reference: str, at: datetime) -> Request:
    """Put together what a request asks for, keep it for a week, and answer the request.

    Args:
        database: as the app role.
        access: the person who asked, or the lender's compliance for a request of an agent or heir.
        reference: of the request.
        at: when.

    Raises:
        NotFound: there is no such request, or its subject was erased.
        Conflict: it hands nothing out, is not proved yet, or is answered already.
    """
    with database.transaction(bound(access)) as tx:
        request = request_store.request_of(tx, reference, lock=True)
        if request.kind not in HANDED_OUT:
            raise Conflict("this request hands nothing out")
        if not request.is_open or request.identity_at is None:
            raise Conflict("it is answered already, or who asks was not proved")
        export = export_store.keep(tx, request, assemble(tx, request, at), at)
        told = {
            "kind": request.kind.value,
            "sha256": export.sha256,
            "expires_at": iso(export.expires_at),
        }
        record(tx, Fact("request.exported@1", request.subject_id, reference, told), at)
        return request_service.answer(tx, request, request_service.Answer(Outcome.GRANTED), at)


def make_now(database: Database, access: Access, request: Request, at: datetime) -> bool:
    """Make it at once where it is little; False where it is left to a job."""
    with database.transaction(bound(access)) as tx:
        subject_id = request.subject_id
        little = subject_id is not None and is_small(
            own_data.applications_of_subject(tx, subject_id)
        )
    if little or request.kind is not Kind.EXPORT:
        make(database, access, request.reference, at)
        return True
    return False


def run(database: Database, organisation_id: UUID, reference: str, at: datetime) -> None:
    """Make what waits to be handed out, as the one who asked: they see all their own and no more.

    Raises:
        NotFound: there is no such request.
        Conflict: it was done already, or a lender's person has to do it.
    """
    lender = machine_access(organisation_id, ACT)
    with database.transaction(lender) as tx:
        request = request_store.request_of(tx, reference)
    if request.person_id is None:
        raise Conflict("for somebody without an account, a person hands it out")
    own = Access(
        ActorKind.PERSON, request.person_id, organisation_id, "self.manage",
        frozenset({Role.BORROWER}),
    )  # fmt: skip
    make(database, own, reference, at)


def waiting(tx: Transaction, before: datetime) -> tuple[str, ...]:
    """Return the requests of a lender that a job is to make, asked for before an instant."""
    columns = request_store.requests.c
    statement = select(columns.reference).where(
        columns.organisation_id == tx.access.organisation,
        columns.state.in_([one.value for one in OPEN]),
        columns.kind.in_([one.value for one in HANDED_OUT]),
        columns.person_id.is_not(None),
        columns.asked_at < before,
    )
    return tuple(tx.execute(statement.order_by(columns.id)).scalars())


def fetch(database: Database, access: Access, reference: str, form: Form, at: datetime) -> bytes:
    """Return the file of an answered request, and keep that it was fetched.

    Raises:
        NotFound: it is not theirs, not made yet, or its time is over.
        ServiceMissing: what makes PDF files is not installed.
    """
    with database.transaction(bound(access)) as tx:
        request = request_store.request_of(tx, reference, lock=True)
        export = export_store.export_of(tx, request, at)
        request_store.insert_event(tx, request, "fetched", form.value, at)
    if form is Form.PDF:
        return pdf_from_html(as_page(export.document), tagged=True)
    return as_json(export.document) if form is Form.JSON else as_csv(export.document)


def forget(database: Database, organisation_id: UUID, at: datetime) -> int:
    """Drop a lender's copies whose time is over."""
    with database.transaction(machine_access(organisation_id, ACT)) as tx:
        return export_store.forget(tx, at)


def bound(access: Access) -> Access:
    """Return the access in the act it answers in.

    Raises:
        NotFound: nobody is bound who could see it.
    """
    if access.actor_kind is ActorKind.PERSON:
        return access.in_act("self.manage")
    if access.organisation_id is None:
        raise NotFound("there is no request of that reference")
    return access.in_act(ACT)
