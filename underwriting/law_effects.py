"""Which forms and products come to another verdict when a row of law changes, or has changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from contracts.law.changes import Difference, LawChange, asking_after, differences
from core.access import Access
from core.errors import Conflict, InvalidInput
from database.transaction import Database, Transaction
from underwriting.forms import audit_form
from underwriting.model import FormVersion, Offer
from underwriting.shelf import FORM_COLUMNS, form_from, offers_of
from underwriting.tables import form_versions, offers


@dataclass(frozen=True, slots=True)
class FormOfOffer:
    """A version of a form, filled with the numbers of one offer.

    Args:
        offer: holds that very version.
        in_use: whether the offer's contracts are written by it now.
        audit: as it was kept when the version was published.
    """

    form_id: UUID
    offer: Offer
    in_use: bool
    audit: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Affected:
    """A form and its offer whose verdict differs, question by question."""

    form: FormOfOffer
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Effects:
    """What a change does to a lender.

    Args:
        asked: how many forms of offers were asked twice.
        affected: those whose verdict differs.
        not_asked: those that cannot be filled with their offer's numbers any more.
    """

    asked: int
    affected: tuple[Affected, ...]
    not_asked: tuple[FormOfOffer, ...]

    @property
    def products(self) -> tuple[str, ...]:
        """Codes of the products concerned."""
        return tuple(sorted({one.form.offer.product.code for one in self.affected}))


def effects_of(database: Database, access: Access, change: LawChange) -> Effects:
    """Ask every form of a lender by the rows as they are and as the change would leave them.

    Both times for a contract made on the first day of the change, so that nothing else differs.

    Raises:
        InvalidInput: as `contracts.law.changes.changed` says.
    """
    with asking_after(change):
        pass  # refused before anything is worked out

    def twice(form: FormOfOffer) -> tuple[Difference, ...]:
        before = audit_form(form.offer, change.on).as_dict()
        with asking_after(change):
            after = audit_form(form.offer, change.on).as_dict()
        return differences(before, after)

    return _effects(_forms(database, access), twice)


def drift(database: Database, access: Access, on: date) -> Effects:
    """Compare every form's kept audit with one by the rules of a day, as this release has them."""

    def now(form: FormOfOffer) -> tuple[Difference, ...]:
        return differences(form.audit, audit_form(form.offer, on).as_dict())

    return _effects(tuple(form for form in _forms(database, access) if form.audit), now)


def _effects(
    forms: tuple[FormOfOffer, ...], ask: Callable[[FormOfOffer], tuple[Difference, ...]]
) -> Effects:
    affected: list[Affected] = []
    not_asked: list[FormOfOffer] = []
    for form in forms:
        try:
            found = ask(form)
        except (Conflict, InvalidInput):  # an older form lacks the name of a fee, or a mark
            not_asked.append(form)
            continue
        if found:
            affected.append(Affected(form, found))
    return Effects(len(forms) - len(not_asked), tuple(affected), tuple(not_asked))


def _forms(database: Database, access: Access) -> tuple[FormOfOffer, ...]:
    with database.transaction(access) as tx:
        versions = _versions(tx)
        used = _in_use(tx)
        shelf = sorted(offers_of(tx, access.organisation).values(), key=lambda one: one.code)
    return tuple(
        FormOfOffer(form_id, replace(offer, form=form), used[offer.id] == form_id, audit)
        for offer in shelf
        for form_id, product_id, form, audit in versions
        if product_id == offer.product.id
    )


def _versions(tx: Transaction) -> list[tuple[UUID, UUID, FormVersion, Mapping[str, Any]]]:
    columns = (form_versions.c[name] for name in FORM_COLUMNS)
    statement = (
        select(
            form_versions.c.id,
            form_versions.c.product_id,
            form_versions.c.version.label("form_version"),
            form_versions.c.audit,
            *columns,
        )
        .where(form_versions.c.organisation_id == tx.access.organisation)
        .order_by(form_versions.c.version.desc())
    )
    return [
        (row.id, row.product_id, form_from(row), json.loads(row.audit))
        for row in tx.execute(statement)
        if row.body
    ]


def _in_use(tx: Transaction) -> dict[UUID, UUID]:
    statement = select(offers.c.id, offers.c.form_version_id).where(
        offers.c.organisation_id == tx.access.organisation
    )
    return {row.id: row.form_version_id for row in tx.execute(statement)}
