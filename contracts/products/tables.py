"""The tables around a product: findings and their signatures, sellers, loans, law confirmed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Boolean, Column, Date, Table, Text, Uuid

from database.schema import instant, key_columns, metadata, money, sealed


def _of_product(name: str, *columns: Column[Any]) -> Table:
    return Table(
        name, metadata, *key_columns(), Column("product_id", Uuid, nullable=False), *columns
    )


def _names() -> tuple[Column[Any], ...]:
    return (
        Column("code", Text, nullable=False),
        Column("name_zh", Text, nullable=False),
        Column("name_en", Text, nullable=False),
    )


form_findings = _of_product(
    "form_findings",
    Column("form_version_id", Uuid, nullable=False),
    Column("reference", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("severity", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("accepted_until", Date),
    Column("owner_id", Uuid),
    sealed("owner_sealed", nullable=True),
    instant("opened_at"),
)

form_finding_moves = Table(
    "form_finding_moves",
    metadata,
    *key_columns(),
    Column("finding_id", Uuid, nullable=False),
    Column("state", Text, nullable=False),
    Column("accepted_until", Date),
    sealed("reason_sealed"),
    Column("asked_by", Uuid, nullable=False),
    sealed("asker_sealed"),
    instant("asked_at"),
    Column("answered_by", Uuid),
    sealed("answerer_sealed", nullable=True),
    instant("answered_at", nullable=True),
    Column("agreed", Boolean),
)

form_finding_owners = Table(
    "form_finding_owners",
    metadata,
    *key_columns(),
    Column("finding_id", Uuid, nullable=False),
    Column("owner_id", Uuid, nullable=False),
    sealed("owner_sealed"),
    Column("given_by", Uuid, nullable=False),
    sealed("giver_sealed"),
    instant("given_at"),
)

product_partners = _of_product(
    "product_partners",
    *_names(),
    Column("role", Text, nullable=False),
    Column("since", Date, nullable=False),
    Column("until", Date),
)
product_channels = _of_product(
    "product_channels",
    *_names(),
    Column("kind", Text, nullable=False),
    Column("partner_code", Text),
)
product_advertisements = _of_product(
    "product_advertisements",
    Column("code", Text, nullable=False),
    Column("channel_code", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("since", Date, nullable=False),
    Column("until", Date),
)
product_loans = _of_product(
    "product_loans",
    Column("reference", Text, nullable=False),
    Column("offer_code", Text, nullable=False),
    Column("disbursed_on", Date, nullable=False),
    *money("principal"),
    *money("owed", nullable=True),
    instant("counted_at", nullable=True),
)

law_confirmations = Table(
    "law_confirmations",
    metadata,
    *key_columns(),
    Column("law", Text, nullable=False),
    Column("row_sha256", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("words_sha256", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("asked_by", Uuid, nullable=False),
    sealed("first_sealed"),
    instant("asked_at"),
    Column("confirmed_by", Uuid),
    sealed("second_sealed", nullable=True),
    instant("confirmed_at", nullable=True),
    instant("refused_at", nullable=True),
)
