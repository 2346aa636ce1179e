"""Applications, what was collected for them by category, outcomes and reviews."""

from __future__ import annotations

from alembic import op

from migrations.policies import gate_subject, protect_subject

revision = "0003_underwriting"
down_revision = "0002_evidence"
branch_labels = None
depends_on = None

APPLICATIONS = """
CREATE TABLE applications (
    organisation_id uuid NOT NULL,
    id uuid NOT NULL,
    subject_id uuid NOT NULL,
    reference text NOT NULL UNIQUE,
    offer_id uuid NOT NULL,
    amount_minor bigint NOT NULL CHECK (amount_minor > 0),
    amount_currency text NOT NULL,
    months integer NOT NULL CHECK (months > 0),
    channel text NOT NULL CHECK (channel IN ('page', 'large_type_page', 'api')),
    state text NOT NULL
        CHECK (state IN ('waiting', 'paused', 'in_review', 'approved', 'declined', 'cancelled')),
    paused_for text REFERENCES purposes (code),
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    decided_at timestamptz,
    PRIMARY KEY (organisation_id, id),
    FOREIGN KEY (organisation_id, subject_id) REFERENCES subjects (organisation_id, id),
    FOREIGN KEY (organisation_id, offer_id) REFERENCES offers (organisation_id, id)
);
CREATE INDEX applications_subject_idx ON applications (organisation_id, subject_id, id);
CREATE INDEX applications_state_idx ON applications (organisation_id, state, id);
CREATE TABLE outcomes (
    organisation_id uuid NOT NULL,
    application_id uuid NOT NULL,
    version integer NOT NULL,
    subject_id uuid NOT NULL,
    action text NOT NULL CHECK (action IN ('approve', 'refer', 'decline', 'pause')),
    decided_by text NOT NULL CHECK (decided_by IN ('machine', 'person')),
    policy text NOT NULL,
    details jsonb NOT NULL,
    decided_at timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, application_id, version),
    FOREIGN KEY (organisation_id, application_id) REFERENCES applications (organisation_id, id)
);
CREATE TABLE reviews (
    organisation_id uuid NOT NULL,
    id uuid NOT NULL,
    application_id uuid NOT NULL,
    subject_id uuid NOT NULL,
    asked_by text NOT NULL CHECK (asked_by IN ('machine', 'applicant')),
    asked_at timestamptz NOT NULL,
    officer_id uuid,
    action text CHECK (action IN ('approve', 'decline')),
    note_masked text,
    decided_at timestamptz,
    PRIMARY KEY (organisation_id, id),
    FOREIGN KEY (organisation_id, application_id) REFERENCES applications (organisation_id, id)
);
CREATE INDEX reviews_application_idx ON reviews (organisation_id, application_id, id);
"""

COLLECTED = """
CREATE TABLE applicant_identities (
    organisation_id uuid NOT NULL,
    application_id uuid NOT NULL,
    subject_id uuid NOT NULL,
    name_sealed bytea NOT NULL,
    id_number_sealed bytea NOT NULL,
    id_number_index text NOT NULL,
    PRIMARY KEY (organisation_id, application_id),
    FOREIGN KEY (organisation_id, application_id) REFERENCES applications (organisation_id, id)
);
CREATE INDEX applicant_identities_index_idx
    ON applicant_identities (organisation_id, id_number_index);
CREATE TABLE applicant_contacts (
    organisation_id uuid NOT NULL,
    application_id uuid NOT NULL,
    subject_id uuid NOT NULL,
    phone_sealed bytea NOT NULL,
    phone_index text NOT NULL,
    PRIMARY KEY (organisation_id, application_id),
    FOREIGN KEY (organisation_id, application_id) REFERENCES applications (organisation_id, id)
);
CREATE TABLE applicant_devices (
    organisation_id uuid NOT NULL,
    application_id uuid NOT NULL,
    subject_id uuid NOT NULL,
    device_index text NOT NULL,
    address_index text NOT NULL,
    PRIMARY KEY (organisation_id, application_id),
    FOREIGN KEY (organisation_id, application_id) REFERENCES applications (organisation_id, id)
);
CREATE TABLE applicant_finances (
    organisation_id uuid NOT NULL,
    application_id uuid NOT NULL,
    subject_id uuid NOT NULL,
    finances_sealed bytea NOT NULL,
    PRIMARY KEY (organisation_id, application_id),
    FOREIGN KEY (organisation_id, application_id) REFERENCES applications (organisation_id, id)
);
CREATE TABLE applicant_notes (
    organisation_id uuid NOT NULL,
    application_id uuid NOT NULL,
    subject_id uuid NOT NULL,
    note_sealed bytea NOT NULL,
    PRIMARY KEY (organisation_id, application_id),
    FOREIGN KEY (organisation_id, application_id) REFERENCES applications (organisation_id, id)
);
CREATE TABLE credit_reports (
    organisation_id uuid NOT NULL,
    application_id uuid NOT NULL,
    subject_id uuid NOT NULL,
    report_sealed bytea NOT NULL,
    received_at timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, application_id),
    FOREIGN KEY (organisation_id, application_id) REFERENCES applications (organisation_id, id)
);
CREATE TABLE application_contracts (
    organisation_id uuid NOT NULL,
    application_id uuid NOT NULL,
    subject_id uuid NOT NULL,
    name text NOT NULL,
    sha256 text NOT NULL,
    document_sealed bytea NOT NULL,
    audit_sealed bytea,
    received_at timestamptz NOT NULL,
    audited_at timestamptz,
    PRIMARY KEY (organisation_id, application_id),
    FOREIGN KEY (organisation_id, application_id) REFERENCES applications (organisation_id, id)
);
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
    op.execute(APPLICATIONS + COLLECTED)
    for table in ("applications", "outcomes", "reviews"):
        protect_subject(table, "SELECT, INSERT, UPDATE")
    for table, category in GATED:
        gate_subject(table, category)


def downgrade() -> None:
    for table, _ in reversed(GATED):
        op.execute(f"DROP TABLE {table} CASCADE")
    for table in ("reviews", "outcomes", "applications"):
        op.execute(f"DROP TABLE {table} CASCADE")
