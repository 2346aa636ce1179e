"""Keys for organisations' systems: made by an administrator, shown once, ended at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from core.access import Access, Role
from core.errors import InvalidInput, NotFound, NotSignedIn
from core.ids import new_id
from database.transaction import Database, Transaction
from evidence.model import Fact
from evidence.service import record
from identity import session_store
from identity.model import ApiKey
from identity.rights import LOOKUP, access_of_key, check_scopes
from identity.store import load_organisation
from identity.tokens import KEY_PREFIX, fingerprint, new_token

_LABEL_LENGTH_MAX = 80


@dataclass(frozen=True, slots=True)
class NewApiKey:
    """A key just made, with its token: the only moment the token is known to us."""

    token: str
    key: ApiKey


def create_api_key(
    database: Database, access: Access, label: str, scopes: frozenset[str], at: datetime
) -> NewApiKey:
    """Make a key for the organisation of the one who acts.

    Raises:
        Forbidden: they are no administrator of an organisation.
        InvalidInput: the label or a scope does not fit.
    """
    access.require(Role.ADMIN)
    with database.transaction(access) as tx:
        return make_api_key(tx, access.organisation, label, scopes, at)


def make_api_key(
    tx: Transaction, organisation_id: UUID, label: str, scopes: frozenset[str], at: datetime
) -> NewApiKey:
    """Make a key for an organisation and record it; for verbs that have checked the right to.

    Raises:
        NotFound: there is no such organisation.
        InvalidInput: the label or a scope does not fit.
    """
    plain = label.strip()
    if not 0 < len(plain) <= _LABEL_LENGTH_MAX:
        raise InvalidInput(
            f"a label of 1 to {_LABEL_LENGTH_MAX} characters", f"{len(plain)} characters", "/label"
        )
    kind = load_organisation(tx, organisation_id).kind
    key = ApiKey(organisation_id, new_id(), plain, check_scopes(scopes, kind), at)
    token = new_token(KEY_PREFIX)
    session_store.insert_api_key(tx, key, fingerprint(token))
    payload = {"key": str(key.id), "scopes": sorted(key.scopes)}
    record(tx, Fact("key.issued@1", None, str(key.id), payload), at)
    return NewApiKey(token, key)


def access_of_token(database: Database, token: str) -> Access:
    """Return the access of the system that shows this key.

    Raises:
        NotSignedIn: the key is unknown or was ended.
    """
    with database.transaction(LOOKUP) as tx:
        found = session_store.find_api_key(tx, fingerprint(token))
    if found is None:
        raise NotSignedIn("the key is unknown or was ended")
    return access_of_key(*found)


def list_api_keys(database: Database, access: Access) -> tuple[ApiKey, ...]:
    """Return the keys of the organisation of the one who acts, the newest first.

    Raises:
        Forbidden: they are no administrator of an organisation.
    """
    access.require(Role.ADMIN)
    with database.transaction(access) as tx:
        return session_store.load_api_keys(tx, access.organisation)


def end_api_key(database: Database, access: Access, key_id: UUID, at: datetime) -> None:
    """End a key; it opens nothing from here on.

    Raises:
        Forbidden: the one who acts is no administrator of an organisation.
        NotFound: the organisation has no such key that works.
    """
    access.require(Role.ADMIN)
    with database.transaction(access) as tx:
        close_api_key(tx, access.organisation, key_id, at)


def close_api_key(tx: Transaction, organisation_id: UUID, key_id: UUID, at: datetime) -> None:
    """End a key of an organisation and record it; for verbs that have checked the right to.

    Raises:
        NotFound: the organisation has no such key that works.
    """
    if not session_store.end_api_key(tx, organisation_id, key_id, at):
        raise NotFound("there is no such key that works")
    record(tx, Fact("key.revoked@1", None, str(key_id), {"key": str(key_id)}), at)
