"""One yes for one application, by uses that the gate reads; contracts lose their files' names."""

from __future__ import annotations

from alembic import op

from migrations.policies import gate_by_count, gate_by_use, protect_subject

revision = "0009_road"
down_revision = "0008_minutes"
branch_labels = None
depends_on = None

USES = """
CREATE TABLE grant_uses (
    organisation_id uuid NOT NULL,
    grant_id uuid NOT NULL,
    application_id uuid NOT NULL,
    subject_id uuid NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, grant_id, application_id),
    FOREIGN KEY (organisation_id, grant_id) REFERENCES grants (organisation_id, id),
    FOREIGN KEY (organisation_id, application_id) REFERENCES applications (organisation_id, id)
);
"""
# What was never written: nothing pauses a grant, lets it grow stale or looks back by days.
DROPPED = """
ALTER TABLE grants DROP COLUMN look_back_days, DROP COLUMN use_count, DROP COLUMN paused_at,
    DROP COLUMN stale_at;
ALTER TABLE consent_events DROP CONSTRAINT consent_events_kind_check,
    ADD CHECK (kind IN ('granted', 'refused', 'withdrawn'));
"""
RESTORED = """
ALTER TABLE consent_events DROP CONSTRAINT consent_events_kind_check,
    ADD CHECK (kind IN ('granted', 'refused', 'withdrawn', 'paused', 'resumed', 'stale'));
ALTER TABLE grants ADD COLUMN look_back_days integer,
    ADD COLUMN use_count integer NOT NULL DEFAULT 0, ADD COLUMN paused_at timestamptz,
    ADD COLUMN stale_at timestamptz;
"""
COUNTED = """
UPDATE grants g SET use_count = (SELECT count(*) FROM grant_uses u
    WHERE u.organisation_id = g.organisation_id AND u.grant_id = g.id);
"""
# A file's name often holds a person's; only its suffix is needed, and cannot be given back.
NAMELESS = r"""
UPDATE application_contracts
SET name = 'contract' || coalesce(lower(substring(name from '\.[A-Za-z0-9]{1,5}$')), '');
"""
GATED = (
    ("applicant_identities", "identity"),
    ("applicant_contacts", "contact"),
    ("applicant_devices", "device"),
    ("applicant_finances", "finances"),
    ("applicant_notes", "note"),
    ("credit_reports", "credit_report"),
    ("application_contracts", "contract"),
)


def upgrade() -> None:
    op.execute(USES)
    protect_subject("grant_uses", "SELECT, INSERT")
    for table, category in GATED:
        gate_by_use(table, category)
    op.execute(DROPPED + NAMELESS)


def downgrade() -> None:
    op.execute(RESTORED)
    op.execute(COUNTED)
    for table, category in GATED:
        gate_by_count(table, category)
    op.execute("DROP TABLE grant_uses")
