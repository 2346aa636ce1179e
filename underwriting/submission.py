"""Handing in: an application is kept whole or not at all, with its consents and its evidence."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from consent import service as consent
from consent.model import Method, Refused, Said
from consent.uses import use_grant
from core.access import Access
from core.dates import day_of
from core.errors import Conflict, InvalidInput, PurposeRefused
from core.ids import new_id, new_reference
from database.transaction import Database, Transaction
from evidence.model import Fact
from evidence.service import record
from scoring.name_forms import has_letters
from underwriting import applicants, collected, minors, shelf, store
from underwriting.cost import cost_of
from underwriting.model import Application, Channel, Offer, State, Submission
from underwriting.service import COUNTED_PURPOSES

SUBMIT: Final = "application.submit"

_METHODS: dict[Channel, Method] = {
    Channel.PAGE: Method.PAGE,
    Channel.LARGE_TYPE_PAGE: Method.LARGE_TYPE_PAGE,
    Channel.API: Method.API,
}
# Digits of one script: other digits read alike, and would be another number to a blind index.
_ID_NUMBER = re.compile(r"[0-9]{17}[0-9X]")
_UNSEEN = frozenset({"Cc", "Cf", "Cs"})  # control, direction and half characters
_PHONE = re.compile(r"1[3-9][0-9]{9}")


def submit(
    database: Database, access: Access, organisation_id: UUID, submission: Submission, at: datetime
) -> Application:
    """Keep an application with what was collected, the consents given, and its evidence.

    Args:
        database: as the app role.
        access: the applicant, or the lender's system that sends it.
        organisation_id: the lender applied to.
        submission: what was handed in.
        at: when.

    Raises:
        InvalidInput: a field does not fit; nothing is kept.
        NotFound: the lender has no such offer on that day.
        Conflict: a notice changed since it was shown.
        PurposeRefused: purposes were agreed to together that need a yes of their own.
    """
    with database.transaction(access.in_act(SUBMIT)) as tx:
        return keep_submission(tx, organisation_id, submission, at)


def keep_submission(
    tx: Transaction, organisation_id: UUID, submission: Submission, at: datetime
) -> Application:
    """Keep an application inside the caller's transaction, which is bound to the act SUBMIT.

    Raises:
        InvalidInput: a field does not fit.
        NotFound, Conflict, PurposeRefused: as `submit` says.
    """
    check(submission)
    offer = shelf.offer_of(tx, organisation_id, submission.offer_code, day_of(at))
    if submission.months != offer.months:
        raise InvalidInput(f"{offer.months} months", str(submission.months), "/months")
    cost_of(offer, submission.amount, day_of(at))  # refuses an amount the offer does not lend
    subject_id = applicants.subject_of(tx, organisation_id, submission.applicant.id_number, at)
    said = Said(_METHODS[submission.channel], submission.language, at)
    applicant = submission.applicant
    minors.check_open(applicant.id_number, submission.agreed, at, student=applicant.student)
    for agreed in submission.agreed:
        consent.give(tx, organisation_id, subject_id, (agreed,), said)
    application = _application(offer, subject_id, submission, at)
    store.insert_application(tx, application)
    for purpose in COUNTED_PURPOSES:
        use_grant(tx, subject_id, purpose, application.id, at)
    collected.collect(tx, application, submission)
    if submission.credit_report is not None:
        collected.keep_credit_report(tx, application, submission.credit_report, at)
    digest = None
    if submission.contract is not None:
        digest = collected.keep_contract(tx, application, submission.contract, at)
    record(tx, _submitted(application, offer, digest), at)
    return application


def receive_credit_report(
    database: Database,
    access: Access,
    reference: str,
    report: Mapping[str, float | int],
    at: datetime,
) -> Application:
    """Keep the credit report an application waits for, where the gate allows it.

    Raises:
        NotFound: there is no such application here.
        PurposeRefused: the person has not agreed to the query, or took it back.
        Conflict: the application is decided, or has its report already.
    """
    with database.transaction(access.in_act(SUBMIT)) as tx:
        return keep_report(tx, reference, report, at)


def keep_report(
    tx: Transaction, reference: str, report: Mapping[str, float | int], at: datetime
) -> Application:
    """Keep a credit report inside the caller's transaction, which is bound to the act SUBMIT.

    Raises:
        Conflict: the application is decided, or has its report already.
        NotFound: there is no such application here.
        PurposeRefused: the person has not agreed to the query for it, or took it back.
    """
    store.epoch_of(tx, store.application_of(tx, reference).subject_id, lock=True)
    application = store.application_of(tx, reference)  # as it is now that nothing can move it
    if application.state not in (State.WAITING, State.PAUSED):
        raise Conflict("the application is decided already")
    answer = use_grant(tx, application.subject_id, "bureau.query", application.id, at)
    if isinstance(answer, Refused):
        raise PurposeRefused(answer.code, answer.purpose)
    if collected.has_credit_report(tx, application):
        raise Conflict("the application has its credit report already")
    collected.keep_credit_report(tx, application, report, at)
    return application


def check(submission: Submission) -> None:
    """Refuse what cannot be right, field by field, without repeating what was written.

    Raises:
        InvalidInput: with the JSON pointer of the field.
    """
    applicant = submission.applicant
    if any(unicodedata.category(each) in _UNSEEN for each in applicant.name):
        raise InvalidInput("a name of visible characters", "others", "/applicant/name")
    if not 2 <= len(applicant.name.strip()) <= 64:
        raise InvalidInput(
            "a name of 2 to 64 characters", f"{len(applicant.name)} characters", "/applicant/name"
        )
    if not has_letters(applicant.name):
        raise InvalidInput("a name with letters", "none", "/applicant/name")
    if not _ID_NUMBER.fullmatch(applicant.id_number):
        raise InvalidInput(
            "an 18-digit resident identity number",
            f"{len(applicant.id_number)} characters",
            "/applicant/id_number",
        )
    if not _PHONE.fullmatch(applicant.phone):
        raise InvalidInput(
            "an 11-digit mobile number",
            f"{len(applicant.phone)} characters",
            "/applicant/phone",
        )
    if applicant.monthly_income.minor < 0:
        raise InvalidInput("an income of 0 or more", "less than 0", "/applicant/monthly_income")
    if len(applicant.note) > 2000:
        raise InvalidInput(
            "a note of at most 2000 characters", str(len(applicant.note)), "/applicant/note"
        )


def _application(
    offer: Offer, subject_id: UUID, submission: Submission, at: datetime
) -> Application:
    return Application(
        id=submission.key or new_id(),
        organisation_id=offer.organisation_id,
        subject_id=subject_id,
        reference=new_reference("A"),
        offer_id=offer.id,
        amount=submission.amount,
        months=submission.months,
        channel=submission.channel,
        state=State.WAITING,
        paused_for=None,
        version=1,
        created_at=at,
        decided_at=None,
    )


def _submitted(application: Application, offer: Offer, contract_sha256: str | None) -> Fact:
    payload: dict[str, object] = {
        "channel": application.channel.value,
        "product": offer.product.code,
        "offer": offer.code,
        "form_version": offer.form_version,
        "amount_minor": application.amount.minor,
        "currency": application.amount.currency,
        "term_months": application.months,
        "version": application.version,
    }
    if contract_sha256 is not None:
        payload["contract_sha256"] = contract_sha256
    return Fact("application.submitted@1", application.subject_id, application.reference, payload)
