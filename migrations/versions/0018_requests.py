"""Requests of people about their data, limits on its use, legal holds, confidential acts."""

from __future__ import annotations

from alembic import op

from migrations.policies import (
    BOUND,
    PERSON,
    WORKING_ROLES,
    force_security,
    gate_by_limit,
    gate_by_state,
    grant,
    protect_organisation,
    protect_subject,
)

revision = "0018_requests"
down_revision = "0017_deliveries"
branch_labels = None
depends_on = None

TABLES = """
ALTER TABLE acts ADD COLUMN confidential boolean NOT NULL DEFAULT false;
ALTER TABLE acts ALTER COLUMN confidential DROP DEFAULT;
CREATE TABLE subject_requests (
    organisation_id uuid NOT NULL REFERENCES organisations (id),
    id uuid NOT NULL,
    reference text NOT NULL UNIQUE,
    kind text NOT NULL CHECK (kind IN
        ('access_log', 'export', 'correct', 'erase', 'restrict', 'object', 'explain')),
    asker text NOT NULL CHECK (asker IN ('person', 'agent', 'heir')),
    subject_id uuid,
    person_id uuid REFERENCES persons (id),
    language text NOT NULL CHECK (language IN ('zh', 'en')),
    state text NOT NULL CHECK (state IN ('checking', 'working', 'answered', 'withdrawn')),
    outcome text CHECK (outcome IN ('granted', 'partly', 'refused')),
    reasons text[] NOT NULL DEFAULT '{}',
    clock text NOT NULL,
    asked_at timestamptz NOT NULL,
    due_at timestamptz NOT NULL,
    extended_at timestamptz,
    identity_by text CHECK (identity_by IN ('totp', 'message', 'officer')),
    identity_at timestamptz,
    details_sealed bytea,
    answer_sealed bytea,
    statement text,
    answered_at timestamptz,
    answered_by uuid,
    version integer NOT NULL,
    PRIMARY KEY (organisation_id, id),
    FOREIGN KEY (organisation_id, subject_id) REFERENCES subjects (organisation_id, id),
    CHECK ((asker = 'person') = (person_id IS NOT NULL)),
    CHECK ((state = 'answered') = (outcome IS NOT NULL)),
    CHECK (state <> 'working' OR identity_at IS NOT NULL)
);
CREATE INDEX subject_requests_due_idx ON subject_requests (organisation_id, due_at)
    WHERE state IN ('checking', 'working');
CREATE INDEX subject_requests_person_idx ON subject_requests (person_id, id);
CREATE TABLE subject_request_events (
    organisation_id uuid NOT NULL,
    id uuid NOT NULL,
    request_id uuid NOT NULL,
    position integer NOT NULL CHECK (position >= 1),
    person_id uuid,
    kind text NOT NULL,
    code text,
    actor_id uuid NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, id),
    UNIQUE (organisation_id, request_id, position),
    FOREIGN KEY (organisation_id, request_id) REFERENCES subject_requests (organisation_id, id)
);
CREATE TABLE subject_exports (
    organisation_id uuid NOT NULL,
    id uuid NOT NULL,
    request_id uuid NOT NULL,
    subject_id uuid NOT NULL,
    person_id uuid,
    document_sealed bytea NOT NULL,
    sha256 text NOT NULL,
    made_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, id),
    UNIQUE (organisation_id, request_id),
    FOREIGN KEY (organisation_id, request_id) REFERENCES subject_requests (organisation_id, id)
);
CREATE TABLE processing_limits (
    organisation_id uuid NOT NULL,
    id uuid NOT NULL,
    subject_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('restricted', 'human_only')),
    request_id uuid NOT NULL,
    since timestamptz NOT NULL,
    lifted_at timestamptz,
    PRIMARY KEY (organisation_id, id),
    FOREIGN KEY (organisation_id, subject_id) REFERENCES subjects (organisation_id, id)
);
CREATE UNIQUE INDEX processing_limits_live_idx
    ON processing_limits (organisation_id, subject_id, kind) WHERE lifted_at IS NULL;
CREATE TABLE legal_holds (
    organisation_id uuid NOT NULL,
    id uuid NOT NULL,
    subject_id uuid NOT NULL,
    reason text NOT NULL,
    placed_by uuid NOT NULL,
    placed_at timestamptz NOT NULL,
    lifted_at timestamptz,
    PRIMARY KEY (organisation_id, id),
    FOREIGN KEY (organisation_id, subject_id) REFERENCES subjects (organisation_id, id)
);
"""
# Rows of a category that nobody may read any more (a consent was taken back) can be erased all
# the same. The owner's function does it, and only where an erasure of this person is under way.
ERASE = """
CREATE FUNCTION candor_erase(wanted uuid, categories text[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    category text;
    name text;
    gone integer := 0;
    more integer;
BEGIN
    IF NOT EXISTS (SELECT 1 FROM subject_requests r WHERE r.subject_id = wanted
        AND r.organisation_id = candor_organisation() AND r.kind = 'erase'
        AND r.state = 'working')
    THEN
        RAISE EXCEPTION 'no erasure of this subject is under way'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF EXISTS (SELECT 1 FROM legal_holds h WHERE h.subject_id = wanted
        AND h.organisation_id = candor_organisation() AND h.lifted_at IS NULL)
    THEN
        RAISE EXCEPTION 'a legal hold keeps this subject'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    FOREACH category IN ARRAY categories LOOP
        FOR name IN SELECT c.relname FROM pg_class c
            WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
            AND obj_description(c.oid, 'pg_class') = 'personal data: ' || category
        LOOP
            EXECUTE format('DELETE FROM %I WHERE organisation_id = candor_organisation()'
                ' AND subject_id = $1', name) USING wanted;
            GET DIAGNOSTICS more = ROW_COUNT;
            gone := gone + more;
        END LOOP;
    END LOOP;
    DELETE FROM subject_exports
        WHERE organisation_id = candor_organisation() AND subject_id = wanted;
    RETURN gone;
END $$;
ALTER FUNCTION candor_erase(uuid, text[]) OWNER TO candor_owner;
REVOKE ALL ON FUNCTION candor_erase(uuid, text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION candor_erase(uuid, text[]) TO candor_app;
"""
# The database never shows a person that a confidential read or match took place.
CONFIDENTIAL = {
    "data_reads": "NOT EXISTS (SELECT 1 FROM acts a WHERE a.code = data_reads.act"
    " AND a.confidential)",
    "evidence_entries": "kind NOT LIKE 'names.%' AND kind NOT LIKE 'aml.%'",
}
GATED = (
    ("applicant_identities", "identity"),
    ("applicant_contacts", "contact"),
    ("applicant_devices", "device"),
    ("applicant_finances", "finances"),
    ("applicant_notes", "note"),
    ("credit_reports", "credit_report"),
    ("application_contracts", "contract"),
)
_RECEIVED = ("credit_reports", "application_contracts")


def dated(table: str) -> str:
    """Return SQL for when a row's data came: with its application, or by itself."""
    if table in _RECEIVED:
        return f"{table}.received_at"
    return (
        "(SELECT a.created_at FROM applications a"
        f" WHERE a.organisation_id = {table}.organisation_id AND a.id = {table}.application_id)"
    )


def protect_request(table: str, privileges: str) -> None:
    """The lender's actors, and the person who asked, also once the lender has forgotten them."""
    force_security(table)
    condition = f"organisation_id = {BOUND} OR person_id = {PERSON}"
    op.execute(
        f"CREATE POLICY asked ON {table} TO {WORKING_ROLES}"
        f" USING ({condition}) WITH CHECK ({condition})"
    )
    grant(table, privileges)


def upgrade() -> None:
    op.execute(TABLES)
    protect_request("subject_requests", "SELECT, INSERT, UPDATE")
    protect_request("subject_request_events", "SELECT, INSERT")
    protect_request("subject_exports", "SELECT, INSERT, DELETE")
    protect_subject("processing_limits", "SELECT, INSERT, UPDATE (lifted_at)")
    # A person neither sees nor lifts a hold: what it means for them is told with the answer.
    protect_organisation("legal_holds", "SELECT, INSERT, UPDATE (lifted_at)")
    op.execute(ERASE)
    for table, condition in CONFIDENTIAL.items():
        op.execute(
            f"CREATE POLICY confidential ON {table} AS RESTRICTIVE FOR SELECT"
            f" TO {WORKING_ROLES} USING ({PERSON} IS NULL OR {condition})"
        )
    for table, category in GATED:
        gate_by_limit(table, category, dated(table))


def downgrade() -> None:
    for table, category in GATED:
        gate_by_state(table, category, dated(table))
    for table in CONFIDENTIAL:
        op.execute(f"DROP POLICY confidential ON {table}")
    op.execute("DROP FUNCTION candor_erase(uuid, text[])")
    for table in (
        "legal_holds",
        "processing_limits",
        "subject_exports",
        "subject_request_events",
        "subject_requests",
    ):
        op.execute(f"DROP TABLE {table}")
    # Reads in a confidential act have no act to go back to; the rows of acts are republished.
    op.execute("ALTER TABLE acts DROP COLUMN confidential")
