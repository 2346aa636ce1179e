"""Contract packages a lender hands in to be checked: sealed, its own alone, and not kept long."""

from __future__ import annotations

from alembic import op

from migrations.policies import protect_organisation

revision = "0005_contract_checks"
down_revision = "0004_identity"
branch_labels = None
depends_on = None

TABLE = """
CREATE TABLE contract_checks (
    organisation_id uuid NOT NULL REFERENCES organisations (id),
    id uuid NOT NULL,
    reference text NOT NULL,
    name_sealed bytea NOT NULL,
    documents_sealed bytea NOT NULL,
    audit_sealed bytea NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, id),
    UNIQUE (reference)
);
"""


def upgrade() -> None:
    op.execute(TABLE)
    protect_organisation("contract_checks", "SELECT, INSERT, DELETE")


def downgrade() -> None:
    op.execute("DROP TABLE contract_checks")
