"""The tables of delivery; but for recipients and nonces, rows are added and never changed."""

from __future__ import annotations

from sqlalchemy import Column, Integer, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY

from database.schema import instant, key_columns, metadata

recipients = Table(
    "consent_recipients",
    metadata,
    *key_columns(),
    Column("name_zh", Text, nullable=False),
    Column("name_en", Text, nullable=False),
    Column("purposes", ARRAY(Text), nullable=False),
    Column("endpoint", Text, nullable=False),
    Column("public_key", Text, nullable=False),
    Column("key_id", Text, nullable=False),
    Column("our_key_id", Text, nullable=False),
    Column("acknowledge_seconds", Integer, nullable=False),
    Column("delete_days", Integer, nullable=False),
    instant("since"),
    instant("until", nullable=True),
)
deliveries = Table(
    "consent_deliveries",
    metadata,
    *key_columns(),
    Column("recipient_id", Uuid, nullable=False),
    Column("subject_id", Uuid, nullable=False),
    Column("entry_id", Uuid, nullable=False),
    Column("grant_id", Uuid, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("change", Text, nullable=False),
    Column("asked", Text, nullable=False),
    Column("recipient_zh", Text, nullable=False),
    Column("recipient_en", Text, nullable=False),
    Column("pseudonym", Text, nullable=False),
    instant("effective_at"),
    Column("receipt_sha256", Text),
    instant("acknowledge_by"),
    instant("delete_by", nullable=True),
    instant("at"),
)
attempts = Table(
    "delivery_attempts",
    metadata,
    Column("organisation_id", Uuid, primary_key=True),
    Column("delivery_id", Uuid, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("subject_id", Uuid, nullable=False),
    instant("at"),
    Column("outcome", Text, nullable=False),
    Column("status", Integer),
    Column("took_ms", Integer, nullable=False),
    instant("next_at", nullable=True),
)
answers = Table(
    "delivery_answers",
    metadata,
    Column("organisation_id", Uuid, primary_key=True),
    Column("delivery_id", Uuid, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("subject_id", Uuid, nullable=False),
    instant("at"),
    instant("said_at"),
    Column("body", Text, nullable=False),
    Column("body_sha256", Text, nullable=False),
    Column("signature_base", Text, nullable=False),
    Column("signature", Text, nullable=False),
    Column("entry_id", Uuid, nullable=False),
)
overdue = Table(
    "delivery_overdue",
    metadata,
    Column("organisation_id", Uuid, primary_key=True),
    Column("delivery_id", Uuid, primary_key=True),
    Column("missing", Text, primary_key=True),
    Column("subject_id", Uuid, nullable=False),
    Column("entry_id", Uuid, nullable=False),
    instant("at"),
)
nonces = Table(
    "signature_nonces",
    metadata,
    Column("organisation_id", Uuid, primary_key=True),
    Column("recipient_id", Uuid, primary_key=True),
    Column("nonce", Text, primary_key=True),
    instant("at"),
)
