"""A product whole: its prices, form versions, findings, sellers, advertisements and loans."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from contracts.products import findings_store
from contracts.products.model import FormFinding, ProductLoan, Tally
from contracts.products.sellers_store import Sellers, put_sellers, sellers_of
from core.access import Access
from core.dates import day_of
from core.errors import Conflict, InvalidInput, NotFound
from core.text import Text
from database.transaction import Database, Transaction
from underwriting.form_versions import KeptForm, versions_of
from underwriting.forms import audit_form
from underwriting.model import Offer, Product, State
from underwriting.product_loans import loans_of, tally_of
from underwriting.shelf import offers_of
from underwriting.tables import applications, offers, products

LOANS_SHOWN = 50


@dataclass(frozen=True, slots=True)
class ProductCard:
    """One product with all that hangs on it.

    Args:
        used: the form versions in use, by offer.
        waiting: findings that wait for a second person.
        made_here: loans approved here, by application.
        tally: loans brought in by file, and what is owed for them.
    """

    product: Product
    offers: tuple[Offer, ...]
    forms: tuple[KeptForm, ...]
    used: frozenset[UUID]
    findings: tuple[FormFinding, ...]
    waiting: frozenset[UUID]
    sellers: Sellers
    made_here: int
    tally: Tally
    loans: tuple[ProductLoan, ...]


def products_of(tx: Transaction) -> tuple[Product, ...]:
    """Return the lender's products, by code."""
    statement = (
        select(products)
        .where(products.c.organisation_id == tx.access.organisation)
        .order_by(products.c.code)
    )
    return tuple(
        Product(row.id, row.organisation_id, row.code, Text(row.name_zh, row.name_en), row.scenario)
        for row in tx.execute(statement)
    )


def read_cards(database: Database, access: Access) -> tuple[ProductCard, ...]:
    """Return every product of the lender, whole."""
    with database.transaction(access) as tx:
        shelf = tuple(offers_of(tx, access.organisation).values())
        return tuple(_card(tx, product, shelf) for product in products_of(tx))


def read_card(database: Database, access: Access, code: str) -> ProductCard:
    """Return one product of the lender, whole.

    Raises:
        NotFound: the lender has no product of that code.
    """
    with database.transaction(access) as tx:
        product = _product(tx, code)
        return _card(tx, product, tuple(offers_of(tx, access.organisation).values()))


def add_sellers(database: Database, access: Access, code: str, sellers: Sellers) -> None:
    """Keep who sells a product, where and with which words; all of it or nothing.

    Raises:
        NotFound: the lender has no product of that code.
        Conflict: a code is taken already.
        InvalidInput: a channel names no partner of the product, or words no channel.
    """
    with database.transaction(access) as tx:
        product = _product(tx, code)
        known = sellers_of(tx, product.id)
        _check_codes(known, sellers)
        put_sellers(tx, product.id, sellers)


def words_found(
    database: Database, access: Access, reference: str, at: datetime
) -> Mapping[str, object] | None:
    """Return a finding as the audit of its form version says it, in the form of the interface.

    Where the version was kept with an audit of other numbers, an offer that shows the finding is
    asked once more; None where none of them shows it any longer.

    Raises:
        NotFound: there is no such finding.
    """
    with database.transaction(access) as tx:
        finding = findings_store.finding_of(tx, reference)
        forms = versions_of(tx, finding.product_id)
        shelf = [
            one
            for one in offers_of(tx, access.organisation).values()
            if one.product.id == finding.product_id
        ]
    form = next(one for one in forms if one.id == finding.form_version_id)
    audits = [form.audit]
    audits += [
        audit_form(one, day_of(at)).as_dict() for one in shelf if one.form.sha256 == form.sha256
    ]
    entries = (entry for found in audits for entry in found.get("findings", ()))
    return next((entry for entry in entries if entry["id"] == finding.code), None)


def _product(tx: Transaction, code: str) -> Product:
    found = next((one for one in products_of(tx) if one.code == code), None)
    if found is None:
        raise NotFound("there is no such product")
    return found


def _card(tx: Transaction, product: Product, shelf: Sequence[Offer]) -> ProductCard:
    own = tuple(
        sorted((one for one in shelf if one.product.id == product.id), key=lambda one: one.code)
    )
    used = select(offers.c.form_version_id).where(
        offers.c.organisation_id == product.organisation_id, offers.c.product_id == product.id
    )
    made = select(func.count()).where(
        applications.c.organisation_id == product.organisation_id,
        applications.c.offer_id.in_([one.id for one in own]),
        applications.c.state == State.APPROVED.value,
    )
    return ProductCard(
        product=product,
        offers=own,
        forms=versions_of(tx, product.id),
        used=frozenset(tx.execute(used).scalars()),
        findings=findings_store.findings_of(tx, product.id),
        waiting=findings_store.waiting(tx),
        sellers=sellers_of(tx, product.id),
        made_here=tx.execute(made).scalar_one(),
        tally=tally_of(tx, product.id),
        loans=loans_of(tx, product.id, LOANS_SHOWN),
    )


def _check_codes(known: Sellers, fresh: Sellers) -> None:
    for old, new in (
        (known.partners, fresh.partners),
        (known.channels, fresh.channels),
        (known.advertisements, fresh.advertisements),
    ):
        codes = [one.code for one in (*old, *new)]
        doubled = next((code for code in codes if codes.count(code) > 1), None)
        if doubled is not None:
            raise Conflict(f"the product has {doubled} already")
    partners = {one.code for one in (*known.partners, *fresh.partners)}
    channels = {one.code for one in (*known.channels, *fresh.channels)}
    for channel in fresh.channels:
        if channel.partner_code and channel.partner_code not in partners:
            raise InvalidInput("a partner of the product", channel.partner_code, "/channels")
    for words in fresh.advertisements:
        if words.channel_code not in channels:
            raise InvalidInput("a channel of the product", words.channel_code, "/advertisements")
