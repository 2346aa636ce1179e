"""What an entry or a key may do: roles and scopes into access, by tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from core.access import Access, ActorKind, Role
from core.errors import InvalidInput, NotSignedIn
from core.text import Text
from identity.model import Entry, Organisation, OrganisationKind, SignedIn

# Who asks before it is known who acts: finds a sign-in, a session or a key, and sees nothing else.
LOOKUP: Final = Access(ActorKind.SYSTEM, UUID("00000000-0000-7000-8000-0000000000a1"))
# Who sets up organisations and their first people, as the owner of the tables.
PROVISIONING: Final = Access(
    ActorKind.SYSTEM, UUID("00000000-0000-7000-8000-0000000000a2"), roles=frozenset({Role.SYSTEM})
)
# Bound where nobody was found, so that the same statements run and touch no row.
NOBODY: Final = UUID("00000000-0000-7000-8000-0000000000a0")

ROLE_NAMES: dict[Role, Text] = {
    Role.BORROWER: Text("借款人", "Borrower"),
    Role.RECIPIENT: Text("数据接收方", "Recipient of data"),
    Role.OFFICER: Text("审批人员", "Credit officer"),
    Role.COMPLIANCE: Text("合规人员", "Compliance officer"),
    Role.ADMIN: Text("管理员", "Administrator"),
    Role.SUPERVISOR: Text("监管分析人员", "Supervisor"),
    Role.SUBMITTER: Text("业务系统", "Lender's system"),
    Role.SYSTEM: Text("Candor 系统", "Candor itself"),
}

# Which roles people may hold in which kind of organisation.
STAFF_ROLES: dict[OrganisationKind, frozenset[Role]] = {
    OrganisationKind.LENDER: frozenset({Role.OFFICER, Role.COMPLIANCE, Role.ADMIN}),
    OrganisationKind.REGULATOR: frozenset({Role.SUPERVISOR, Role.ADMIN}),
    OrganisationKind.PLATFORM: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Scope:
    """One thing a key may be allowed.

    Args:
        code: as the key carries it.
        label: what it allows, for the one who makes the key.
        roles: what it becomes. Never OFFICER or ADMIN: cases and people are for people.
        kinds: the organisations whose keys may have it.
    """

    code: str
    label: Text
    roles: frozenset[Role]
    kinds: frozenset[OrganisationKind]


SCOPES: tuple[Scope, ...] = (
    Scope(
        "applications",
        Text("提交贷款申请并读取其结果", "Submit applications and read their outcome"),
        frozenset({Role.SUBMITTER}),
        frozenset({OrganisationKind.LENDER}),
    ),
    Scope(
        "contracts",
        Text("检查合同、读取证据", "Check contracts and read evidence"),
        frozenset({Role.COMPLIANCE}),
        frozenset({OrganisationKind.LENDER}),
    ),
    Scope(
        "figures",
        Text("读取监管汇总数据", "Read a regulator's aggregate figures"),
        frozenset({Role.SUPERVISOR}),
        frozenset({OrganisationKind.REGULATOR}),
    ),
)


def provisioning(organisation_id: UUID) -> Access:
    """Return the access of the owner of the tables to one organisation and its log."""
    return replace(PROVISIONING, organisation_id=organisation_id)


def roles_of_scopes(scopes: Iterable[str]) -> frozenset[Role]:
    """Return what the scopes allow; a scope that is not in the table allows nothing."""
    wanted = frozenset(scopes)
    return frozenset(role for scope in SCOPES if scope.code in wanted for role in scope.roles)


def check_scopes(scopes: Iterable[str], kind: OrganisationKind) -> frozenset[str]:
    """Return the scopes of a key to be made.

    Raises:
        InvalidInput: there are none, one is unknown, or one is not for this kind of organisation.
    """
    wanted = frozenset(scopes)
    allowed = frozenset(scope.code for scope in SCOPES if kind in scope.kinds)
    if not wanted or not wanted <= allowed:
        found = ", ".join(sorted(wanted - allowed)) or "none"
        raise InvalidInput(f"scopes of {', '.join(sorted(allowed))}", found, "/scopes")
    return wanted


def own_access(person_id: UUID) -> Access:
    """Return the access of a person to their own identity: name, factors, sessions, messages."""
    return Access(ActorKind.PERSON, person_id)


def access_of(signed_in: SignedIn) -> Access:
    """Return the access of a finished sign-in.

    Raises:
        NotSignedIn: a step of the sign-in is still open.
    """
    entry = signed_in.entry
    if entry is None:
        raise NotSignedIn("the sign-in is not finished")
    if entry.organisation is None:
        return Access(ActorKind.PERSON, signed_in.person_id, roles=frozenset({Role.BORROWER}))
    return _within(
        ActorKind.STAFF, signed_in.person_id, entry.organisation, frozenset({entry.role})
    )


def access_of_key(key_id: UUID, organisation: Organisation, scopes: Iterable[str]) -> Access:
    """Return the access of an organisation's system."""
    return _within(ActorKind.KEY, key_id, organisation, roles_of_scopes(scopes))


def entries(memberships: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return the ways in: each membership, and for everyone the way of a borrower, last."""
    return (*memberships, Entry(Role.BORROWER))


def _within(
    kind: ActorKind, actor_id: UUID, organisation: Organisation, roles: frozenset[Role]
) -> Access:
    # A regulator sees aggregates of a territory, never an organisation's rows. Its own
    # administrator manages its people and keys, which are rows of its own.
    supervises = roles == frozenset({Role.SUPERVISOR})
    return Access(
        kind,
        actor_id,
        organisation_id=None if supervises else organisation.id,
        roles=roles,
        territory=organisation.territory,
    )
