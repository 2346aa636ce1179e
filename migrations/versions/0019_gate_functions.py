"""The gate asks the same by functions that keep their plans.

Revises: 0018_requests
"""

from __future__ import annotations

from alembic import op

from migrations.gate_functions import (
    BASES_OF,
    GATE_FUNCTIONS,
    GATE_SIGNATURES,
    gate_by_function,
)
from migrations.policies import WORKING_ROLES, gate_by_limit, reference

revision = "0019_gate_functions"
down_revision = "0018_requests"
branch_labels = None
depends_on = None

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
# What the functions look into, past the policies that ask them.
_LOOKED_INTO = ("subjects", "grants", "grant_uses", "processing_limits", "applications")


def upgrade() -> None:
    for table in _LOOKED_INTO:
        op.execute(f"CREATE POLICY gate_lookup ON {table} FOR SELECT TO candor_lookup USING (true)")
        op.execute(f"GRANT SELECT ON {table} TO candor_lookup")
    op.execute(GATE_FUNCTIONS)
    reference("act_bases")
    for table in BASES_OF:
        op.execute(
            f"CREATE TRIGGER keep_bases AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION candor_keep_bases()"
        )
    # The trigger also runs for a statement that changes nothing: it fills the table now.
    op.execute("UPDATE purposes SET code = code WHERE false")
    # PostgreSQL lets only whoever may create in a schema own a function there.
    op.execute("GRANT CREATE ON SCHEMA public TO candor_lookup")
    for signature in GATE_SIGNATURES:
        op.execute(f"ALTER FUNCTION {signature} OWNER TO candor_lookup")
        op.execute(f"REVOKE ALL ON FUNCTION {signature} FROM PUBLIC")
        op.execute(f"GRANT EXECUTE ON FUNCTION {signature} TO {WORKING_ROLES}")
    op.execute("REVOKE CREATE ON SCHEMA public FROM candor_lookup")
    for table, category in GATED:
        received = f"{table}.received_at" if table in _RECEIVED else "NULL"
        gate_by_function(table, category, received)


def downgrade() -> None:
    for table, category in GATED:
        gate_by_limit(table, category, _dated(table))
    for signature in GATE_SIGNATURES:
        op.execute(f"DROP FUNCTION {signature}")
    for table in BASES_OF:
        op.execute(f"DROP TRIGGER keep_bases ON {table}")
    op.execute("DROP FUNCTION candor_keep_bases()")
    op.execute("DROP TABLE act_bases")
    for table in _LOOKED_INTO:
        op.execute(f"REVOKE SELECT ON {table} FROM candor_lookup")
        op.execute(f"DROP POLICY gate_lookup ON {table}")


def _dated(table: str) -> str:
    if table in _RECEIVED:
        return f"{table}.received_at"
    return (
        "(SELECT a.created_at FROM applications a"
        f" WHERE a.organisation_id = {table}.organisation_id AND a.id = {table}.application_id)"
    )
