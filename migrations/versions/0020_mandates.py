"""Mandates: somebody who helps another look after their data, until a day.

Revises: 0019_gate_functions
"""

from __future__ import annotations

from alembic import op

from migrations.policies import ACTOR, WORKING_ROLES, force_security, grant

revision = "0020_mandates"
down_revision = "0019_gate_functions"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE mandates (
    id uuid PRIMARY KEY,
    principal_id uuid NOT NULL REFERENCES persons (id),
    helper_id uuid REFERENCES persons (id),
    code_index text NOT NULL UNIQUE,
    rights text[] NOT NULL,
    helper_named_sealed bytea NOT NULL,
    principal_named_sealed bytea,
    given_at timestamptz NOT NULL,
    open_until timestamptz NOT NULL,
    accepted_at timestamptz,
    ends_at timestamptz NOT NULL,
    ended_at timestamptz,
    ended_by uuid,
    CHECK (rights <@ ARRAY['see', 'stop'] AND 'see' = ANY (rights)),
    CHECK (helper_id IS DISTINCT FROM principal_id),
    CHECK ((helper_id IS NULL) = (accepted_at IS NULL)),
    CHECK (given_at < open_until AND open_until <= ends_at),
    CHECK (ends_at <= given_at + interval '366 days')
);
CREATE INDEX mandates_principal_idx ON mandates (principal_id, id);
CREATE INDEX mandates_helper_idx ON mandates (helper_id, id);
"""
FUNCTIONS = """
CREATE FUNCTION candor_helper() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('candor.mandate', true), '')::uuid $$;

CREATE FUNCTION candor_principal() RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
BEGIN
    RETURN (
        SELECT m.principal_id FROM public.mandates m
        WHERE m.id = nullif(current_setting('candor.mandate', true), '')::uuid
            AND m.helper_id = nullif(current_setting('candor.actor', true), '')::uuid
            AND m.ended_at IS NULL AND m.ends_at > statement_timestamp());
END $$;

CREATE FUNCTION candor_helper_may(wanted text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
BEGIN
    RETURN EXISTS (
        SELECT 1 FROM public.mandates m
        WHERE m.id = nullif(current_setting('candor.mandate', true), '')::uuid
            AND m.helper_id = nullif(current_setting('candor.actor', true), '')::uuid
            AND $1 = ANY (m.rights)
            AND m.ended_at IS NULL AND m.ends_at > statement_timestamp());
END $$;

CREATE FUNCTION candor_accept_mandate(code text) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    accepted uuid;
BEGIN
    UPDATE mandates SET
        helper_id = nullif(current_setting('candor.actor', true), '')::uuid,
        accepted_at = statement_timestamp()
    WHERE code_index = code AND helper_id IS NULL AND ended_at IS NULL
        AND open_until > statement_timestamp()
        AND principal_id <> nullif(current_setting('candor.actor', true), '')::uuid
    RETURNING id INTO accepted;
    RETURN accepted;
END $$;

CREATE FUNCTION candor_keep_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.ended_at IS NOT NULL THEN
        RAISE EXCEPTION 'a mandate that has ended stays as it is'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_ended BEFORE UPDATE ON mandates
    FOR EACH ROW EXECUTE FUNCTION candor_keep_ended();

-- Whoever helps counts as the person they help while the mandate stands, at every statement anew.
CREATE OR REPLACE FUNCTION candor_person() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT CASE WHEN coalesce(current_setting('candor.mandate', true), '') = ''
    THEN nullif(current_setting('candor.person', true), '')::uuid
    ELSE public.candor_principal() END $$;
"""
PERSON_ALONE = """
CREATE OR REPLACE FUNCTION candor_person() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('candor.person', true), '')::uuid $$;
"""
HELPER = "(SELECT candor_helper())"
MAY_STOP = "(SELECT candor_helper_may('stop'))"
# What nobody else is shown: decisions and their reasons, requests and what answered them.
CLOSED = (
    "outcomes",
    "decision_notices",
    "reviews",
    "subject_requests",
    "subject_request_events",
    "subject_exports",
)
# What nobody else adds to. The gated tables show a helper nothing either: `candor_is_own` asks who
# acts for themselves.
NOTHING_NEW = (
    "applicant_identities",
    "applicant_contacts",
    "applicant_devices",
    "applicant_finances",
    "applicant_notes",
    "credit_reports",
    "application_contracts",
    "applications",
    "subjects",
    "grants",
    "grant_uses",
    "processing_limits",
    "data_reads",
)
# What stopping a use writes.
WRITTEN = ("consent_events", "consent_receipts", "consent_deliveries")
DEFINERS = ("candor_principal()", "candor_helper_may(text)")
ACCEPT = "candor_accept_mandate(text)"


def restrict(name: str, table: str, command: str, clause: str) -> None:
    """Add what has to hold beside the other policies of a table."""
    op.execute(
        f"CREATE POLICY {name} ON {table} AS RESTRICTIVE FOR {command} TO {WORKING_ROLES} {clause}"
    )


def upgrade() -> None:
    op.execute(TABLES)
    op.execute(FUNCTIONS)
    force_security("mandates")
    mine = f"principal_id = {ACTOR} OR helper_id = {ACTOR}"
    op.execute(f"CREATE POLICY side ON mandates FOR SELECT TO {WORKING_ROLES} USING ({mine})")
    op.execute(
        f"CREATE POLICY side_update ON mandates FOR UPDATE TO {WORKING_ROLES} USING ({mine})"
    )
    op.execute(
        f"CREATE POLICY give ON mandates FOR INSERT TO {WORKING_ROLES}"
        f" WITH CHECK (principal_id = {ACTOR} AND helper_id IS NULL AND {HELPER} IS NULL)"
    )
    op.execute("CREATE POLICY gate_lookup ON mandates FOR SELECT TO candor_lookup USING (true)")
    op.execute("GRANT SELECT ON mandates TO candor_lookup")
    grant("mandates", "SELECT, INSERT, UPDATE (principal_named_sealed, ended_at, ended_by)")
    # PostgreSQL lets only whoever may create in a schema own a function there.
    op.execute("GRANT CREATE ON SCHEMA public TO candor_lookup")
    for signature in (*DEFINERS, ACCEPT):
        owner = "candor_owner" if signature == ACCEPT else "candor_lookup"
        op.execute(f"ALTER FUNCTION {signature} OWNER TO {owner}")
        op.execute(f"REVOKE ALL ON FUNCTION {signature} FROM PUBLIC")
        op.execute(f"GRANT EXECUTE ON FUNCTION {signature} TO {WORKING_ROLES}")
    op.execute("REVOKE CREATE ON SCHEMA public FROM candor_lookup")
    for table in CLOSED:
        restrict("helper", table, "ALL", f"USING ({HELPER} IS NULL)")
    for table in NOTHING_NEW:
        restrict("helper_insert", table, "INSERT", f"WITH CHECK ({HELPER} IS NULL)")
    for table in WRITTEN:
        restrict("helper_insert", table, "INSERT", f"WITH CHECK ({HELPER} IS NULL OR {MAY_STOP})")
    for table in ("subjects", "applications"):
        restrict("helper_update", table, "UPDATE", f"USING ({HELPER} IS NULL OR {MAY_STOP})")
    restrict("helper_update", "processing_limits", "UPDATE", f"USING ({HELPER} IS NULL)")
    # A helper leaves a grant ended or resting, never standing.
    stopped = "withdrawn_at IS NOT NULL OR paused_at IS NOT NULL"
    restrict(
        "helper_update",
        "grants",
        "UPDATE",
        f"USING ({HELPER} IS NULL OR {MAY_STOP}) WITH CHECK ({HELPER} IS NULL OR {stopped})",
    )
    restrict(
        "helper",
        "evidence_entries",
        "SELECT",
        f"USING ({HELPER} IS NULL OR kind LIKE 'consent.%')",
    )


def downgrade() -> None:
    op.execute("DROP POLICY helper ON evidence_entries")
    for table in ("grants", "processing_limits", "subjects", "applications"):
        op.execute(f"DROP POLICY helper_update ON {table}")
    for table in (*NOTHING_NEW, *WRITTEN):
        op.execute(f"DROP POLICY helper_insert ON {table}")
    for table in CLOSED:
        op.execute(f"DROP POLICY helper ON {table}")
    op.execute(PERSON_ALONE)
    op.execute("DROP TABLE mandates")
    op.execute("DROP FUNCTION candor_keep_ended()")
    for signature in (*DEFINERS, ACCEPT, "candor_helper()"):
        op.execute(f"DROP FUNCTION {signature}")
