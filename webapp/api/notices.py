"""Notices: what people are told before they say yes."""

from __future__ import annotations

from flask import Blueprint, Response
from pydantic import Field

from consent import store as consent_store
from consent.model import Notice
from consent.purposes import purpose_of
from core.access import Role
from underwriting.submission import SUBMIT
from webapp.api.fields import AnswerBody, Bilingual, Instant, Sha256, bilingual
from webapp.api.once import answer_json
from webapp.api.operations import PREFIX, Operation, described
from webapp.auth import current_access
from webapp.services import services

blueprint = Blueprint("api_notices", __name__, url_prefix=PREFIX)


class NoticeAnswer(AnswerBody):
    """The newest notice to one purpose."""

    purpose: str
    version: int
    text: Bilingual
    sha256: Sha256 = Field(description="Over both wordings; sent back with each yes.")
    needs_consent: bool = Field(description="Whether the purpose rests on consent.")
    revocable: bool
    published_at: Instant


class NoticesAnswer(AnswerBody):
    """The lender's notices, one a purpose."""

    items: list[NoticeAnswer]


@blueprint.get("/notices")
@described(
    Operation(
        tag="consent",
        roles=(Role.SUBMITTER, Role.COMPLIANCE),
        answers={200: NoticesAnswer},
    )
)
def list_notices() -> Response:
    """List the notices to show before somebody says yes."""
    access = current_access().in_act(SUBMIT)
    with services().database.transaction(access) as tx:
        found = consent_store.current_notices(tx, (access.organisation,))
    return answer_json(NoticesAnswer(items=[_notice(notice) for notice in found]))


def _notice(notice: Notice) -> NoticeAnswer:
    purpose = purpose_of(notice.purpose)
    return NoticeAnswer(
        purpose=notice.purpose,
        version=notice.version,
        text=bilingual(notice.text),
        sha256=notice.sha256,
        needs_consent=purpose is not None and purpose.needs_grant,
        revocable=purpose is not None and purpose.revocable,
        published_at=notice.published_at,
    )
