"""Joint borrowers: parts of one loan, each with an application, data and consents of their own.

Revises: 0021_gate_tightened
"""

from __future__ import annotations

from alembic import op

from migrations.policies import WORKING_ROLES, protect_subject

revision = "0022_joint"
down_revision = "0021_gate_tightened"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE joint_parts (
    organisation_id uuid NOT NULL,
    application_id uuid NOT NULL,
    loan_id uuid NOT NULL,
    subject_id uuid NOT NULL,
    joined_at timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, application_id),
    UNIQUE (loan_id, subject_id),
    FOREIGN KEY (organisation_id, application_id) REFERENCES applications (organisation_id, id)
);
CREATE TABLE joint_invitations (
    organisation_id uuid NOT NULL,
    id uuid NOT NULL,
    loan_id uuid NOT NULL,
    application_id uuid NOT NULL,
    subject_id uuid NOT NULL,
    code_index text NOT NULL UNIQUE,
    invited_at timestamptz NOT NULL,
    open_until timestamptz NOT NULL,
    accepted_at timestamptz,
    ended_at timestamptz,
    PRIMARY KEY (organisation_id, id),
    FOREIGN KEY (organisation_id, application_id) REFERENCES applications (organisation_id, id)
);
CREATE UNIQUE INDEX joint_invitations_open_idx ON joint_invitations (loan_id)
    WHERE accepted_at IS NULL AND ended_at IS NULL;
"""
# The one who is invited sees nothing of the first applicant but what the loan is.
FUNCTIONS = """
CREATE FUNCTION candor_joint_offer(code text)
RETURNS TABLE (organisation_id uuid, offer_code text, amount_minor bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT i.organisation_id, o.code, a.amount_minor
    FROM joint_invitations i
    JOIN applications a ON a.organisation_id = i.organisation_id AND a.id = i.application_id
    JOIN offers o ON o.organisation_id = a.organisation_id AND o.id = a.offer_id
    JOIN subjects s ON s.organisation_id = i.organisation_id AND s.id = i.subject_id
    WHERE i.code_index = $1 AND i.accepted_at IS NULL AND i.ended_at IS NULL
        AND i.open_until > statement_timestamp() AND a.state IN ('waiting', 'paused')
        AND s.person_id IS DISTINCT FROM nullif(current_setting('candor.person', true), '')::uuid
        AND coalesce(current_setting('candor.person', true), '') <> ''
$$;
CREATE FUNCTION candor_join(code text, joining uuid) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    invited joint_invitations%ROWTYPE;
BEGIN
    SELECT * INTO invited FROM joint_invitations i
    WHERE i.code_index = $1 AND i.accepted_at IS NULL AND i.ended_at IS NULL
        AND i.open_until > statement_timestamp()
    FOR UPDATE;
    IF invited.id IS NULL OR NOT EXISTS (
        SELECT 1 FROM applications mine
        JOIN subjects s ON s.organisation_id = mine.organisation_id AND s.id = mine.subject_id
        JOIN applications first ON first.organisation_id = mine.organisation_id
            AND first.id = invited.application_id
        WHERE mine.id = joining
            AND s.person_id = nullif(current_setting('candor.person', true), '')::uuid
            AND mine.organisation_id = invited.organisation_id
            AND mine.subject_id <> invited.subject_id
            AND mine.offer_id = first.offer_id AND mine.amount_minor = first.amount_minor
            AND first.state IN ('waiting', 'paused')
            AND NOT EXISTS (SELECT 1 FROM joint_parts p
                WHERE p.loan_id = invited.loan_id AND p.subject_id = mine.subject_id))
    THEN
        RETURN NULL;
    END IF;
    UPDATE joint_invitations i SET accepted_at = statement_timestamp()
        WHERE i.organisation_id = invited.organisation_id AND i.id = invited.id;
    INSERT INTO joint_parts SELECT a.organisation_id, a.id, invited.loan_id, a.subject_id,
        statement_timestamp() FROM applications a
        WHERE a.organisation_id = invited.organisation_id AND a.id = joining;
    RETURN invited.loan_id;
END $$;
"""
SIGNATURES = ("candor_joint_offer(text)", "candor_join(text, uuid)")


def upgrade() -> None:
    op.execute(TABLES)
    protect_subject("joint_parts", "SELECT, INSERT")
    protect_subject("joint_invitations", "SELECT, INSERT, UPDATE (ended_at)")
    for table in ("joint_parts", "joint_invitations"):
        op.execute(
            f"CREATE POLICY helper ON {table} AS RESTRICTIVE FOR ALL TO {WORKING_ROLES}"
            " USING ((SELECT candor_helper()) IS NULL)"
        )
    op.execute(FUNCTIONS)
    for signature in SIGNATURES:
        op.execute(f"ALTER FUNCTION {signature} OWNER TO candor_owner")
        op.execute(f"REVOKE ALL ON FUNCTION {signature} FROM PUBLIC")
        op.execute(f"GRANT EXECUTE ON FUNCTION {signature} TO candor_app")


def downgrade() -> None:
    for signature in SIGNATURES:
        op.execute(f"DROP FUNCTION {signature}")
    op.execute("DROP TABLE joint_invitations")
    op.execute("DROP TABLE joint_parts")
