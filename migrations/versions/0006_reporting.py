"""Rollups that followers keep, and the regulator's only way to them: sums with a minimum cell."""

from __future__ import annotations

from alembic import op

from migrations.policies import protect_organisation

revision = "0006_reporting"
down_revision = "0005_contract_checks"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE figures_daily (
    organisation_id uuid NOT NULL REFERENCES organisations (id),
    figure text NOT NULL,
    day date NOT NULL,
    bucket text NOT NULL,
    value bigint NOT NULL,
    PRIMARY KEY (organisation_id, figure, day, bucket)
);
CREATE TABLE figures_minute (
    organisation_id uuid NOT NULL REFERENCES organisations (id),
    figure text NOT NULL,
    minute timestamptz NOT NULL,
    value bigint NOT NULL,
    PRIMARY KEY (organisation_id, figure, minute)
);
CREATE INDEX figures_minute_minute_idx ON figures_minute (minute);
CREATE FUNCTION candor_territory() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT string_to_array(nullif(current_setting('candor.territory', true), ''), ',') $$;
"""

# Nobody reads a regulator's figures row by row: these answer for the bound territory, and a group
# of fewer than ten is told as suppressed, with no bucket of it.
FIGURES = """
SELECT sums.organisation_id, o.name_zh, o.name_en, sums.figure,
    CASE WHEN total >= 10 THEN sums.bucket END,
    CASE WHEN total >= 10 THEN sums.value END,
    CASE WHEN total >= 10 THEN total END
FROM (
    SELECT organisation_id, figure, bucket, sum(value)::bigint AS value,
        (sum(sum(value)) OVER (PARTITION BY organisation_id, figure))::bigint AS total
    FROM figures_daily WHERE day >= since GROUP BY organisation_id, figure, bucket
) sums JOIN organisations o ON o.id = sums.organisation_id
WHERE o.kind = 'lender' AND o.territory && candor_territory()
"""
MINUTES = """
SELECT m.figure, m.minute, sum(m.value)::bigint
FROM figures_minute m JOIN organisations o ON o.id = m.organisation_id
WHERE m.minute >= since AND o.kind = 'lender' AND o.territory && candor_territory()
GROUP BY m.figure, m.minute
"""
FUNCTIONS = (
    (
        "regulator_figures(since date)",
        (
            "TABLE (organisation_id uuid, name_zh text, name_en text, figure text, bucket text,"
            " value bigint, total bigint)"
        ),
        FIGURES,
    ),
    (
        "regulator_minutes(since timestamptz)",
        "TABLE (figure text, minute timestamptz, value bigint)",
        MINUTES,
    ),
)


def upgrade() -> None:
    op.execute(TABLES)
    for table in ("figures_daily", "figures_minute"):
        protect_organisation(table, "SELECT, INSERT, UPDATE")
        op.execute(
            f"CREATE POLICY aggregator ON {table} FOR SELECT TO candor_aggregator USING (true)"
        )
        op.execute(f"GRANT SELECT ON {table} TO candor_aggregator")
    op.execute("GRANT USAGE, CREATE ON SCHEMA public TO candor_aggregator")
    for signature, returns, body in FUNCTIONS:
        op.execute(
            f"CREATE FUNCTION {signature} RETURNS {returns} LANGUAGE sql STABLE SECURITY DEFINER"
            f" SET search_path = pg_catalog, public AS $${body}$$"
        )
        name = signature.replace("since ", "")
        op.execute(f"ALTER FUNCTION {name} OWNER TO candor_aggregator")
        op.execute(f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC")
        op.execute(f"GRANT EXECUTE ON FUNCTION {name} TO candor_app")
    op.execute("REVOKE CREATE ON SCHEMA public FROM candor_aggregator")


def downgrade() -> None:
    for signature, _, _ in FUNCTIONS:
        op.execute(f"DROP FUNCTION {signature.replace('since ', '')}")
    op.execute("DROP TABLE figures_minute")
    op.execute("DROP TABLE figures_daily")
    op.execute("DROP FUNCTION candor_territory()")
