"""The tables of products, applications and what was collected for them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Column, Date, Integer, Numeric, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import JSONB

from database.schema import instant, key_columns, metadata, money, sealed

products = Table(
    "products",
    metadata,
    *key_columns(),
    Column("code", Text, nullable=False),
    Column("name_zh", Text, nullable=False),
    Column("name_en", Text, nullable=False),
    Column("scenario", Text, nullable=False),
    instant("published_at", nullable=True),
    instant("retired_at", nullable=True),
)

form_versions = Table(
    "form_versions",
    metadata,
    *key_columns(),
    Column("product_id", Uuid, nullable=False),
    Column("version", Integer, nullable=False),
    Column("template", Text, nullable=False),
    Column("body_sha256", Text, nullable=False),
    Column("audit", Text, nullable=False),  # JSON: the audit of the form, once per version
    instant("published_at"),
    Column("body", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("upfront_label_zh", Text),
    Column("upfront_label_en", Text),
    Column("upfront_payee", Text),
    Column("monthly_label_zh", Text),
    Column("monthly_label_en", Text),
    Column("monthly_payee", Text),
    Column("late_base", Text, nullable=False),
)

offers = Table(
    "offers",
    metadata,
    *key_columns(),
    Column("product_id", Uuid, nullable=False),
    Column("form_version_id", Uuid, nullable=False),
    Column("code", Text, nullable=False),
    Column("amount_min_minor", BigInteger, nullable=False),
    Column("amount_max_minor", BigInteger, nullable=False),
    Column("currency", Text, nullable=False),
    Column("months", Integer, nullable=False),
    Column("monthly_rate", Numeric(12, 8), nullable=False),
    Column("upfront_fee", Numeric(12, 8), nullable=False),
    Column("monthly_fee", Numeric(12, 8), nullable=False),
    Column("late_daily_rate", Numeric(12, 8), nullable=False),
    Column("stated_apr_percent", Numeric(9, 4)),
    Column("since", Date, nullable=False),
    Column("until", Date),
)

applications = Table(
    "applications",
    metadata,
    *key_columns(),
    Column("subject_id", Uuid, nullable=False),
    Column("reference", Text, nullable=False),
    Column("offer_id", Uuid, nullable=False),
    *money("amount"),
    Column("months", Integer, nullable=False),
    Column("channel", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("paused_for", Text),
    Column("version", Integer, nullable=False),
    instant("created_at"),
    instant("decided_at", nullable=True),
)

outcomes = Table(
    "outcomes",
    metadata,
    Column("organisation_id", Uuid, primary_key=True),
    Column("application_id", Uuid, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("subject_id", Uuid, nullable=False),
    Column("action", Text, nullable=False),
    Column("decided_by", Text, nullable=False),
    Column("policy", Text, nullable=False),
    Column("details", JSONB, nullable=False),
    instant("decided_at"),
)

reviews = Table(
    "reviews",
    metadata,
    *key_columns(),
    Column("application_id", Uuid, nullable=False),
    Column("subject_id", Uuid, nullable=False),
    Column("asked_by", Text, nullable=False),
    instant("asked_at"),
    Column("officer_id", Uuid),
    Column("action", Text),
    Column("note_masked", Text),
    instant("decided_at", nullable=True),
)


def _collected(name: str, *columns: Column[Any]) -> Table:
    """Return a gated table: one row an application, one category of personal data."""
    return Table(
        name,
        metadata,
        Column("organisation_id", Uuid, primary_key=True),
        Column("application_id", Uuid, primary_key=True),
        Column("subject_id", Uuid, nullable=False),
        *columns,
    )


applicant_identities = _collected(
    "applicant_identities",
    sealed("name_sealed"),
    sealed("id_number_sealed"),
    Column("id_number_index", Text, nullable=False),
)
applicant_contacts = _collected(
    "applicant_contacts",
    sealed("phone_sealed"),
    Column("phone_index", Text, nullable=False),
)
applicant_devices = _collected(
    "applicant_devices",
    Column("device_index", Text, nullable=False),
    Column("address_index", Text, nullable=False),
)
applicant_finances = _collected("applicant_finances", sealed("finances_sealed"))
applicant_notes = _collected("applicant_notes", sealed("note_sealed"))
credit_reports = _collected(
    "credit_reports",
    sealed("report_sealed"),
    instant("received_at"),
)
application_contracts = _collected(
    "application_contracts",
    Column("name", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    sealed("document_sealed"),
    sealed("audit_sealed", nullable=True),
    instant("received_at"),
    instant("audited_at", nullable=True),
)
