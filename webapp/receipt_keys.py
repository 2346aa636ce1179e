"""The public keys to check a receipt by that somebody hands in on a page."""

from __future__ import annotations

from typing import Any, cast

from consent.receipt_check import RECEIPTS, read_json
from consent.receipts import PROOF
from core.access import machine_access
from core.errors import InvalidInput, NotFound
from evidence.desk import known_keys
from evidence.keys import VerifierKey, read_key
from evidence.signing import organisation_of, paper_key
from webapp.services import services


def keys_for(data: bytes) -> tuple[VerifierKey, ...]:
    """Return the keys of the lender a receipt names, and of the logs signed on this machine.

    What the file says of itself only tells whose key to take; the key comes from here.

    Raises:
        InvalidInput: the file is no JSON object.
    """
    content = cast("dict[str, Any]", read_json(data))
    logs = known_keys(services().settings)
    try:
        document = content[RECEIPTS][0] if RECEIPTS in content else content
        organisation_id = organisation_of(read_key(str(document[PROOF]["kid"])).name)
        with services().database.transaction(machine_access(organisation_id, "")) as tx:
            return (*logs, paper_key(tx, organisation_id).public())
    except (InvalidInput, NotFound, LookupError, TypeError):
        return logs
