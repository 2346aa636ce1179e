"""Organisations, subjects and their wrapped keys: what every other table is keyed by."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY

from database.schema import instant, key_columns, metadata

# The platform itself, under which persons (who belong to no lender) have their keys.
PLATFORM: Final = UUID("00000000-0000-7000-8000-000000000001")

organisations = Table(
    "organisations",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("kind", Text, nullable=False),  # platform | lender | regulator
    Column("name_zh", Text, nullable=False),
    Column("name_en", Text, nullable=False),
    Column("jurisdiction", Text, nullable=False),
    Column("lender_type", Text),  # for lenders: which law applies to them
    Column("territory", ARRAY(Text), nullable=False),  # for regulators: the places supervised
    instant("created_at"),
)

organisation_keys = Table(
    "organisation_keys",
    metadata,
    Column("organisation_id", Uuid, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("wrapped", LargeBinary, nullable=False),
    instant("created_at"),
)

subjects = Table(
    "subjects",
    metadata,
    *key_columns(),
    Column("person_id", Uuid),  # empty for an applicant who never signed in here
    Column("reference", Text, nullable=False, unique=True),
    Column("epoch", BigInteger, nullable=False),  # raised by withdrawal and freeze
    instant("created_at"),
    instant("erased_at", nullable=True),
)

subject_keys = Table(
    "subject_keys",
    metadata,
    Column("organisation_id", Uuid, primary_key=True),
    Column("subject_id", Uuid, primary_key=True, unique=True),
    Column("key_version", Integer, nullable=False),
    Column("wrapped", LargeBinary, nullable=False),
    instant("created_at"),
)
