"""Evidence: proofs that anyone can check without us."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from flask import Blueprint, Response

from core.access import Role
from core.errors import NotFound
from evidence import proof, store
from evidence.service import prove
from webapp.api.fields import PlainText
from webapp.api.operations import PREFIX, Operation, described
from webapp.auth import current_access
from webapp.services import services

blueprint = Blueprint("api_evidence", __name__, url_prefix=f"{PREFIX}/evidence")

_TAG: Final = "evidence"
_ROLES: Final = (Role.SUBMITTER, Role.COMPLIANCE)


@blueprint.get("/<uuid:entry_id>/proof")
@described(Operation(tag=_TAG, roles=_ROLES, answers={200: PlainText}, missing=True))
def read_proof(entry_id: UUID) -> Response:
    """Return the proof that an entry stands in the log, in the form C2SP tlog-proof.

    `candor evidence verify` checks it offline. An entry is sealed about a second after it is
    kept; until then there is no proof.
    """
    access = current_access()
    with services().database.transaction(access) as tx:
        found = prove(tx, access.organisation, entry_id)
    return _text(proof.write(found))


@blueprint.get("/checkpoint")
@described(Operation(tag=_TAG, roles=_ROLES, answers={200: PlainText}, missing=True))
def read_checkpoint() -> Response:
    """Return the newest signed checkpoint of the organisation's log, in the form C2SP tlog.

    Raises:
        NotFound: the log has not begun.
    """
    access = current_access()
    with services().database.transaction(access) as tx:
        note = store.last_note(tx, access.organisation)
    if note is None:
        raise NotFound("the log has not begun")
    return _text(note)


def _text(text: str) -> Response:
    return Response(text, mimetype="text/plain")
