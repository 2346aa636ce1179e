"""Handing in by the applicant's own hand: once, with the noes and with what was read before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from consent import service as consent
from consent.model import Method, Said
from core.access import Access
from core.dates import iso
from core.errors import InvalidInput
from database.transaction import Database
from evidence.model import Fact
from evidence.service import record
from underwriting import joint, store
from underwriting.model import Application, Channel, Submission
from underwriting.submission import SUBMIT, keep_submission
from underwriting.withdrawal import pause_waiting

_METHODS = {Channel.PAGE: Method.PAGE, Channel.LARGE_TYPE_PAGE: Method.LARGE_TYPE_PAGE}


@dataclass(frozen=True, slots=True)
class StatementRead:
    """That a cost statement was read, by the server's clock.

    Args:
        sha256: of the statement as it was shown.
        shown_at: when it was shown first.
        read_at: when the reader went on.
        seconds_wanted: how long it had to be open.
        apr_percent: the yearly rate it named.
    """

    sha256: str
    shown_at: datetime
    read_at: datetime
    seconds_wanted: int
    apr_percent: str


def submit_own(
    database: Database,
    access: Access,
    submission: Submission,
    statement: StatementRead,
    at: datetime,
) -> Application:
    """Keep an application of the person who acts; a second time returns the first one.

    Args:
        database: as the app role.
        access: the person, at the lender applied to.
        submission: with its key, and with the purposes that were said no to.
        statement: the cost statement that was read before.
        at: when.

    Raises:
        InvalidInput: a field does not fit, or there is no key; nothing is kept.
        NotFound, Conflict, PurposeRefused: as `submission.submit` says.
    """
    key = submission.key
    if key is None:
        raise InvalidInput("a key of the application", "none", "/key")
    said = Said(_METHODS[submission.channel], submission.language, at)
    with database.transaction(access.in_act(SUBMIT)) as tx:
        # Two presses at the same instant wait for each other here.
        tx.execute(select(func.pg_advisory_xact_lock(key.int % (1 << 63))))
        known = store.application_by_id(tx, key)
        if known is not None:
            return known
        application = keep_submission(tx, access.organisation, submission, at)
        if submission.joins:
            joint.join(tx, application, submission.joins, at)
        subject_id = application.subject_id
        for purpose in submission.refused:
            stopped = consent.refuse(tx, access.organisation, subject_id, purpose, said)
            if stopped is not None:
                pause_waiting(tx, stopped)
        record(tx, _read(application, statement), at)
    return application


def _read(application: Application, statement: StatementRead) -> Fact:
    payload: dict[str, object] = {
        "sha256": statement.sha256,
        "shown_at": iso(statement.shown_at),
        "read_at": iso(statement.read_at),
        "seconds_wanted": statement.seconds_wanted,
        "apr_percent": statement.apr_percent,
        "standard": "cn-simple",
    }
    return Fact("cost_statement.read@1", application.subject_id, application.reference, payload)
