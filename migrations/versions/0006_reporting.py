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
CREATE INDEX figures_daily_day_idx ON figures_daily (organisation_id, day);
CREATE TABLE figures_window (
    organisation_id uuid NOT NULL REFERENCES organisations (id),
    figure text NOT NULL,
    bucket text NOT NULL,
    value bigint NOT NULL,
    PRIMARY KEY (organisation_id, figure, bucket)
);
COMMENT ON TABLE figures_window IS 'the sum of figures_daily from figures_since on';
CREATE TABLE figures_since (
    organisation_id uuid PRIMARY KEY REFERENCES organisations (id),
    since date NOT NULL
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

# Nobody reads a regulator's figures row by row: this answers for the bound territory, one row a
# figure. By lender stand only prices, volumes and decisions; what people did, or what was suspected
# of them, is told by rule and purpose for the whole territory. A group of fewer than ten is hidden.
# So is a cell of fewer than ten, and with it the next larger ones until those hidden hold ten
# together: no difference gives one away. Prices are the lender's and times the machine's: their
# spreads need ten in all, not in each bucket.
#
# A lender whose window begins on the day asked for is read from it; another's days are summed up.
FIGURES = """
WITH mine AS (
    SELECT o.id, coalesce(s.since = regulator_figures.since, false) AS ready
    FROM organisations o LEFT JOIN figures_since s ON s.organisation_id = o.id
    WHERE o.kind = 'lender' AND o.territory && candor_territory()
), moved AS (
    SELECT w.* FROM mine JOIN figures_window w ON w.organisation_id = mine.id WHERE mine.ready
    UNION ALL
    SELECT mine.id, d.figure, d.bucket, d.value FROM mine CROSS JOIN LATERAL (
        SELECT figure, bucket, sum(value)::bigint AS value FROM figures_daily
        WHERE organisation_id = mine.id AND day >= regulator_figures.since
        GROUP BY figure, bucket
    ) d WHERE NOT mine.ready
), counted AS (
    SELECT organisation_id, figure, sum(value)::bigint AS value,
        CASE WHEN figure IN ('decisions', 'rate', 'alerts', 'consents_withdrawn',
            'withdrawal_effect_ms') THEN bucket ELSE '' END AS bucket
    FROM moved GROUP BY 1, 2, 4
), cells AS (
    SELECT organisation_id, figure, bucket, value FROM counted
    WHERE figure IN ('applications', 'decisions', 'rate')
    UNION ALL
    SELECT organisation_id, figure, '', sum(value)::bigint FROM counted
    WHERE figure = 'alerts' GROUP BY organisation_id, figure
    UNION ALL
    SELECT NULL, figure, bucket, sum(value)::bigint FROM counted
    WHERE figure NOT IN ('applications', 'decisions', 'rate') GROUP BY figure, bucket
), smaller AS (
    SELECT *, coalesce(sum(value) OVER (PARTITION BY organisation_id, figure
        ORDER BY value, bucket ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS below
    FROM cells
), figures AS (
    SELECT organisation_id, figure, sum(value)::bigint AS total,
        jsonb_object_agg(bucket, CASE
            WHEN figure IN ('rate', 'withdrawal_effect_ms') THEN value
            WHEN value >= 10 AND below NOT BETWEEN 1 AND 9 THEN value
        END) AS cells
    FROM smaller GROUP BY organisation_id, figure
), among AS (
    SELECT *, coalesce(sum(total) OVER (PARTITION BY figure, organisation_id IS NULL
        ORDER BY total, organisation_id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)
        AS below
    FROM figures
), told AS (
    SELECT *, total >= 10
        AND (figure <> 'alerts' OR organisation_id IS NULL OR below NOT BETWEEN 1 AND 9) AS shown
    FROM among
)
SELECT t.organisation_id, o.name_zh, o.name_en, t.figure,
    CASE WHEN t.shown THEN t.total END, CASE WHEN t.shown THEN t.cells END
FROM told t LEFT JOIN organisations o ON o.id = t.organisation_id
"""
MINUTES = """
SELECT m.figure, m.minute, sum(m.value)::bigint
FROM figures_minute m JOIN organisations o ON o.id = m.organisation_id
WHERE m.minute >= since AND o.kind = 'lender' AND o.territory && candor_territory()
GROUP BY m.figure, m.minute
"""
TABLE_NAMES = ("figures_daily", "figures_window", "figures_since", "figures_minute")
PRIVILEGES = {"figures_window": "SELECT, INSERT, UPDATE, DELETE"}  # it is built anew each day
FUNCTIONS = (
    (
        "regulator_figures(since date)",
        (
            "TABLE (organisation_id uuid, name_zh text, name_en text, figure text, total bigint,"
            " cells jsonb)"
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
    for table in TABLE_NAMES:
        protect_organisation(table, PRIVILEGES.get(table, "SELECT, INSERT, UPDATE"))
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
    for table in reversed(TABLE_NAMES):
        op.execute(f"DROP TABLE {table}")
    op.execute("DROP FUNCTION candor_territory()")
