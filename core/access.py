"""Who acts, for which organisation, and in which act."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final
from uuid import UUID

from core.errors import Forbidden


class ActorKind(StrEnum):
    """What kind of actor stands behind an access."""

    PERSON = "person"  # a borrower, acting for themselves
    STAFF = "staff"  # someone of a lender or a regulator
    KEY = "key"  # a lender's or regulator's system, by its API key
    SYSTEM = "system"  # a follower, a schedule, the release step


class Role(StrEnum):
    """What an actor may do; kept with the membership or the API key."""

    BORROWER = "borrower"
    OFFICER = "officer"  # decides cases
    COMPLIANCE = "compliance"  # contracts, privacy, evidence
    ADMIN = "admin"  # people, keys, products
    SUPERVISOR = "supervisor"  # a regulator's analyst
    SUBMITTER = "submitter"  # a lender's system that sends applications
    RECIPIENT = "recipient"  # somebody outside who gets data, and answers for what became of it
    SYSTEM = "system"


# The machine itself, where no person or key stands behind an act.
MACHINE: Final = UUID("00000000-0000-7000-8000-000000000002")


@dataclass(frozen=True, slots=True)
class Mandate:
    """Under which mandate somebody looks after another's data, and whose they are.

    The database asks at each statement whether it still stands.
    """

    id: UUID
    principal_id: UUID


@dataclass(frozen=True, slots=True)
class Access:
    """Who acts, for which organisation, in which act; bound to every transaction.

    Args:
        actor_kind: what kind of actor this is.
        actor_id: the person, the API key or the system actor.
        organisation_id: whose data may be seen; None for a person acting for themselves
            and for a regulator, who sees aggregates only.
        act: a code of the table of acts, which lists its purposes; "" binds none.
        roles: what the actor may do.
        territory: for a regulator, the codes of the places supervised.
        mandate: for somebody who helps another, under which mandate.
    """

    actor_kind: ActorKind
    actor_id: UUID
    organisation_id: UUID | None = None
    act: str = ""
    roles: frozenset[Role] = frozenset()
    territory: tuple[str, ...] = ()
    mandate: Mandate | None = None

    def in_act(self, act: str) -> Access:
        """Return the same access bound to another act."""
        return replace(self, act=act)

    def require(self, *roles: Role) -> None:
        """Let pass whoever has one of the roles.

        Raises:
            Forbidden: none of them is held.
        """
        if not self.roles.intersection(roles):
            raise Forbidden("this needs another role")

    @property
    def person_id(self) -> UUID:
        """Whose data a person looks after: their own, or that of whom they help."""
        return self.actor_id if self.mandate is None else self.mandate.principal_id

    @property
    def organisation(self) -> UUID:
        """The organisation acted for.

        Raises:
            Forbidden: the actor acts for none.
        """
        if self.organisation_id is None:
            raise Forbidden("this needs an organisation to act for")
        return self.organisation_id


def machine_access(organisation_id: UUID | None, act: str) -> Access:
    """Return the access of the machine that works for an organisation in one act."""
    return Access(ActorKind.SYSTEM, MACHINE, organisation_id, act, frozenset({Role.SYSTEM}))
