"""Notices of decisions, and what the schedules may clear away."""

from __future__ import annotations

from alembic import op

from migrations.policies import protect_subject

revision = "0007_notices"
down_revision = "0006_reporting"
branch_labels = None
depends_on = None

NOTICES = """
CREATE TABLE decision_notices (
    organisation_id uuid NOT NULL,
    id uuid NOT NULL,
    subject_id uuid NOT NULL,
    application_id uuid NOT NULL,
    entry_id uuid NOT NULL,
    reference text NOT NULL UNIQUE,
    kind text NOT NULL CHECK (kind IN ('adverse_action', 'approval', 'referral')),
    template_version integer NOT NULL,
    body_sealed bytea NOT NULL,
    sha256 text NOT NULL,
    channel text NOT NULL CHECK (channel IN ('account', 'lender')),
    message_id uuid,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, id),
    UNIQUE (organisation_id, entry_id),
    CHECK ((channel = 'account') = (message_id IS NOT NULL)),
    FOREIGN KEY (organisation_id, application_id) REFERENCES applications (organisation_id, id)
);
CREATE INDEX decision_notices_application_idx
    ON decision_notices (organisation_id, application_id, id);
"""

# The follower sees and drops what nobody can use any more, and nothing else of it.
ENDED = "expires_at < statement_timestamp() - interval '30 days'"
CLEARED = ("sessions", "confirmations")


def upgrade() -> None:
    op.execute(NOTICES)
    protect_subject("decision_notices", "SELECT, INSERT")
    for table in CLEARED:
        for verb in ("SELECT", "DELETE"):
            op.execute(
                f"CREATE POLICY cleared_{verb.lower()} ON {table} FOR {verb} TO candor_follower"
                f" USING ({ENDED})"
            )
    op.execute("GRANT DELETE ON confirmations TO candor_follower")


def downgrade() -> None:
    op.execute("REVOKE DELETE ON confirmations FROM candor_follower")
    for table in CLEARED:
        for verb in ("select", "delete"):
            op.execute(f"DROP POLICY cleared_{verb} ON {table}")
    op.execute("DROP TABLE decision_notices")
