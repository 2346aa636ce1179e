"""All versions of a product's forms, those in use and those before."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from database.transaction import Transaction
from underwriting.tables import form_versions


@dataclass(frozen=True, slots=True)
class KeptForm:
    """One version of a form as it was published.

    Args:
        audit: in the form of the interface; empty where it was never audited.
    """

    id: UUID
    product_id: UUID
    name: str
    version: int
    sha256: str
    audit: Mapping[str, Any]
    published_at: datetime

    @property
    def codes(self) -> frozenset[str]:
        """What its audit found."""
        return frozenset(one["id"] for one in self.audit.get("findings", ()))


def versions_of(tx: Transaction, product_id: UUID) -> tuple[KeptForm, ...]:
    """Return the versions of a product's form, the oldest first."""
    forms = form_versions
    statement = (
        select(forms)
        .where(forms.c.organisation_id == tx.access.organisation, forms.c.product_id == product_id)
        .order_by(forms.c.version, forms.c.id)
    )
    return tuple(
        KeptForm(
            row.id,
            row.product_id,
            row.template,
            row.version,
            row.body_sha256,
            json.loads(row.audit),
            row.published_at,
        )
        for row in tx.execute(statement)
    )


def later_without(tx: Transaction, form_version_id: UUID, code: str) -> bool:
    """Say whether a later version of the same product's form was audited without a finding.

    Unsettled is not without: the question must have been answered.
    """
    forms = form_versions
    product = select(forms.c.product_id).where(
        forms.c.organisation_id == tx.access.organisation, forms.c.id == form_version_id
    )
    product_id = tx.execute(product).scalar_one()
    versions = versions_of(tx, product_id)
    own = next(one.version for one in versions if one.id == form_version_id)
    return any(one.version > own and code in one.audit.get("cleared", ()) for one in versions)
