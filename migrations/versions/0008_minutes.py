"""Minutes tell volumes alone, in hours of ten and more; old ones may be dropped."""

from __future__ import annotations

from alembic import op

revision = "0008_minutes"
down_revision = "0007_notices"
branch_labels = None
depends_on = None

SIGNATURE = "regulator_minutes(since timestamptz)"
RETURNS = "TABLE (figure text, minute timestamptz, value bigint)"
# What came and what was decided is a lender's volume; what people took back, or what was suspected
# of them, is told by the month alone. An hour of fewer than ten is hidden as any small group is.
MINUTES = """
WITH told AS (
    SELECT m.figure, m.minute, sum(m.value)::bigint AS value
    FROM figures_minute m JOIN organisations o ON o.id = m.organisation_id
    WHERE m.minute >= since AND m.figure IN ('applications', 'decisions')
        AND o.kind = 'lender' AND o.territory && candor_territory()
    GROUP BY m.figure, m.minute
)
SELECT figure, minute, value FROM (
    SELECT *, sum(value) OVER (PARTITION BY figure) AS whole FROM told
) summed WHERE whole >= 10
"""
BEFORE = """
SELECT m.figure, m.minute, sum(m.value)::bigint
FROM figures_minute m JOIN organisations o ON o.id = m.organisation_id
WHERE m.minute >= since AND o.kind = 'lender' AND o.territory && candor_territory()
GROUP BY m.figure, m.minute
"""


def upgrade() -> None:
    _answer_with(MINUTES)
    op.execute("GRANT DELETE ON figures_minute TO candor_app, candor_follower")


def downgrade() -> None:
    op.execute("REVOKE DELETE ON figures_minute FROM candor_app, candor_follower")
    _answer_with(BEFORE)


def _answer_with(body: str) -> None:
    """Make the function anew, since only its own role could change it in place."""
    name = SIGNATURE.replace("since ", "")
    op.execute(f"DROP FUNCTION {name}")
    op.execute("GRANT USAGE, CREATE ON SCHEMA public TO candor_aggregator")
    op.execute(
        f"CREATE FUNCTION {SIGNATURE} RETURNS {RETURNS} LANGUAGE sql STABLE SECURITY DEFINER"
        f" SET search_path = pg_catalog, public AS $${body}$$"
    )
    op.execute(f"ALTER FUNCTION {name} OWNER TO candor_aggregator")
    op.execute(f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC")
    op.execute(f"GRANT EXECUTE ON FUNCTION {name} TO candor_app")
    op.execute("REVOKE CREATE ON SCHEMA public FROM candor_aggregator")
