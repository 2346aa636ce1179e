"""The one way to what is stored: a transaction that carries who acts, for whom and in which act."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from contextlib import contextmanager
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, CursorResult, Engine, Executable, create_engine, select, text
from sqlalchemy.exc import OperationalError

from core.access import Access, ActorKind
from core.dates import now
from core.errors import Forbidden, NotFound, ServiceMissing
from database import keys
from database.bell import Bell
from database.schema import Sealed
from database.tenancy import organisation_keys, subject_keys

_BIND = text(
    "SELECT set_config('candor.organisation', :organisation, true),"
    " set_config('candor.actor', :actor, true),"
    " set_config('candor.person', :person, true),"
    " set_config('candor.mandate', :mandate, true),"
    " set_config('candor.act', :act, true),"
    " set_config('candor.territory', :territory, true)"
)

# Blind indexes are compared for ever and an organisation's own fields name no version, so both
# stay with its first key. A subject's key is opened by the version that its row names.
_FIRST_VERSION: Final = 1
_WRAPS_SUBJECT = (
    select(organisation_keys.c.wrapped)
    .where(organisation_keys.c.organisation_id == subject_keys.c.organisation_id)
    .where(organisation_keys.c.version == subject_keys.c.key_version)
    .scalar_subquery()
)


class Transaction:
    """What a verb works with inside `database.transaction`; there is no second handle."""

    def __init__(self, connection: Connection, access: Access, root: keys.RootKey) -> None:
        """Made by `Database.transaction` only."""
        self._connection = connection
        self._root = root
        self._organisation_keys: dict[UUID, bytes] = {}
        self._subject_keys: dict[UUID, tuple[UUID, bytes]] = {}
        self.access = access

    def execute(self, statement: Executable, parameters: Any = None) -> CursorResult[Any]:
        """Run one Core statement as the bound actor."""
        return self._connection.execute(statement, parameters)

    @contextmanager
    def bound_to(self, access: Access) -> Generator[Transaction]:
        """Do a part of this transaction as another actor: it stands or falls with the whole.

        For what belongs to two organisations at once, such as a lender's notice and the message
        in a person's account. An error undoes the part, and the binding with it.
        """
        with self._connection.begin_nested():
            self._connection.execute(_BIND, _binding(access))
            yield Transaction(self._connection, access, self._root)
            self._connection.execute(_BIND, _binding(self.access))

    def make_organisation_key(self, organisation_id: UUID) -> None:
        """Give a new organisation its key, wrapped by the root."""
        self.execute(
            organisation_keys.insert(),
            {
                "organisation_id": organisation_id,
                "version": _FIRST_VERSION,
                "wrapped": self._root.wrap(keys.new_key()),
                "created_at": now(),
            },
        )

    def make_subject_key(self, organisation_id: UUID, subject_id: UUID) -> None:
        """Give a new subject its key, wrapped by the organisation's."""
        key = keys.new_key()
        wrapped = keys.wrap_subject_key(self._organisation_key(organisation_id), key)
        self.execute(
            subject_keys.insert(),
            {
                "organisation_id": organisation_id,
                "subject_id": subject_id,
                "key_version": _FIRST_VERSION,
                "wrapped": wrapped,
                "created_at": now(),
            },
        )
        self._subject_keys[subject_id] = (organisation_id, key)

    def destroy_subject_key(self, subject_id: UUID) -> None:
        """Erase a subject: what was sealed under the key can never be read again."""
        self.execute(subject_keys.delete().where(subject_keys.c.subject_id == subject_id))
        self._subject_keys.pop(subject_id, None)

    def load_keys(self, subject_ids: Iterable[UUID]) -> None:
        """Fetch the keys of many subjects in one statement, before a list is unsealed."""
        wanted = [subject for subject in subject_ids if subject not in self._subject_keys]
        if not wanted:
            return
        # Each comes with its organisation's key, which unwraps it.
        statement = select(subject_keys, _WRAPS_SUBJECT.label("organisation_wrapped"))
        for row in self.execute(statement.where(subject_keys.c.subject_id.in_(wanted))).all():
            organisation_key = self._opened(row.organisation_wrapped)
            key = keys.unwrap_subject_key(organisation_key, row.wrapped)
            self._subject_keys[row.subject_id] = (row.organisation_id, key)

    def seal(self, subject_id: UUID, place: str, plain: str) -> Sealed:
        """Encrypt a field under its subject's key; `place` is "table.column" (database.keys)."""
        organisation_id, key = self._subject_key(subject_id)
        return keys.seal(key, organisation_id, subject_id, place, plain)

    def unseal(self, subject_id: UUID, place: str, sealed: bytes) -> str:
        """Decrypt a field that `seal` made at the same place for the same subject."""
        organisation_id, key = self._subject_key(subject_id)
        return keys.unseal(key, organisation_id, subject_id, place, sealed)

    def seal_own(self, place: str, plain: str) -> Sealed:
        """Encrypt what belongs to the bound organisation and is about no subject of its own."""
        owner = self.access.organisation
        return keys.seal(self._organisation_key(owner), owner, owner, place, plain)

    def unseal_own(self, place: str, sealed: bytes) -> str:
        """Decrypt what `seal_own` made at the same place for the same organisation."""
        owner = self.access.organisation
        return keys.unseal(self._organisation_key(owner), owner, owner, place, sealed)

    def blind(self, column: str, value: str, organisation_id: UUID | None = None) -> str:
        """Return the blind index of a value, by default for the bound organisation."""
        owner = self.access.organisation if organisation_id is None else organisation_id
        return keys.blind_index(self._organisation_key(owner), column, value)

    def derived_key(self, organisation_id: UUID, use: str) -> bytes:
        """Return an organisation's key for one use, 32 bytes, which the database never holds."""
        return keys.derived_key(self._organisation_key(organisation_id), use)

    def _subject_key(self, subject_id: UUID) -> tuple[UUID, bytes]:
        self.load_keys((subject_id,))
        if subject_id not in self._subject_keys:
            raise NotFound("the subject's key is not there: erased, or not visible to this actor")
        return self._subject_keys[subject_id]

    def _organisation_key(self, organisation_id: UUID) -> bytes:
        if organisation_id not in self._organisation_keys:
            first = (
                select(organisation_keys.c.wrapped)
                .where(organisation_keys.c.organisation_id == organisation_id)
                .where(organisation_keys.c.version == _FIRST_VERSION)
            )
            wrapped = self.execute(first).scalar_one_or_none()
            self._organisation_keys[organisation_id] = self._opened(wrapped)
        return self._organisation_keys[organisation_id]

    def _opened(self, wrapped: bytes | None) -> bytes:
        """Open an organisation's key with the root.

        Raises:
            NotFound: there was none to open.
        """
        if wrapped is None:
            raise NotFound("the organisation's key is not there, or not visible to this actor")
        return self._root.unwrap(wrapped)


class Database:
    """PostgreSQL as one role, through one pool."""

    def __init__(self, engine: Engine, root: keys.RootKey) -> None:
        """Hold an engine and the root of the key tree; `open_database` makes both."""
        self._engine = engine
        self._root = root

    @contextmanager
    def transaction(self, access: Access) -> Generator[Transaction]:
        """Open a transaction bound to who acts; commit at its end, roll back on any error.

        Raises:
            ServiceMissing: the database does not answer.
        """
        try:
            connection = self._engine.connect()
        except OperationalError as error:
            raise ServiceMissing("the database does not answer") from error
        with connection, connection.begin():
            connection.execute(_BIND, _binding(access))
            yield Transaction(connection, access, self._root)

    def check_role(self) -> None:
        """Make sure that row-level security holds for the role this program runs as.

        Raises:
            Forbidden: the role is superuser, may bypass row security, or owns a table.
        """
        with self._engine.connect() as connection:
            role = connection.execute(
                text(
                    "SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE "
                    " rolname = current_user"
                )
            ).one()
            owned = connection.execute(
                text(
                    "SELECT count(*) FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace"
                    " WHERE pg_get_userbyid(relowner) = current_user AND nspname = 'public'"
                    " AND relkind IN ('r', 'p')"
                )
            ).scalar_one()
        if role.rolsuper or role.rolbypassrls or owned:
            raise Forbidden(
                f"the database role {role.rolname} is superuser, may bypass row security or owns"
                " tables; DATABASE_URL must name the app role"
            )

    def check_name(self, role: str) -> None:
        """Make sure that this program signed in as the role whose policies its work needs.

        Raises:
            Forbidden: it is another one, which would see nothing and say so to nobody.
            ServiceMissing: the database does not answer.
        """
        try:
            with self._engine.connect() as connection:
                name = connection.execute(text("SELECT current_user")).scalar_one()
        except OperationalError as error:
            raise ServiceMissing("the database does not answer") from error
        if name != role:
            raise Forbidden(f"this needs the database role {role}, and the address names {name}")

    def bell(self, channel: str) -> Bell:
        """Return what rings when PostgreSQL announces something on a channel."""
        address = self._engine.url.set(drivername="postgresql")
        return Bell(address.render_as_string(hide_password=False), channel)

    def dispose(self) -> None:
        """Close the pool's connections."""
        self._engine.dispose()


def open_database(url: str, root: keys.RootKey, *, pool_size: int = 8) -> Database:
    """Return the database at a PostgreSQL URL; nothing is connected yet."""
    engine = create_engine(
        url.replace("postgres://", "postgresql://", 1),
        pool_size=pool_size,
        max_overflow=pool_size,
        pool_pre_ping=True,
        pool_use_lifo=True,  # the connection used last has its statements prepared already
        hide_parameters=True,  # an error must not repeat what was being stored
        isolation_level="READ COMMITTED",
    )
    return Database(engine, root)


def _binding(access: Access) -> dict[str, str]:
    # A person sees their own rows at every lender, so no organisation is bound with them: a
    # borrower's binding can never open the lender's other rows.
    person = access.actor_kind is ActorKind.PERSON
    organisation = access.organisation_id
    return {
        "organisation": "" if person or organisation is None else str(organisation),
        "actor": str(access.actor_id),
        # Who helps is the person they help only as far as the mandate stands, which the database
        # looks up; they are never bound as that person.
        "person": str(access.actor_id) if person and access.mandate is None else "",
        "mandate": "" if access.mandate is None else str(access.mandate.id),
        "act": access.act,
        "territory": ",".join(access.territory),
    }
