"""What people do about their data: see it, allow it, take it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from consent import catalogue, staleness, store
from consent.acts import ACTS
from consent.categories import CATEGORIES
from consent.facts import granted, withdrawn
from consent.limits import Limit, limited
from consent.model import (
    Grant,
    Method,
    Notice,
    Permitted,
    Purpose,
    PurposeState,
    Refused,
    Said,
    Stopped,
)
from consent.purposes import PURPOSES, purpose_of
from consent.receipt_store import Happened, issue
from consent.receipt_words import ReceiptEvent
from consent.rules import (
    bundling,
    notice_hash,
    notice_text,
    partial_permission,
    permission,
    terms_hash,
    within_limit,
)
from core.errors import Conflict, InvalidInput, NotFound, PurposeRefused
from core.ids import new_id
from core.text import Text
from database.transaction import Transaction
from evidence.model import Fact
from evidence.service import record

_VALID_DAYS = 365  # a yes is asked for again after a year at the latest


def publish_rows(tx: Transaction) -> None:
    """Write purposes and acts into the database, where the gate reads them; the release step's."""
    catalogue.publish_rows(tx, PURPOSES, ACTS)


def publish_notices(tx: Transaction, organisation_id: UUID, lender: Text, at: datetime) -> None:
    """Publish the lender's notices where their wording is new; a changed one is a new version.

    Where what a yes was given to changed (`rules.terms_hash`), the open grants grow stale; another
    wording of the same terms leaves them as they are.
    """
    known = {notice.purpose: notice for notice in store.current_notices(tx, (organisation_id,))}
    for purpose in PURPOSES:
        text = notice_text(purpose, category_names(purpose.categories), lender)
        before, terms = known.get(purpose.code), terms_hash(purpose)
        sha256 = notice_hash(text)
        if before is not None and (before.sha256, before.terms) == (sha256, terms):
            continue
        version = 1 if before is None else before.version + 1
        notice = Notice(new_id(), organisation_id, purpose.code, version, text, sha256, at, terms)
        staleness.close_giving(tx, organisation_id, purpose.code)
        store.insert_notice(tx, notice)
        if before is not None and before.terms != terms:
            staleness.make_stale(tx, notice, at)


def category_names(codes: Sequence[str]) -> Text:
    """Return the names of categories, joined for reading."""
    names = [category.name for category in CATEGORIES if category.code in codes]
    return Text("、".join(name.zh for name in names), "; ".join(name.en for name in names))


def consents_of_person(tx: Transaction, at: datetime) -> tuple[PurposeState, ...]:
    """Return every purpose at every lender where the person who acts is known, with its state."""
    known = store.subjects_of_person(tx)
    grants = store.grants_of(tx, [subject_id for _, subject_id in known])
    notices = store.current_notices(tx, [organisation_id for organisation_id, _ in known])
    by_purpose = {(notice.organisation_id, notice.purpose): notice for notice in notices}
    closed = limited(tx, [subject_id for _, subject_id in known], Limit.RESTRICTED)
    states = (
        _state(
            (organisation_id, subject_id),
            purpose,
            tuple(grant for grant in grants if grant.subject_id == subject_id),
            by_purpose.get((organisation_id, purpose.code)),
            at,
        )
        for organisation_id, subject_id in known
        for purpose in PURPOSES
    )
    return tuple(
        replace(one, answer=within_limit(one.purpose, one.answer, restricted=True))
        if one.subject_id in closed
        else one
        for one in states
    )


def _state(
    known: tuple[UUID, UUID],
    purpose: Purpose,
    grants: tuple[Grant, ...],
    notice: Notice | None,
    at: datetime,
) -> PurposeState:
    organisation_id, subject_id = known
    mine = [grant for grant in grants if grant.purpose == purpose.code]
    return PurposeState(
        organisation_id=organisation_id,
        subject_id=subject_id,
        purpose=purpose,
        answer=permission(purpose, purpose.categories, grants, at),
        grant=max(mine, key=lambda grant: grant.granted_at, default=None),
        notice=notice,
    )


def permissions_of(
    tx: Transaction,
    subject_id: UUID,
    purpose_codes: Sequence[str],
    at: datetime,
    use: UUID | None = None,
) -> tuple[Permitted | Refused, ...]:
    """Ask the gate about one subject and several purposes, in one read.

    Args:
        tx: bound to who asks.
        subject_id: whose data is wanted.
        purpose_codes: what for.
        at: when.
        use: the application it is wanted for; None asks whether the grants stand at all.

    Returns:
        One answer each; where a grant covers a part, `masked` names the rest.
    """
    grants = store.grants_of(tx, (subject_id,))
    restricted = subject_id in limited(tx, (subject_id,), Limit.RESTRICTED)
    answers: list[Permitted | Refused] = []
    for code in purpose_codes:
        purpose = purpose_of(code)
        wanted = purpose.categories if purpose else ()
        answer = partial_permission(purpose, wanted, grants, at, use)
        answers.append(within_limit(purpose, answer, restricted=restricted))
    return tuple(answers)


def give(
    tx: Transaction,
    organisation_id: UUID,
    subject_id: UUID,
    agreed: Sequence[tuple[str, str]],
    said: Said,
) -> tuple[Grant, ...]:
    """Keep one yes: to one purpose, or to several that may be asked for together.

    Args:
        tx: bound to the person, or to the lender that took the yes.
        organisation_id: the lender who asked.
        subject_id: who said yes.
        agreed: (purpose, SHA-256 of the notice that was shown).
        said: how, in which language, and when.

    Raises:
        InvalidInput: a purpose is unknown, or rests on no consent.
        PurposeRefused: purposes that need a yes of their own came together (NEEDS_SEPARATE).
        Conflict: the notice shown is no longer the current one.
        NotFound: the subject is not visible to who acts.
    """
    rows = [_agreeable(code) for code, _ in agreed]
    together = bundling(rows)
    if together is not None:
        raise PurposeRefused(together.code, together.purpose)
    if store.lock_subject(tx, subject_id) is None:
        raise NotFound("there is no such person here")
    for purpose in rows:
        staleness.open_giving(tx, organisation_id, purpose.code)
    current = {notice.purpose: notice for notice in store.current_notices(tx, (organisation_id,))}
    given: list[Happened] = []
    for purpose, (_, shown) in zip(rows, agreed, strict=True):
        notice = current.get(purpose.code)
        if notice is None or notice.sha256 != shown:
            raise Conflict("the notice has changed since it was shown; please read it again")
        store.replace_grants(tx, subject_id, purpose.code, said.at)
        grant = _new_grant(purpose, notice, subject_id, said, separate=len(rows) == 1)
        store.insert_grant(tx, grant)
        store.insert_event(tx, grant, "granted", said.at)
        given.append(_happened(ReceiptEvent.GIVEN, grant, record(tx, granted(grant), said.at)))
    store.raise_epoch(tx, subject_id)
    issue(tx, (organisation_id, subject_id), given, said)
    return tuple(one.grant for one in given if one.grant is not None)


def _agreeable(code: str) -> Purpose:
    purpose = purpose_of(code)
    if purpose is None or not purpose.needs_grant:
        raise InvalidInput("a purpose that rests on consent", repr(code)[:40], "/purpose")
    return purpose


def _new_grant(
    purpose: Purpose, notice: Notice, subject_id: UUID, said: Said, *, separate: bool
) -> Grant:
    return Grant(
        id=new_id(),
        organisation_id=notice.organisation_id,
        subject_id=subject_id,
        purpose=purpose.code,
        notice_id=notice.id,
        notice_sha256=notice.sha256,
        categories=purpose.categories,
        recipient=purpose.recipient.zh,
        method=said.method,
        language=said.language,
        granted_at=said.at,
        valid_from=said.at,
        valid_until=said.at + timedelta(days=_VALID_DAYS),
        data_life_days=purpose.data_life_days,
        use_limit=purpose.use_limit,
        frequency_uses=purpose.frequency.uses if purpose.frequency else None,
        frequency_days=purpose.frequency.days if purpose.frequency else None,
        look_back_days=purpose.look_back_days,
        separate=separate,
    )


def withdraw(
    tx: Transaction, subject_id: UUID, purpose_codes: Sequence[str], method: Method, at: datetime
) -> Stopped | None:
    """Take back what one subject had allowed; None when nothing was open.

    What rests on law or contract is not touched. The gate refuses every statement that begins
    after this transaction's commit.

    Raises:
        InvalidInput: a purpose is unknown, rests on no consent, or cannot be revoked.
        NotFound: the subject is not visible to who acts.
    """
    for code in purpose_codes:
        if not _agreeable(code).revocable:
            raise InvalidInput("a purpose that can be taken back", repr(code)[:40], "/purpose")
    if store.lock_subject(tx, subject_id) is None:
        raise NotFound("there is no such person here")
    ended = store.end_grants(tx, subject_id, purpose_codes, at)
    if not ended:
        return None
    happened: list[Happened] = []
    for grant in ended:
        store.insert_event(tx, grant, "withdrawn", at, method)
        fact_id = record(tx, withdrawn(grant, method, at), at)
        happened.append(_happened(ReceiptEvent.WITHDRAWN, grant, fact_id))
    store.raise_epoch(tx, subject_id)
    # A withdrawal keeps the language the person read when they agreed.
    said = Said(method, ended[0].language, at)
    issue(tx, (ended[0].organisation_id, subject_id), happened, said)
    stopped = tuple(sorted({grant.purpose for grant in ended}))
    return Stopped(ended[0].organisation_id, subject_id, stopped, at)


def refuse(
    tx: Transaction, organisation_id: UUID, subject_id: UUID, purpose_code: str, said: Said
) -> Stopped | None:
    """Keep a no; what was allowed before ends with it, and is returned.

    Raises:
        InvalidInput: the purpose is unknown, or rests on no consent.
        NotFound: the subject is not visible to who acts.
    """
    stopped = withdraw(tx, subject_id, (purpose_code,), said.method, said.at)
    store.insert_refusal(tx, organisation_id, subject_id, (purpose_code, said.method), said.at)
    payload = {"purpose": purpose_code, "code": "SAID_NO", "act": tx.access.act}
    refusal = new_id()
    fact_id = record(tx, Fact("consent.refused@1", subject_id, str(refusal), payload), said.at)
    refused = Happened(ReceiptEvent.REFUSED, purpose_code, refusal, fact_id)
    issue(tx, (organisation_id, subject_id), (refused,), said)
    return stopped


def withdraw_all_optional(tx: Transaction, method: Method, at: datetime) -> tuple[Stopped, ...]:
    """End every purpose, at every lender, that the person's services can go on without.

    Those whose refusal may stop the service stay, each with a switch of its own.
    """
    codes = [purpose.code for purpose in PURPOSES if purpose.optional]
    stopped = (
        withdraw(tx, subject_id, codes, method, at)
        for _, subject_id in store.subjects_of_person(tx)
    )
    return tuple(one for one in stopped if one is not None)


def _happened(event: ReceiptEvent, grant: Grant, fact_id: UUID) -> Happened:
    return Happened(event, grant.purpose, grant.id, fact_id, grant)
