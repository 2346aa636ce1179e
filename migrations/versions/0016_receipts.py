"""Consent receipts: one a change, each with the hash of the one before; never changed."""

from __future__ import annotations

from alembic import op

from migrations.policies import protect_subject

revision = "0016_receipts"
down_revision = "0015_consent_states"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE consent_receipts (
    organisation_id uuid NOT NULL,
    id uuid NOT NULL,
    subject_id uuid NOT NULL,
    number integer NOT NULL CHECK (number >= 1),
    sha256 text NOT NULL,
    previous_sha256 text CHECK ((number = 1) = (previous_sha256 IS NULL)),
    document_sealed bytea NOT NULL,
    entry_id uuid NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, id),
    UNIQUE (organisation_id, subject_id, number),
    FOREIGN KEY (organisation_id, subject_id) REFERENCES subjects (organisation_id, id)
);
"""


def upgrade() -> None:
    op.execute(TABLES)
    protect_subject("consent_receipts", "SELECT, INSERT")


def downgrade() -> None:
    op.execute("DROP TABLE consent_receipts")
