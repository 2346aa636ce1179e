"""Registers of licences: public facts that every page may read and only the owner writes."""

from __future__ import annotations

from alembic import op

from migrations.policies import reference

revision = "0013_licences"
down_revision = "0012_products"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE licence_registers (
    id uuid PRIMARY KEY,
    name text NOT NULL UNIQUE,
    as_of date NOT NULL,
    complete boolean NOT NULL,
    source text NOT NULL,
    imported_at timestamptz NOT NULL
);
CREATE TABLE licences (
    id uuid PRIMARY KEY,
    register_id uuid NOT NULL REFERENCES licence_registers (id) ON DELETE CASCADE,
    name text NOT NULL,
    other_names text[] NOT NULL,
    name_keys text[] NOT NULL,
    kind text NOT NULL,
    number text NOT NULL,
    authority text NOT NULL,
    state text NOT NULL CHECK (state IN ('in_force', 'suspended', 'ended')),
    since date,
    until date
);
CREATE INDEX licences_name_keys_idx ON licences USING gin (name_keys);
"""


def upgrade() -> None:
    op.execute(TABLES)
    for table in ("licence_registers", "licences"):
        reference(table)


def downgrade() -> None:
    op.execute("DROP TABLE licences; DROP TABLE licence_registers")
