"""What other rooms ask of the evidence: keep this fact, show that entry, prove it."""

from __future__ import annotations

import json
import secrets
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Row

from core.access import ActorKind, machine_access
from core.errors import InvalidInput, NotFound
from core.ids import new_id
from database.keys import SealBroken
from database.transaction import Database, Transaction
from evidence import checkpoint, store
from evidence.kinds import KINDS, check_fact, may_see
from evidence.leaf import SALT_BYTES, canonical, commitment, leaf_bytes
from evidence.model import Entry, Fact, InclusionProof, Leaf
from evidence.tiles import TiledNodes
from evidence.tree import inclusion_proof

_ACTOR_PLACE = "evidence_entries.actor"


def record(tx: Transaction, fact: Fact, at: datetime) -> UUID:
    """Keep a fact inside the caller's transaction: with the change it speaks of, or not at all.

    The row is the outbox too: the sequencer numbers it, and followers take it from the log.

    Args:
        tx: the caller's.
        fact: of a kind listed in `evidence.kinds`; about a subject, it goes to the log of the
            organisation that keeps their key, else to the one acted for.
        at: when it happened.

    Returns:
        The entry's id.

    Raises:
        InvalidInput: the kind or a field is not listed, or the reference tells too much.
        NotFound: the subject is not there, or has been erased.
        Forbidden: it is about nobody and the actor acts for no organisation.
    """
    check_fact(fact)
    if fact.subject_id is not None:
        tx.load_keys((fact.subject_id,))
    entry_id, salt = new_id(), secrets.token_bytes(SALT_BYTES)
    organisation_id = _log_of(tx, fact)
    leaf = Leaf(
        kind=fact.kind,
        at=at,
        actor=_pseudonym(tx, organisation_id),
        object_ref=fact.object_ref,
        commitment=commitment(salt, fact.payload),
    )
    opening = canonical({"payload": fact.payload, "salt": salt.hex()}).decode()
    row: dict[str, Any] = {
        "organisation_id": organisation_id,
        "id": entry_id,
        "kind": fact.kind,
        "at": at,
        "subject_id": fact.subject_id,
        "object_ref": fact.object_ref,
        "leaf": leaf_bytes(leaf),
    }
    if fact.subject_id is None:
        row["opening"] = opening
    else:
        row["opening_sealed"] = tx.seal(fact.subject_id, _place(entry_id), opening)
    store.insert_entry(tx, row)
    return entry_id


def entry(tx: Transaction, organisation_id: UUID, entry_id: UUID) -> Entry:
    """Return one entry, with its details where their key still is.

    Raises:
        NotFound: there is none, or the one who asks may not know of it.
    """
    row = store.load_entry(tx, organisation_id, entry_id)
    if row is None:
        raise NotFound("there is no such entry")
    return entry_from(tx, row)


def entries_about(tx: Transaction, organisation_id: UUID, object_ref: str) -> tuple[Entry, ...]:
    """Return all that was recorded about one thing, oldest first."""
    rows = store.load_about_object(tx, organisation_id, object_ref)
    tx.load_keys({row.subject_id for row in rows if row.subject_id})
    return tuple(entry_from(tx, row) for row in rows)


def prove(tx: Transaction, organisation_id: UUID, entry_id: UUID) -> InclusionProof:
    """Return the proof that an entry stands in the newest signed checkpoint of its log.

    Raises:
        NotFound: there is no such entry, or it has not been numbered yet.
    """
    row = store.load_entry(tx, organisation_id, entry_id)
    if row is None:
        raise NotFound("there is no such entry")
    note = store.last_note(tx, organisation_id)
    if row.number is None or note is None:
        raise NotFound("the entry is kept but not sealed yet; try again in a second")
    size = checkpoint.read_note(note).size
    needed = TiledNodes({})
    inclusion_proof(row.number, size, needed.node)  # a first pass, to learn which tiles it takes
    nodes = TiledNodes(store.load_tiles(tx, organisation_id, needed.missing))
    path = inclusion_proof(row.number, size, nodes.node)
    if nodes.missing:
        raise NotFound("tiles of the log are missing; run candor evidence fsck")
    return InclusionProof(row.leaf, row.number, path, note)


def drop_old_details(tx: Transaction, organisation_id: UUID, at: datetime) -> int:
    """Drop the details that have been kept as long as their kind says; every proof stays.

    Returns:
        Of how many entries.
    """
    # 366 days a year: rather a day late than a day early.
    return sum(
        store.drop_details(
            tx, organisation_id, kind.code, at - timedelta(days=366 * kind.kept_years)
        )
        for kind in KINDS
    )


def logs(database: Database) -> tuple[UUID, ...]:
    """Return the organisations whose log has begun."""
    with database.transaction(machine_access(None, "")) as tx:
        return store.begun_logs(tx)


def entry_from(tx: Transaction, row: Row[Any]) -> Entry:
    """Return a stored row as an entry, its details opened for those who may see them."""
    opened = opening_of(tx, row) if may_see(row.kind, tx.access) else None
    return Entry(
        id=row.id,
        organisation_id=row.organisation_id,
        number=row.number,
        kind=row.kind,
        at=row.at,
        subject_id=row.subject_id,
        object_ref=row.object_ref,
        leaf=row.leaf,
        payload=None if opened is None else opened[1],
    )


def opening_of(tx: Transaction, row: Row[Any]) -> tuple[bytes, dict[str, object]] | None:
    """Return salt and payload of a stored row; None when they are gone or not for this actor.

    Raises:
        InvalidInput: what is stored is not what `record` writes.
    """
    text: str | None = row.opening
    if row.opening_sealed is not None:
        try:
            text = tx.unseal(row.subject_id, _place(row.id), row.opening_sealed)
        except NotFound:
            return None
        except SealBroken:
            raise InvalidInput("the details as they were sealed", "altered bytes") from None
    if text is None:
        return None
    fields = cast("dict[str, Any]", json.loads(text))
    return bytes.fromhex(fields["salt"]), cast("dict[str, object]", fields["payload"])


def _log_of(tx: Transaction, fact: Fact) -> UUID:
    """Return the log a fact belongs to: its subject's, for a person may act at several lenders.

    Raises:
        NotFound: the subject has no key, or not for who acts.
    """
    bound = tx.access.organisation_id
    if fact.subject_id is None or (bound and tx.access.actor_kind is not ActorKind.PERSON):
        return tx.access.organisation
    found = store.organisation_of_subject(tx, fact.subject_id)
    if found is None:
        raise NotFound("the subject's key is not there: erased, or not visible to this actor")
    return found


def _pseudonym(tx: Transaction, organisation_id: UUID) -> str:
    """What stands for the actor in this one log; another log cannot be joined by it."""
    blinded = tx.blind(_ACTOR_PLACE, str(tx.access.actor_id), organisation_id)
    return f"{tx.access.actor_kind.value}:{blinded}"


def _place(entry_id: UUID) -> str:
    return f"evidence_entries.opening_sealed.{entry_id}"
