"""A finding on a form: opened when the form is published, owned, asked about, signed by a second.

What changes and its fact stand or fall together. The first and the second are two people of the
lender with the role; neither a key nor the machine signs.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from contracts.answers import Severity
from contracts.products import findings_store as store
from contracts.products.model import FormFinding, Handover, Move, Wish
from contracts.products.rules import SIGNERS, check_answer, check_wish, person_who_signs
from core.access import Access
from core.dates import day_of
from core.errors import Conflict, NotFound
from database.transaction import Database, Transaction
from evidence.model import Fact
from evidence.service import record
from identity.colleagues import Colleague, colleagues
from underwriting import form_versions
from underwriting.model import FormVersion, Product

_PERSON = "form_findings.person"


class NoColleague(NotFound):
    """Nobody of the lender who may look after findings is that."""


def open_findings(
    tx: Transaction,
    product: Product,
    form: tuple[UUID, FormVersion],
    found: Iterable[tuple[str, str]],
    at: datetime,
) -> None:
    """Keep what the audit of a form version found, each once, with its fact.

    Args:
        tx: the transaction that publishes the form.
        product: whose form it is.
        form: its key and the version itself.
        found: code and severity of each finding.
        at: when.
    """
    form_id, version = form
    grades = list(Severity)
    lightest_first = sorted(found, key=lambda pair: grades.index(Severity(pair[1])), reverse=True)
    for code, severity in dict(lightest_first).items():  # the weightiest of a code stays
        reference = store.insert_finding(tx, product.id, form_id, (code, severity), at)
        payload: dict[str, object] = {
            "product": product.code,
            "form_sha256": version.sha256,
            "version": version.version,
            "finding": code,
            "severity": severity,
        }
        record(tx, Fact("finding.opened@1", None, reference, payload), at)


def take_on(database: Database, access: Access, reference: str, name: str, at: datetime) -> None:
    """Let the one who acts look after a finding from here on.

    Args:
        database: as the app role.
        access: a person of the lender.
        reference: of the finding.
        name: of that person; sealed.
        at: when.

    Raises:
        Forbidden: they may not sign, or are no person.
        NotFound: there is no such finding.
        Conflict: it is theirs already.
    """
    person = person_who_signs(access)
    with database.transaction(access) as tx:
        _hand_over(tx, reference, Handover(person, name, person, name, at))


def give_to(
    database: Database, access: Access, reference: str, whom: tuple[UUID, str], at: datetime
) -> None:
    """Let a colleague look after a finding from here on: one who may sign, as the giver may.

    Args:
        database: as the app role.
        access: a person of the lender.
        reference: of the finding.
        whom: the colleague, and the name of the one who acts; sealed.
        at: when.

    Raises:
        Forbidden: the one who acts may not sign, or is no person.
        NotFound: there is no such finding.
        NoColleague: nobody of the lender with the role is that.
        Conflict: it is that colleague's already.
    """
    person = person_who_signs(access)
    chosen, name = whom
    with database.transaction(access) as tx:
        owner = next((one for one in colleagues(tx, SIGNERS) if one.person_id == chosen), None)
        if owner is None:
            raise NoColleague("nobody of the lender with the role is that")
        _hand_over(tx, reference, Handover(chosen, owner.name, person, name, at))


def _hand_over(tx: Transaction, reference: str, given: Handover) -> None:
    finding = store.finding_of(tx, reference, for_change=True)
    if finding.owner_id == given.owner_id:
        raise Conflict("the finding is theirs already")
    store.set_owner(tx, finding, given)
    payload: dict[str, object] = {
        "finding": finding.code,
        "owner": tx.blind(_PERSON, str(given.owner_id)),
        "given_by": tx.blind(_PERSON, str(given.given_by)),
    }
    record(tx, Fact("finding.owned@2", None, reference, payload), given.given_at)


def ask(
    database: Database, access: Access, reference: str, wish: tuple[Wish, str], at: datetime
) -> None:
    """Ask that a finding become something else; nothing changes until a second person agrees.

    Args:
        database: as the app role.
        access: the first person.
        reference: of the finding.
        wish: what for, and the first person's name.
        at: when.

    Raises:
        Forbidden: they may not sign, or are no person.
        NotFound: there is no such finding.
        InvalidInput: the reason or the day does not fit.
        Conflict: it is so already, somebody asked before, or no later version is without it.
    """
    person = person_who_signs(access)
    wanted, name = wish
    with database.transaction(access) as tx:
        finding = store.finding_of(tx, reference, for_change=True)
        cured = form_versions.later_without(tx, finding.form_version_id, finding.code)
        check_wish(wanted, finding, day_of(at), cured=cured)
        if any(move.agreed is None for move in store.moves_of(tx, finding)):
            raise Conflict("somebody asked already, and a second person has not answered")
        store.insert_move(tx, finding, wanted, name, at)
        payload = _said(finding, wanted) | {
            "reason_sha256": sha256(wanted.reason.encode()).hexdigest(),
            "asked_by": tx.blind(_PERSON, str(person)),
        }
        record(tx, Fact("finding.asked@1", None, reference, payload), at)


def answer(
    database: Database,
    access: Access,
    reference: str,
    said: tuple[bool, UUID, str],
    at: datetime,
) -> None:
    """Sign what another person asked, or send it back; the finding changes with a yes alone.

    Args:
        database: as the app role.
        access: the second person.
        reference: of the finding.
        said: yes or no, the key of what was asked as they saw it, and their name.
        at: when.

    Raises:
        Forbidden: they may not sign, are no person, or are the first one.
        NotFound: there is no such finding.
        Conflict: nothing waits, something else does, or it no longer fits.
        InvalidInput: the day until which it was to be accepted has passed.
    """
    person = person_who_signs(access)
    agreed, move_id, name = said
    with database.transaction(access) as tx:
        finding = store.finding_of(tx, reference, for_change=True)
        move = _waiting(store.moves_of(tx, finding), move_id)
        check_answer(move, person)
        if agreed:
            cured = form_versions.later_without(tx, finding.form_version_id, finding.code)
            check_wish(move.wish, finding, day_of(at), cured=cured)
            store.set_state(tx, finding, move.wish)
        store.answer_move(tx, move, name, at, agreed=agreed)
        payload = _said(finding, move.wish) | {
            "agreed": agreed,
            "asked_by": tx.blind(_PERSON, str(move.asked_by)),
            "answered_by": tx.blind(_PERSON, str(person)),
        }
        record(tx, Fact("finding.answered@1", None, reference, payload), at)


def read_finding(
    database: Database, access: Access, reference: str
) -> tuple[FormFinding, tuple[Move, ...]]:
    """Return a finding and all that was asked about it.

    Raises:
        Forbidden: the one who asks has not the role.
        NotFound: there is no such finding.
    """
    with database.transaction(access) as tx:
        finding = store.finding_of(tx, reference)
        return finding, store.moves_of(tx, finding)


def owners_of(
    database: Database, access: Access, finding: FormFinding
) -> tuple[tuple[Colleague, ...], tuple[Handover, ...]]:
    """Return who may look after a finding, and who did so far.

    Raises:
        Forbidden: the one who asks has not the role.
    """
    access.require(*SIGNERS)
    with database.transaction(access) as tx:
        return colleagues(tx, SIGNERS), store.handovers_of(tx, finding)


def _waiting(moves: Iterable[Move], move_id: UUID) -> Move:
    found = next((move for move in moves if move.id == move_id), None)
    if found is None:
        raise Conflict("this is no longer asked")
    return found


def _said(finding: FormFinding, wish: Wish) -> dict[str, object]:
    until = wish.accepted_until
    return {
        "finding": finding.code,
        "state": wish.state.value,
        "accepted_until": "" if until is None else until.isoformat(),
    }
