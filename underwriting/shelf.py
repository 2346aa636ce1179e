"""Products, form versions and offers: what lenders have on the shelf."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Row, Select, and_, cast, func, or_, select

from core.dates import ZONE
from core.errors import NotFound
from core.ids import new_id
from core.money import Money, Rate
from core.text import Language, Text
from database.tenancy import organisations
from database.transaction import Transaction
from underwriting.model import (
    ContractForm,
    FeeName,
    FormVersion,
    LateBase,
    Offer,
    Product,
)
from underwriting.tables import form_versions, offers, products

FORM_COLUMNS = (
    "template",
    "body",
    "language",
    "upfront_label_zh",
    "upfront_label_en",
    "upfront_payee",
    "monthly_label_zh",
    "monthly_label_en",
    "monthly_payee",
    "late_base",
)


def put_product(tx: Transaction, product: Product, at: datetime) -> None:
    """Put a product on the shelf."""
    tx.execute(
        products.insert(),
        {
            "organisation_id": product.organisation_id,
            "id": product.id,
            "code": product.code,
            "name_zh": product.name.zh,
            "name_en": product.name.en,
            "scenario": product.scenario,
            "published_at": at,
        },
    )


def has_product(tx: Transaction, organisation_id: UUID, code: str) -> bool:
    """Say whether a lender has a product of that code."""
    wanted = select(products.c.id).where(
        products.c.organisation_id == organisation_id, products.c.code == code
    )
    return tx.execute(wanted).first() is not None


def put_form_version(
    tx: Transaction, product: Product, form: FormVersion, audit: str, at: datetime
) -> UUID:
    """Keep one version of a product's contract form; return its id.

    Args:
        tx: bound to the lender.
        product: whose form it is.
        form: with its whole text.
        audit: the JSON of its audit.
        at: when it was published.
    """
    form_id = new_id()
    upfront, monthly = form.upfront_fee, form.monthly_fee
    tx.execute(
        form_versions.insert(),
        {
            "organisation_id": product.organisation_id,
            "id": form_id,
            "product_id": product.id,
            "version": form.version,
            "template": form.name,
            "body": form.text,
            "body_sha256": form.sha256,
            "language": form.language.value,
            "upfront_label_zh": upfront.label.zh if upfront else None,
            "upfront_label_en": upfront.label.en if upfront else None,
            "upfront_payee": upfront.payee if upfront else None,
            "monthly_label_zh": monthly.label.zh if monthly else None,
            "monthly_label_en": monthly.label.en if monthly else None,
            "monthly_payee": monthly.payee if monthly else None,
            "late_base": form.late_on.value,
            "audit": audit,
            "published_at": at,
        },
    )
    return form_id


def use_form_version(tx: Transaction, offer: Offer, form_version_id: UUID) -> None:
    """Write an offer's contracts by another version of its form from here on."""
    tx.execute(
        offers.update()
        .where(offers.c.organisation_id == offer.organisation_id, offers.c.id == offer.id)
        .values(form_version_id=form_version_id)
    )


def put_offer(tx: Transaction, offer: Offer, form_version_id: UUID, since: date) -> None:
    """Put an offer of a product on the shelf."""
    tx.execute(
        offers.insert(),
        {
            "organisation_id": offer.organisation_id,
            "id": offer.id,
            "product_id": offer.product.id,
            "form_version_id": form_version_id,
            "code": offer.code,
            "amount_min_minor": offer.at_least.minor,
            "amount_max_minor": offer.at_most.minor,
            "currency": offer.at_most.currency,
            "months": offer.months,
            "monthly_rate": offer.monthly_rate,
            "upfront_fee": offer.upfront_fee,
            "monthly_fee": offer.monthly_fee,
            "late_daily_rate": offer.late_daily_rate,
            "stated_apr_percent": None if offer.stated_apr is None else offer.stated_apr.as_percent,
            "since": since,
        },
    )


def offers_on(tx: Transaction, day: date, organisation_id: UUID | None = None) -> tuple[Offer, ...]:
    """Return the offers in force on a day, of one lender or of all."""
    statement = _offers().where(_stands(day))
    if organisation_id is not None:
        statement = statement.where(offers.c.organisation_id == organisation_id)
    return tuple(offer_from(row) for row in tx.execute(statement.order_by(offers.c.code)))


def offer_of(tx: Transaction, organisation_id: UUID, code: str, day: date) -> Offer:
    """Return a lender's offer by its code, where it stands on a day.

    Raises:
        NotFound: the lender has no such offer on that day.
    """
    statement = _offers().where(
        offers.c.organisation_id == organisation_id, offers.c.code == code, _stands(day)
    )
    row = tx.execute(statement).one_or_none()
    if row is None:
        raise NotFound("the lender has no offer of that code in force today")
    return offer_from(row)


def offer_by_id(tx: Transaction, organisation_id: UUID, offer_id: UUID) -> Offer:
    """Return an offer by its key.

    Raises:
        NotFound: there is no such offer.
    """
    statement = _offers().where(
        offers.c.organisation_id == organisation_id, offers.c.id == offer_id
    )
    row = tx.execute(statement).one_or_none()
    if row is None:
        raise NotFound("there is no such offer")
    return offer_from(row)


def offers_of(tx: Transaction, organisation_id: UUID) -> dict[UUID, Offer]:
    """Return every offer a lender ever had, by key; for lists of what was lent under them."""
    statement = _offers().where(offers.c.organisation_id == organisation_id)
    return {row.id: offer_from(row) for row in tx.execute(statement)}


def forms_of(tx: Transaction, organisation_id: UUID) -> tuple[ContractForm, ...]:
    """Return the contract forms of a lender's offers, by the offer's code."""
    statement = (
        _offers()
        .add_columns(
            form_versions.c.id.label("form_id"),
            form_versions.c.audit,
            form_versions.c.published_at,
        )
        .where(offers.c.organisation_id == organisation_id)
        .order_by(offers.c.code)
    )
    return tuple(
        ContractForm(row.form_id, offer_from(row), json.loads(row.audit), row.published_at)
        for row in tx.execute(statement)
    )


def _stands(day: date) -> ColumnElement[bool]:
    """The condition that an offer is in force on a day, and its product not retired by then."""
    retired_on = cast(func.timezone(ZONE.key, products.c.retired_at), Date)
    return and_(
        offers.c.since <= day,
        or_(offers.c.until.is_(None), offers.c.until > day),
        or_(products.c.retired_at.is_(None), retired_on > day),
    )


def _offers() -> Select[Any]:
    joined = (
        offers.join(
            products,
            (products.c.organisation_id == offers.c.organisation_id)
            & (products.c.id == offers.c.product_id),
        )
        .join(
            form_versions,
            (form_versions.c.organisation_id == offers.c.organisation_id)
            & (form_versions.c.id == offers.c.form_version_id),
        )
        .join(organisations, organisations.c.id == offers.c.organisation_id)
    )
    return select(
        offers,
        products.c.code.label("product_code"),
        products.c.name_zh,
        products.c.name_en,
        products.c.scenario,
        *(form_versions.c[name] for name in FORM_COLUMNS),
        form_versions.c.version.label("form_version"),
        organisations.c.name_zh.label("lender_zh"),
        organisations.c.name_en.label("lender_en"),
        organisations.c.lender_type,
        organisations.c.jurisdiction,
    ).select_from(joined)


def offer_from(row: Row[Any]) -> Offer:
    """Return the offer of a row."""
    stated = row.stated_apr_percent
    return Offer(
        id=row.id,
        organisation_id=row.organisation_id,
        product=Product(
            row.product_id,
            row.organisation_id,
            row.product_code,
            Text(row.name_zh, row.name_en),
            row.scenario,
        ),
        lender=Text(row.lender_zh, row.lender_en),
        lender_type=row.lender_type,
        jurisdiction=row.jurisdiction,
        code=row.code,
        at_least=Money(row.amount_min_minor, row.currency),
        at_most=Money(row.amount_max_minor, row.currency),
        months=row.months,
        monthly_rate=row.monthly_rate,
        upfront_fee=row.upfront_fee,
        monthly_fee=row.monthly_fee,
        late_daily_rate=row.late_daily_rate,
        stated_apr=None if stated is None else Rate.percent(stated),
        form=form_from(row),
    )


def form_from(row: Row[Any]) -> FormVersion:
    """Return the form version of a row."""
    return FormVersion(
        name=row.template,
        version=row.form_version,
        language=Language(row.language),
        text=row.body,
        upfront_fee=_fee(row.upfront_label_zh, row.upfront_label_en, row.upfront_payee),
        monthly_fee=_fee(row.monthly_label_zh, row.monthly_label_en, row.monthly_payee),
        late_on=LateBase(row.late_base),
    )


def _fee(zh: str | None, en: str | None, payee: str | None) -> FeeName | None:
    return FeeName(Text(zh, en), payee) if zh and en and payee else None
