"""Giving and taking back consent, with what it does to applications that wait."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from consent import pausing
from consent import service as consent
from consent.model import Code, Said, Stopped
from consent.purposes import purpose_of
from consent.uses import use_grant
from core.access import Access
from database.transaction import Database, Transaction
from evidence.model import Fact
from evidence.service import record
from identity.mandates import tell_principal
from underwriting import minors, store
from underwriting.model import Application, State
from underwriting.service import COUNTED_PURPOSES, NEEDED_PURPOSES


def take_back(
    database: Database, access: Access, subject_id: UUID, purpose: str, said: Said
) -> Stopped | None:
    """Take back one consent; applications that need it pause in the same breath.

    Raises:
        InvalidInput: the purpose cannot be taken back.
        NotFound: the subject is not visible to who acts.
    """
    with database.transaction(access.in_act("self.manage")) as tx:
        stopped = consent.withdraw(tx, subject_id, (purpose,), said.method, said.at)
        if stopped is not None:
            pause_waiting(tx, stopped)
            _say_by_whom(tx, stopped)
    return stopped


def take_back_all(database: Database, access: Access, said: Said) -> tuple[Stopped, ...]:
    """End at once every consent that no service needs, at every lender."""
    with database.transaction(access.in_act("self.manage")) as tx:
        stopped = consent.withdraw_all_optional(tx, said.method, said.at)
        for one in stopped:
            pause_waiting(tx, one)
    return stopped


def rest(
    database: Database, access: Access, subject_id: UUID, purpose: str, said: Said
) -> Stopped | None:
    """Pause one consent; applications that need it pause with it, and none is declined.

    Raises:
        InvalidInput: the purpose cannot be paused.
        NotFound: the subject is not visible to who acts.
    """
    with database.transaction(access.in_act("self.manage")) as tx:
        stopped = pausing.pause(tx, subject_id, purpose, said.method, said.at)
        if stopped is not None:
            pause_waiting(tx, stopped, Code.PAUSED)
            _say_by_whom(tx, stopped)
    return stopped


def wake(
    database: Database, access: Access, subject_id: UUID, purpose: str, said: Said
) -> tuple[str, ...]:
    """Let one consent stand again; return the references of applications that may now go on.

    Raises:
        InvalidInput: the purpose cannot be paused.
        NotFound: the subject is not visible to who acts.
    """
    with database.transaction(access.in_act("self.manage")) as tx:
        if pausing.resume(tx, subject_id, purpose, said.method, said.at) is None:
            return ()
        return _going_on(tx, subject_id, said)


def _say_by_whom(tx: Transaction, stopped: Stopped) -> None:
    """Keep under which mandate somebody else did this, and tell the person."""
    mandate = tx.access.mandate
    if mandate is None:
        return
    payload: dict[str, object] = {"right": "stop", "purposes": list(stopped.purposes)}
    record(tx, Fact("mandate.used@1", stopped.subject_id, str(mandate.id), payload), stopped.at)
    tell_principal(tx, stopped.at)


def pause_waiting(tx: Transaction, stopped: Stopped, code: Code = Code.WITHDRAWN) -> None:
    """Pause what waits for a decision and needs what was just stopped; nothing is declined."""
    needed = next((code for code in stopped.purposes if code in NEEDED_PURPOSES), None)
    if needed is None:
        return
    for application in store.open_applications_of(tx, stopped.subject_id):
        version = store.move(tx, application, State.PAUSED, paused_for=needed)
        payload = {"purpose": needed, "code": code.value, "version": version}
        fact = Fact("application.paused@1", application.subject_id, application.reference, payload)
        record(tx, fact, stopped.at)


def agree(
    database: Database,
    access: Access,
    subject_id: UUID,
    agreed: Sequence[tuple[str, str]],
    said: Said,
) -> tuple[str, ...]:
    """Give one consent; return the references of applications that may now go on.

    Raises:
        NotFound, InvalidInput, Conflict, PurposeRefused: as consent.service.give says.
    """
    with database.transaction(access.in_act("self.manage")) as tx:
        minors.check_known(tx, subject_id, agreed, said.at)
        consent.give(tx, access.organisation, subject_id, agreed, said)
        return _going_on(tx, subject_id, said)


def agree_each(
    database: Database,
    access: Access,
    subject_id: UUID,
    agreed: Sequence[tuple[str, str]],
    said: Said,
) -> tuple[str, ...]:
    """Give several consents, each said yes to by itself, all of them or none.

    Returns:
        The references of applications that may now go on.

    Raises:
        NotFound, InvalidInput, Conflict, PurposeRefused: as consent.service.give says.
    """
    with database.transaction(access.in_act("self.manage")) as tx:
        minors.check_known(tx, subject_id, agreed, said.at)
        for one in agreed:
            consent.give(tx, access.organisation, subject_id, (one,), said)
        return _going_on(tx, subject_id, said)


def _going_on(tx: Transaction, subject_id: UUID, said: Said) -> tuple[str, ...]:
    """Let a yes serve the open applications as far as its uses go, the oldest first."""
    found = sorted(store.open_applications_of(tx, subject_id), key=lambda one: one.id)
    for application in found:
        for purpose in COUNTED_PURPOSES:
            use_grant(tx, subject_id, purpose, application.id, said.at)
    return tuple(one.reference for one in found if one.state is State.PAUSED)


def missing_consent(application: Application) -> str | None:
    """Return the purpose a paused application waits for, where it is one people can agree to."""
    purpose = purpose_of(application.paused_for) if application.paused_for else None
    return purpose.code if purpose is not None and purpose.needs_grant else None
