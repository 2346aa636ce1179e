"""Who else gets data, what each was told of a consent, every attempt, every answer."""

from __future__ import annotations

from alembic import op
from sqlalchemy import text

from migrations.policies import lookup_function, protect_organisation, protect_subject

revision = "0017_deliveries"
down_revision = "0016_receipts"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE consent_recipients (
    organisation_id uuid NOT NULL REFERENCES organisations (id),
    id uuid NOT NULL,
    name_zh text NOT NULL,
    name_en text NOT NULL,
    purposes text[] NOT NULL CHECK (cardinality(purposes) > 0),
    endpoint text NOT NULL,
    public_key text NOT NULL,
    key_id text NOT NULL UNIQUE,
    our_key_id text NOT NULL,
    acknowledge_seconds integer NOT NULL CHECK (acknowledge_seconds > 0),
    delete_days integer NOT NULL CHECK (delete_days > 0),
    since timestamptz NOT NULL,
    until timestamptz CHECK (until >= since),
    PRIMARY KEY (organisation_id, id)
);
CREATE TABLE consent_deliveries (
    organisation_id uuid NOT NULL,
    id uuid NOT NULL,
    recipient_id uuid NOT NULL,
    subject_id uuid NOT NULL,
    entry_id uuid NOT NULL,
    grant_id uuid NOT NULL,
    purpose text NOT NULL,
    change text NOT NULL CHECK (change IN ('granted', 'paused', 'resumed', 'withdrawn')),
    asked text NOT NULL CHECK (asked IN ('may_use', 'stop', 'stop_and_delete')),
    recipient_zh text NOT NULL,
    recipient_en text NOT NULL,
    pseudonym text NOT NULL,
    effective_at timestamptz NOT NULL,
    receipt_sha256 text,
    acknowledge_by timestamptz NOT NULL,
    delete_by timestamptz CHECK ((delete_by IS NULL) = (asked <> 'stop_and_delete')),
    at timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, id),
    UNIQUE (organisation_id, entry_id, recipient_id),
    FOREIGN KEY (organisation_id, recipient_id)
        REFERENCES consent_recipients (organisation_id, id),
    FOREIGN KEY (organisation_id, subject_id) REFERENCES subjects (organisation_id, id)
);
CREATE INDEX consent_deliveries_subject_idx ON consent_deliveries (organisation_id, subject_id);
CREATE INDEX consent_deliveries_at_idx ON consent_deliveries (organisation_id, at);
CREATE TABLE delivery_attempts (
    organisation_id uuid NOT NULL,
    delivery_id uuid NOT NULL,
    number integer NOT NULL CHECK (number >= 1),
    subject_id uuid NOT NULL,
    at timestamptz NOT NULL,
    outcome text NOT NULL,
    status integer,
    took_ms integer NOT NULL,
    next_at timestamptz,
    PRIMARY KEY (organisation_id, delivery_id, number),
    FOREIGN KEY (organisation_id, delivery_id) REFERENCES consent_deliveries (organisation_id, id)
);
CREATE TABLE delivery_answers (
    organisation_id uuid NOT NULL,
    delivery_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('acknowledged', 'deleted')),
    subject_id uuid NOT NULL,
    at timestamptz NOT NULL,
    said_at timestamptz NOT NULL,
    body text NOT NULL,
    body_sha256 text NOT NULL,
    signature_base text NOT NULL,
    signature text NOT NULL,
    entry_id uuid NOT NULL,
    PRIMARY KEY (organisation_id, delivery_id, kind),
    FOREIGN KEY (organisation_id, delivery_id) REFERENCES consent_deliveries (organisation_id, id)
);
CREATE TABLE delivery_overdue (
    organisation_id uuid NOT NULL,
    delivery_id uuid NOT NULL,
    missing text NOT NULL CHECK (missing IN ('acknowledgement', 'deletion')),
    subject_id uuid NOT NULL,
    entry_id uuid NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, delivery_id, missing),
    FOREIGN KEY (organisation_id, delivery_id) REFERENCES consent_deliveries (organisation_id, id)
);
CREATE TABLE signature_nonces (
    organisation_id uuid NOT NULL,
    recipient_id uuid NOT NULL,
    nonce text NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, recipient_id, nonce),
    FOREIGN KEY (organisation_id, recipient_id)
        REFERENCES consent_recipients (organisation_id, id)
);
"""
# What was told, tried and answered is added to and never changed, by no role of the program.
LEDGER = ("consent_deliveries", "delivery_attempts", "delivery_answers", "delivery_overdue")
RECIPIENT = (
    "recipient_by_key(wanted text)",
    "TABLE (organisation_id uuid, id uuid, public_key text)",
    "SELECT organisation_id, id, public_key FROM consent_recipients WHERE key_id = wanted",
)
# What recipients did not answer in time is told by lender, as the number of fraud signals is: the
# same smallest group, and no difference between lenders gives a hidden one away.
FIGURES = "regulator_figures(since date)"
RETURNS = (
    "TABLE (organisation_id uuid, name_zh text, name_en text, figure text, total bigint,"
    " cells jsonb)"
)
BY_TERRITORY = (
    "WHERE figure = 'alerts' GROUP BY organisation_id, figure",
    "AND (figure <> 'alerts' OR",
)
BY_LENDER = (
    "WHERE figure IN ('alerts', 'deliveries_overdue') GROUP BY organisation_id, figure",
    "AND (figure NOT IN ('alerts', 'deliveries_overdue') OR",
)


def upgrade() -> None:
    op.execute(TABLES)
    protect_organisation("consent_recipients", "SELECT")
    op.execute(
        "CREATE POLICY lookup ON consent_recipients FOR SELECT TO candor_lookup USING (true)"
    )
    op.execute("GRANT SELECT ON consent_recipients TO candor_lookup")
    for table in LEDGER:
        protect_subject(table, "SELECT, INSERT")
    protect_organisation("signature_nonces", "SELECT, INSERT, DELETE")
    op.execute("GRANT CREATE ON SCHEMA public TO candor_lookup")
    lookup_function(*RECIPIENT)
    op.execute("REVOKE CREATE ON SCHEMA public FROM candor_lookup")
    say_figures_anew(BY_TERRITORY, BY_LENDER)


def say_figures_anew(before: tuple[str, ...], after: tuple[str, ...]) -> None:
    """Change words of the function; only its own role could change it in place.

    Raises:
        RuntimeError: the words are not there.
    """
    body = op.get_bind().scalar(
        text("SELECT prosrc FROM pg_proc WHERE oid = 'regulator_figures(date)'::regprocedure")
    )
    for old, new in zip(before, after, strict=True):
        if old not in body:
            raise RuntimeError("regulator_figures is not as it was left")
        body = body.replace(old, new)
    op.execute("DROP FUNCTION regulator_figures(date)")
    op.execute("GRANT USAGE, CREATE ON SCHEMA public TO candor_aggregator")
    op.execute(
        f"CREATE FUNCTION {FIGURES} RETURNS {RETURNS} LANGUAGE sql STABLE SECURITY DEFINER"
        f" SET search_path = pg_catalog, public AS $${body}$$"
    )
    op.execute("ALTER FUNCTION regulator_figures(date) OWNER TO candor_aggregator")
    op.execute("REVOKE ALL ON FUNCTION regulator_figures(date) FROM PUBLIC")
    op.execute("GRANT EXECUTE ON FUNCTION regulator_figures(date) TO candor_app")
    op.execute("REVOKE CREATE ON SCHEMA public FROM candor_aggregator")


def downgrade() -> None:
    say_figures_anew(BY_LENDER, BY_TERRITORY)
    op.execute("DROP FUNCTION recipient_by_key(text)")
    op.execute("DROP TABLE signature_nonces")
    for table in reversed(LEDGER):
        op.execute(f"DROP TABLE {table}")
    op.execute("DROP TABLE consent_recipients")
