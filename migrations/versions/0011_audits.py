"""Audits a lender asked for: handed in sealed, worked on by a job, known where they stand."""

from __future__ import annotations

from alembic import op

from migrations.policies import protect_organisation

revision = "0011_audits"
down_revision = "0010_forms"
branch_labels = None
depends_on = None

TABLE = """
CREATE TABLE audit_jobs (
    organisation_id uuid NOT NULL REFERENCES organisations (id),
    id uuid NOT NULL,
    reference text NOT NULL,
    state text NOT NULL CHECK (state IN ('queued', 'working', 'done', 'failed')),
    stage text NOT NULL CHECK (stage IN ('waiting', 'reading', 'asking', 'ended')),
    files integer NOT NULL CHECK (files > 0),
    files_read integer NOT NULL CHECK (files_read BETWEEN 0 AND files),
    tries integer NOT NULL,
    as_of date NOT NULL,
    jurisdiction text,
    lender_type text,
    package_sealed bytea,
    problem_sealed bytea,
    created_at timestamptz NOT NULL,
    begun_at timestamptz,
    ended_at timestamptz,
    PRIMARY KEY (organisation_id, id),
    UNIQUE (reference),
    -- What was handed in is kept as long as it is worked on, and no longer.
    CHECK ((package_sealed IS NULL) = (state IN ('done', 'failed'))),
    CHECK ((ended_at IS NULL) = (state NOT IN ('done', 'failed'))),
    CHECK ((problem_sealed IS NULL) = (state <> 'failed'))
);
CREATE INDEX audit_jobs_open_idx ON audit_jobs (organisation_id, created_at)
    WHERE state IN ('queued', 'working');
"""


def upgrade() -> None:
    op.execute(TABLE)
    protect_organisation("audit_jobs")


def downgrade() -> None:
    op.execute("DROP TABLE audit_jobs")
