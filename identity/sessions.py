"""Sessions: found by their token, renewed with every proof, ended at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from core.access import Access, Role
from core.errors import Forbidden, NotSignedIn
from database.transaction import Database, Transaction
from identity import password_store, rules, session_store, store
from identity.model import Entry, Factor, OpenSession, Person, SignedIn, Standing, Step
from identity.rights import LOOKUP, entries, own_access
from identity.tokens import fingerprint, new_token


def session_of(database: Database, token: str) -> SignedIn | None:
    """Return who a token belongs to; None when it is unknown, ended, expired or without office."""
    with database.transaction(LOOKUP) as tx:
        return session_store.find_session(tx, fingerprint(token))


def live_session(database: Database, token: str) -> SignedIn:
    """Return who a token belongs to.

    Raises:
        NotSignedIn: nobody, or no longer.
    """
    signed_in = session_of(database, token)
    if signed_in is None:
        raise NotSignedIn("the session has ended; please sign in again")
    return signed_in


def person_of(database: Database, access: Access) -> Person:
    """Return the person who acts, by name.

    Raises:
        NotFound: the one who acts is not a person.
    """
    with database.transaction(own_access(access.actor_id)) as tx:
        return store.load_person(tx, access.actor_id)


def standing(database: Database, signed_in: SignedIn) -> Standing:
    """Return what a sign-in still asks for, and the ways in."""
    with database.transaction(own_access(signed_in.person_id)) as tx:
        return standing_of(tx, signed_in.person_id, signed_in.factors)


def standing_of(tx: Transaction, person_id: UUID, factors: frozenset[Factor]) -> Standing:
    """Return what a sign-in with these factors still asks for."""
    memberships = store.load_memberships(tx, person_id)
    authenticator = store.load_authenticator(tx, person_id)
    step = rules.next_step(
        factors,
        has_authenticator=authenticator.confirmed,
        memberships=memberships,
        one_time=password_store.has_one_time_password(tx, person_id),
    )
    return Standing(
        step,
        entries(memberships),
        by_message=rules.by_message(memberships),
        has_authenticator=authenticator.confirmed,
    )


def open_session(
    tx: Transaction, person_id: UUID, factors: frozenset[Factor], at: datetime
) -> OpenSession:
    """Open a session with what was proved so far; finished when nothing more is asked for."""
    standing_now = standing_of(tx, person_id, factors)
    entry = standing_now.entries[0] if standing_now.step is Step.DONE else None
    role = None if entry is None else entry.role
    signed_in = SignedIn(person_id, entry, factors, at, rules.session_ends(role, at))
    return keep_session(tx, signed_in)


def keep_session(tx: Transaction, signed_in: SignedIn) -> OpenSession:
    """Give a session a fresh token and keep it."""
    token = new_token()
    session_store.insert_session(tx, fingerprint(token), signed_in)
    return OpenSession(token, signed_in)


def renew_session(
    tx: Transaction, token: str, signed_in: SignedIn, factor: Factor, at: datetime
) -> OpenSession:
    """Put a new session in the place of one that proved another factor.

    Raises:
        NotSignedIn: the session ended meanwhile.
    """
    _end(tx, token, at)
    factors = signed_in.factors | {factor}
    if signed_in.entry is None:
        return open_session(tx, signed_in.person_id, factors, at)
    return keep_session(tx, replace(signed_in, factors=factors, proved_at=at))


def choose(
    database: Database, token: str, role: Role, organisation_id: UUID | None, at: datetime
) -> OpenSession:
    """Go on as one of the ways in, under a new token.

    Raises:
        NotSignedIn: the session has ended.
        Forbidden: it is not one of this person's ways in, or a proof is still missing.
    """
    signed_in = live_session(database, token)
    with database.transaction(own_access(signed_in.person_id)) as tx:
        now_standing = standing_of(tx, signed_in.person_id, signed_in.factors)
        entry = _matching(now_standing.entries, role, organisation_id)
        if now_standing.step not in {Step.CHOOSE, Step.DONE}:
            raise Forbidden("another proof is needed first")
        _end(tx, token, at)
        ends = rules.session_ends(entry.role, at)
        if signed_in.entry is not None:
            ends = min(ends, signed_in.expires_at)
        return keep_session(tx, replace(signed_in, entry=entry, expires_at=ends))


def sign_out(database: Database, token: str, at: datetime) -> None:
    """End a session; its token opens nothing from here on, and a second time does no harm."""
    signed_in = session_of(database, token)
    if signed_in is not None:
        with database.transaction(own_access(signed_in.person_id)) as tx:
            session_store.end_session(tx, fingerprint(token), at)


def sign_out_everywhere(database: Database, access: Access, at: datetime) -> int:
    """End every session of the person who acts; return how many there were."""
    with database.transaction(own_access(access.actor_id)) as tx:
        return session_store.end_sessions(tx, access.actor_id, at)


def _matching(ways: tuple[Entry, ...], role: Role, organisation_id: UUID | None) -> Entry:
    for entry in ways:
        own = None if entry.organisation is None else entry.organisation.id
        if (entry.role, own) == (role, organisation_id):
            return entry
    raise Forbidden("this is not one of your ways in")


def _end(tx: Transaction, token: str, at: datetime) -> None:
    if not session_store.end_session(tx, fingerprint(token), at):
        raise NotSignedIn("the session has ended; please sign in again")
