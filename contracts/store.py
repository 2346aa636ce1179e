"""Checked packages, as rows and as nouns; their words are sealed under the lender's own key."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Row, Table, Text, select

from contracts.model import CheckedPackage, PackageFile
from core.errors import NotFound
from core.ids import new_id
from database.schema import instant, key_columns, metadata, sealed
from database.transaction import Transaction

contract_checks = Table(
    "contract_checks",
    metadata,
    *key_columns(),
    Column("reference", Text, nullable=False),
    sealed("name_sealed"),
    sealed("documents_sealed"),
    sealed("audit_sealed"),
    instant("created_at"),
)


def insert_check(tx: Transaction, organisation_id: UUID, package: CheckedPackage) -> None:
    """Keep a checked package."""

    def seal(column: str, plain: str) -> bytes:
        return tx.seal_own(f"contract_checks.{column}/{package.reference}", plain)

    files = json.dumps([asdict(file) for file in package.files], ensure_ascii=False)
    tx.execute(
        contract_checks.insert(),
        {
            "organisation_id": organisation_id,
            "id": new_id(),
            "reference": package.reference,
            "name_sealed": seal("name", package.name),
            "documents_sealed": seal("documents", files),
            "audit_sealed": seal("audit", json.dumps(package.audit, ensure_ascii=False)),
            "created_at": package.created_at,
        },
    )


def check_of(tx: Transaction, reference: str) -> CheckedPackage:
    """Return a checked package.

    Raises:
        NotFound: there is none, or the one who asks may not know of it.
    """
    statement = select(contract_checks).where(contract_checks.c.reference == reference)
    row = tx.execute(statement).one_or_none()
    if row is None:
        raise NotFound("there is no checked package of that reference")
    return _package(tx, row)


def newest_checks(tx: Transaction, limit: int) -> tuple[CheckedPackage, ...]:
    """Return the packages checked last, the newest first."""
    statement = select(contract_checks).order_by(contract_checks.c.id.desc()).limit(limit)
    return tuple(_package(tx, row) for row in tx.execute(statement))


def forget_before(tx: Transaction, at: datetime) -> int:
    """Forget the packages that were checked before an instant; return how many there were."""
    return tx.execute(contract_checks.delete().where(contract_checks.c.created_at < at)).rowcount


def _package(tx: Transaction, row: Row[Any]) -> CheckedPackage:
    def unseal(column: str) -> str:
        place = f"contract_checks.{column}/{row.reference}"
        return tx.unseal_own(place, getattr(row, f"{column}_sealed"))

    return CheckedPackage(
        reference=row.reference,
        name=unseal("name"),
        files=tuple(PackageFile(**file) for file in json.loads(unseal("documents"))),
        audit=json.loads(unseal("audit")),
        created_at=row.created_at,
    )
