"""Codes by message, an authenticator being set up beside the one in use, the follower's post."""

from __future__ import annotations

from alembic import op

from migrations.policies import ACTOR, WORKING_ROLES, force_security, grant

revision = "0004_identity"
down_revision = "0003_underwriting"
branch_labels = None
depends_on = None

TABLES = """
ALTER TABLE credentials ADD COLUMN totp_pending_sealed bytea;
CREATE TABLE confirmations (
    id uuid PRIMARY KEY,
    person_id uuid NOT NULL REFERENCES persons (id),
    action text NOT NULL CHECK (action IN ('sign_in', 'step_up')),
    code_index text NOT NULL,
    tries integer NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz
);
CREATE INDEX confirmations_person_id_idx ON confirmations (person_id, id);
"""


def upgrade() -> None:
    op.execute(TABLES)
    force_security("confirmations")
    condition = f"person_id = {ACTOR}"
    op.execute(
        f"CREATE POLICY actor ON confirmations TO {WORKING_ROLES}"
        f" USING ({condition}) WITH CHECK ({condition})"
    )
    grant("confirmations", "SELECT, INSERT, UPDATE")
    # Whoever posts a notice must know by what way the person is reached; it stays sealed.
    op.execute("CREATE POLICY follower ON persons FOR SELECT TO candor_follower USING (true)")


def downgrade() -> None:
    op.execute("DROP POLICY follower ON persons")
    op.execute("DROP TABLE confirmations")
    op.execute("ALTER TABLE credentials DROP COLUMN totp_pending_sealed")
