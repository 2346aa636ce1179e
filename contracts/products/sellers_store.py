"""Who sells a product, where and with which words, as rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Table, select

from contracts.products.model import Advertisement, Channel, ChannelKind, Partner, PartnerRole
from contracts.products.tables import product_advertisements, product_channels, product_partners
from core.ids import new_id
from core.text import Language, Text
from database.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Sellers:
    """Partners, channels and advertisements of one product."""

    partners: tuple[Partner, ...] = ()
    channels: tuple[Channel, ...] = ()
    advertisements: tuple[Advertisement, ...] = ()


def put_sellers(tx: Transaction, product_id: UUID, sellers: Sellers) -> None:
    """Keep who sells a product; channels may name partners, advertisements name channels."""
    for partner in sellers.partners:
        _put(
            tx,
            product_partners,
            product_id,
            {
                "code": partner.code,
                "name_zh": partner.name.zh,
                "name_en": partner.name.en,
                "role": partner.role.value,
                "since": partner.since,
                "until": partner.until,
            },
        )
    for channel in sellers.channels:
        _put(
            tx,
            product_channels,
            product_id,
            {
                "code": channel.code,
                "name_zh": channel.name.zh,
                "name_en": channel.name.en,
                "kind": channel.kind.value,
                "partner_code": channel.partner_code or None,
            },
        )
    for words in sellers.advertisements:
        _put(
            tx,
            product_advertisements,
            product_id,
            {
                "code": words.code,
                "channel_code": words.channel_code,
                "language": words.language.value,
                "words": words.words,
                "since": words.since,
                "until": words.until,
            },
        )


def sellers_of(tx: Transaction, product_id: UUID) -> Sellers:
    """Return who sells a product, each by its code."""
    return Sellers(
        tuple(
            Partner(
                row.id,
                row.code,
                Text(row.name_zh, row.name_en),
                PartnerRole(row.role),
                row.since,
                row.until,
            )
            for row in tx.execute(_rows(tx, product_partners, product_id))
        ),
        tuple(
            Channel(
                row.id,
                row.code,
                Text(row.name_zh, row.name_en),
                ChannelKind(row.kind),
                row.partner_code or "",
            )
            for row in tx.execute(_rows(tx, product_channels, product_id))
        ),
        tuple(
            Advertisement(
                row.id,
                row.code,
                row.channel_code,
                Language(row.language),
                row.words,
                row.since,
                row.until,
            )
            for row in tx.execute(_rows(tx, product_advertisements, product_id))
        ),
    )


def _put(tx: Transaction, table: Table, product_id: UUID, values: dict[str, Any]) -> None:
    keys = {
        "organisation_id": tx.access.organisation,
        "id": new_id(),
        "product_id": product_id,
    }
    tx.execute(table.insert(), keys | values)


def _rows(tx: Transaction, table: Table, product_id: UUID) -> Select[Any]:
    return (
        select(table)
        .where(table.c.organisation_id == tx.access.organisation, table.c.product_id == product_id)
        .order_by(table.c.code)
    )
