"""What is answered about an application: where it stands, the decision and its proofs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from pydantic import Field
from sqlalchemy import Row

from database.transaction import Transaction
from evidence.kinds import kind_of
from evidence.model import Entry
from evidence.service import entries_about
from underwriting import collected, shelf, store
from underwriting.model import Application
from webapp.api.fields import AnswerBody, Bilingual, Instant, Sha256, StateCode, bilingual
from webapp.api.reading import cursor_of


class ReasonAnswer(AnswerBody):
    """One specific reason."""

    code: str
    source: str = Field(description="credit, fraud, names, contract or permission")
    text: Bilingual


class CreditAnswer(AnswerBody):
    """What the scorecard came to."""

    points: str
    probability: str
    band: str
    model: str


class RuleAnswer(AnswerBody):
    """A fraud rule that fired."""

    code: str
    title: Bilingual
    values: dict[str, Any]


class FraudAnswer(AnswerBody):
    """What the fraud rules came to."""

    band: str
    points: int
    fired: list[RuleAnswer]


class MatchAnswer(AnswerBody):
    """A name on a list that resembles the applicant's."""

    list: str
    entry: str
    score: str


class DecisionAnswer(AnswerBody):
    """The newest decision, and all it rests on."""

    action: str = Field(description="approve, refer, decline or pause")
    decided_by: str = Field(description="machine or person")
    decided_at: Instant
    policy: str
    reasons: list[ReasonAnswer]
    rates: dict[str, str] = Field(description="Percent a year, by standard.")
    findings: list[str] = Field(description="Codes of the contract findings that hold.")
    credit: CreditAnswer | None
    fraud: FraudAnswer | None
    names: list[MatchAnswer]
    names_band: str | None = Field(
        description="clear, resembles, or unsettled where the name could not be read; null where"
        " the lists were not asked."
    )
    note_warnings: list[str]


class EntryAnswer(AnswerBody):
    """One entry of the evidence; its proof is at /evidence/{id}/proof."""

    id: UUID
    kind: str
    title: Bilingual
    at: Instant
    sealed: bool = Field(description="Whether it stands in a signed checkpoint already.")


class ContractAnswer(AnswerBody):
    """The contract that came along."""

    sha256: Sha256
    audited_at: Instant | None


class SummaryAnswer(AnswerBody):
    """One application in a list."""

    reference: str
    offer: str
    amount: str
    currency: str
    months: int
    state: StateCode
    paused_for: str | None = Field(description="The purpose a permission is missing for.")
    action: str | None
    created_at: Instant
    decided_at: Instant | None


class ApplicationAnswer(SummaryAnswer):
    """One application."""

    decision: DecisionAnswer | None
    contract: ContractAnswer | None
    evidence: list[EntryAnswer]


class ApplicationsAnswer(AnswerBody):
    """A page of applications, the newest first."""

    items: list[SummaryAnswer]
    next_cursor: str | None


def application_answer(tx: Transaction, reference: str) -> ApplicationAnswer:
    """Return an application as it stands.

    Raises:
        NotFound: there is none of that reference here.
    """
    application = store.application_of(tx, reference)
    outcome = store.outcomes_of(tx, (application,)).get(application.id)
    contract = collected.contract_state(tx, application)
    entries = entries_about(tx, application.organisation_id, reference)
    (offer,) = _offer_codes(tx, (application,)).values()
    return ApplicationAnswer(
        **_summary(application, offer, outcome),
        decision=None if outcome is None else _decision(outcome),
        contract=None
        if contract is None
        else ContractAnswer(sha256=contract[0], audited_at=contract[1]),
        evidence=[_entry(entry) for entry in entries],
    )


def applications_answer(
    tx: Transaction, found: tuple[Application, ...], limit: int
) -> ApplicationsAnswer:
    """Return a page; one more than the limit tells that there is another behind it."""
    page = found[:limit]
    outcomes = store.outcomes_of(tx, page)
    offers = _offer_codes(tx, page)
    return ApplicationsAnswer(
        items=[
            SummaryAnswer(**_summary(one, offers[one.offer_id], outcomes.get(one.id)))
            for one in page
        ],
        next_cursor=cursor_of(page[-1].id) if len(found) > limit else None,
    )


def _summary(application: Application, offer: str, outcome: Row[Any] | None) -> dict[str, Any]:
    return {
        "reference": application.reference,
        "offer": offer,
        "amount": str(application.amount.amount),
        "currency": application.amount.currency,
        "months": application.months,
        "state": application.state.value,
        "paused_for": application.paused_for,
        "action": None if outcome is None else outcome.action,
        "created_at": application.created_at,
        "decided_at": application.decided_at,
    }


def _decision(outcome: Row[Any]) -> DecisionAnswer:
    details: dict[str, Any] = outcome.details
    return DecisionAnswer(
        action=outcome.action,
        decided_by=outcome.decided_by,
        decided_at=outcome.decided_at,
        policy=outcome.policy,
        reasons=details["reasons"],
        rates=details["rates"],
        findings=details["findings"],
        credit=details["credit"],
        fraud=details["fraud"],
        names=details["names"],
        names_band=details.get("names_band"),
        note_warnings=details["note_warnings"],
    )


def _entry(entry: Entry) -> EntryAnswer:
    return EntryAnswer(
        id=entry.id,
        kind=entry.kind,
        title=bilingual(kind_of(entry.kind).title),
        at=entry.at,
        sealed=entry.number is not None,
    )


def _offer_codes(tx: Transaction, found: Iterable[Application]) -> dict[UUID, str]:
    wanted = {one.offer_id: one.organisation_id for one in found}
    return {offer: shelf.offer_by_id(tx, owner, offer).code for offer, owner in wanted.items()}
