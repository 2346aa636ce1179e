"""What a borrower sees of their own applications: where each stands, why, and what was recorded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from consent import service as consent
from consent.confidential import for_the_person
from consent.model import Permitted, PurposeState
from core.access import Access
from database.transaction import Database
from evidence.model import Entry
from evidence.service import entries_about
from underwriting import collected, joint, shelf, store
from underwriting.joint import Invitation
from underwriting.model import Application, Offer, Review, State


@dataclass(frozen=True, slots=True)
class OwnLine:
    """One application of a list."""

    application: Application
    offer: Offer


@dataclass(frozen=True, slots=True)
class OwnCase:
    """One application with all its applicant may know.

    Args:
        action: of the newest verdict; "" while there is none.
        decided_by: "machine" or "person"; "" while undecided.
        details: what the verdict rests on (`underwriting.outcome_json`).
        decided_at: of the newest verdict.
        reviews: the oldest first.
        entries: what was recorded about it, oldest first.
        states: every purpose at this lender, and how it stands.
        credit_report: one's own, where it has come.
        joint: whether it is a part of a loan of several.
        complete: whether its own part is all there, so that it waits for nothing of its own.
        invitation: that nobody has used yet; None where there is none.
    """

    application: Application
    offer: Offer
    action: str
    decided_by: str
    policy: str
    details: Mapping[str, Any]
    decided_at: datetime | None
    reviews: tuple[Review, ...]
    entries: tuple[Entry, ...]
    states: tuple[PurposeState, ...]
    credit_report: Mapping[str, float | int] | None
    joint: bool = False
    complete: bool = False
    invitation: Invitation | None = None

    @property
    def missing(self) -> PurposeState | None:
        """The purpose a paused application waits for; None when it is not paused for one."""
        wanted = self.application.paused_for
        return next((one for one in self.states if one.purpose.code == wanted), None)

    @property
    def allowed(self) -> tuple[PurposeState, ...]:
        """What the gate lets through now."""
        return tuple(one for one in self.states if isinstance(one.answer, Permitted))


def own_lines(database: Database, access: Access) -> tuple[OwnLine, ...]:
    """Return the person's applications at every lender, newest first."""
    with database.transaction(access.in_act("self.manage")) as tx:
        found = store.applications_of(tx)
        wanted = {(one.organisation_id, one.offer_id) for one in found}
        offers = {key: shelf.offer_by_id(tx, *key) for key in wanted}
    return tuple(OwnLine(one, offers[one.organisation_id, one.offer_id]) for one in found)


def own_case(database: Database, access: Access, reference: str, at: datetime) -> OwnCase:
    """Return one of the person's own applications.

    Raises:
        NotFound: it is not theirs, or there is none.
    """
    with database.transaction(access.in_act("self.manage")) as tx:
        application = store.application_of(tx, reference)
        verdict = store.outcomes_of(tx, (application,)).get(application.id)
        report = collected.read_collected(tx, application).credit_report
        return OwnCase(
            application=application,
            offer=shelf.offer_by_id(tx, application.organisation_id, application.offer_id),
            action=verdict.action if verdict else "",
            decided_by=verdict.decided_by if verdict else "",
            policy=verdict.policy if verdict else "",
            details=for_the_person(verdict.details) if verdict else {},
            decided_at=verdict.decided_at if verdict else None,
            reviews=store.reviews_of(tx, application),
            entries=entries_about(tx, application.organisation_id, reference),
            states=tuple(
                one
                for one in consent.consents_of_person(tx, at)
                if one.organisation_id == application.organisation_id
            ),
            credit_report=report,
            complete=report is not None and application.state is State.WAITING,
            joint=joint.loan_of(tx, application) is not None,
            invitation=joint.invitation_of(tx, application),
        )
