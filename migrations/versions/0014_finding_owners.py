"""Names of colleagues, sealed for their organisation, and who was given a finding by whom."""

from __future__ import annotations

from alembic import op

from migrations.policies import protect_organisation

revision = "0014_finding_owners"
down_revision = "0013_licences"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE member_names (
    organisation_id uuid NOT NULL REFERENCES organisations (id),
    person_id uuid NOT NULL REFERENCES persons (id),
    name_sealed bytea NOT NULL,
    PRIMARY KEY (organisation_id, person_id)
);
CREATE TABLE form_finding_owners (
    organisation_id uuid NOT NULL REFERENCES organisations (id),
    id uuid NOT NULL,
    finding_id uuid NOT NULL,
    owner_id uuid NOT NULL,
    owner_sealed bytea NOT NULL,
    given_by uuid NOT NULL,
    giver_sealed bytea NOT NULL,
    given_at timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, id),
    FOREIGN KEY (organisation_id, finding_id) REFERENCES form_findings (organisation_id, id)
);
CREATE INDEX form_finding_owners_finding_idx ON form_finding_owners (organisation_id, finding_id);
"""


def upgrade() -> None:
    op.execute(TABLES)
    # Only whoever gives roles writes names; what was once given stays as it was.
    protect_organisation("member_names", "SELECT")
    protect_organisation("form_finding_owners", "SELECT, INSERT")


def downgrade() -> None:
    op.execute("DROP TABLE form_finding_owners; DROP TABLE member_names")
