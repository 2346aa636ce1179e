"""Notices of decisions: what an applicant was told, or is to be told by the lender."""

from __future__ import annotations

from typing import Literal

from flask import Blueprint, Response
from pydantic import Field

from core.access import Role
from reporting.notice_service import notices_about
from reporting.notice_store import KeptNotice
from webapp.api.applications import known
from webapp.api.fields import AnswerBody, Bilingual, Instant, Sha256, bilingual
from webapp.api.once import answer_json
from webapp.api.operations import PREFIX, Operation, described
from webapp.auth import current_access
from webapp.services import services

blueprint = Blueprint("api_decision_notices", __name__, url_prefix=PREFIX)


class DecisionNoticeAnswer(AnswerBody):
    """One notice, word by word."""

    reference: str
    kind: Literal["adverse_action", "approval", "referral"]
    text: Bilingual
    sha256: Sha256 = Field(description="Over both wordings; the lender's evidence holds it.")
    delivered_by: Literal["account", "lender"] = Field(
        description=(
            "Whether it stands in the applicant's own account, or the applicant has none and the"
            " lender is to deliver it."
        )
    )
    created_at: Instant


class DecisionNoticesAnswer(AnswerBody):
    """The notices about an application, oldest first."""

    items: list[DecisionNoticeAnswer]


@blueprint.get("/applications/<reference>/notices")
@described(
    Operation(
        tag="applications",
        roles=(Role.SUBMITTER,),
        answers={200: DecisionNoticesAnswer},
        missing=True,
    )
)
def list_decision_notices(reference: str) -> Response:
    """List the notices about an application's decisions; one follows each within moments."""
    known(reference)
    found = notices_about(services().database, current_access(), reference)
    return answer_json(DecisionNoticesAnswer(items=[_notice(kept) for kept in found]))


def _notice(kept: KeptNotice) -> DecisionNoticeAnswer:
    return DecisionNoticeAnswer(
        reference=kept.reference,
        kind=kept.notice.kind.value,
        text=bilingual(kept.notice.text),
        sha256=kept.sha256,
        delivered_by="lender" if kept.by_lender else "account",
        created_at=kept.created_at,
    )
