"""The one catalogue of tables, and the columns they share."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Column, DateTime, LargeBinary, MetaData, Text, Uuid
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.types import TypeDecorator

metadata = MetaData(
    naming_convention={
        "pk": "%(table_name)s_pkey",
        "ix": "%(table_name)s_%(column_0_N_name)s_idx",
        "uq": "%(table_name)s_%(column_0_N_name)s_key",
        "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
        "ck": "%(table_name)s_%(constraint_name)s_check",
    }
)


class Sealed(bytes):
    """An encrypted field as it is stored; only `Transaction.seal` makes one from plain text."""

    __slots__ = ()


class SealedField(TypeDecorator[Sealed]):
    """A bytea column that takes only what was sealed, so that plain text cannot slip in."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: Sealed | None, dialect: Dialect) -> bytes | None:
        """Let sealed bytes pass.

        Raises:
            TypeError: the value was not sealed.
        """
        if value is not None and not isinstance(value, Sealed):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise TypeError("a sealed column takes only what Transaction.seal returned")
        return value

    def process_result_value(self, value: Any, dialect: Dialect) -> Sealed | None:
        """Mark what was read as sealed."""
        return None if value is None else Sealed(value)


def key_columns() -> tuple[Column[Any], Column[Any]]:
    """Return the key of a table that belongs to an organisation: organisation first, then id."""
    return (
        Column("organisation_id", Uuid, primary_key=True),
        Column("id", Uuid, primary_key=True),
    )


def instant(name: str, *, nullable: bool = False) -> Column[Any]:
    """Return a column for an instant, kept with its time zone."""
    return Column(name, DateTime(timezone=True), nullable=nullable)


def money(name: str, *, nullable: bool = False) -> tuple[Column[Any], Column[Any]]:
    """Return the two columns of an amount: bigint minor units, and the currency's code."""
    return (
        Column(f"{name}_minor", BigInteger, nullable=nullable),
        Column(f"{name}_currency", Text, nullable=nullable),
    )


def sealed(name: str, *, nullable: bool = False) -> Column[Any]:
    """Return a column for a sealed field."""
    return Column(name, SealedField, nullable=nullable)
