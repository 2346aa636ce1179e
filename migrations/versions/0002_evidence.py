"""The evidence of every organisation: entries, tiles of their trees, checkpoints, followers."""

from __future__ import annotations

from alembic import op

from migrations.policies import (
    ACTOR,
    BOUND,
    WORKING_ROLES,
    force_security,
    grant,
    lookup_function,
    own_subject,
    protect_organisation,
    publish,
)

revision = "0002_evidence"
down_revision = "0001_foundation"
branch_labels = None
depends_on = None

TABLES_SQL = """
CREATE TABLE evidence_entries (
    organisation_id uuid NOT NULL REFERENCES organisations (id),
    id uuid NOT NULL,
    arrival bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    number bigint CHECK (number >= 0),
    kind text NOT NULL,
    at timestamptz NOT NULL,
    subject_id uuid,
    object_ref text NOT NULL,
    leaf bytea NOT NULL,
    opening text,
    opening_sealed bytea,
    PRIMARY KEY (organisation_id, id),
    UNIQUE (organisation_id, number),
    CHECK (opening IS NULL OR (subject_id IS NULL AND opening_sealed IS NULL))
);
COMMENT ON COLUMN evidence_entries.number IS 'place in the log; null until sequenced';
COMMENT ON COLUMN evidence_entries.opening_sealed IS 'salt and payload under the subject''s key';
CREATE INDEX evidence_entries_waiting_idx ON evidence_entries (organisation_id, arrival)
    WHERE number IS NULL;
CREATE INDEX evidence_entries_object_idx ON evidence_entries (object_ref, arrival);
CREATE INDEX evidence_entries_subject_idx ON evidence_entries (organisation_id, subject_id, id);
CREATE TABLE evidence_tiles (
    organisation_id uuid NOT NULL REFERENCES organisations (id),
    level integer NOT NULL CHECK (level BETWEEN 0 AND 7),
    number bigint NOT NULL CHECK (number >= 0),
    hashes bytea NOT NULL CHECK (octet_length(hashes) BETWEEN 32 AND 8192),
    PRIMARY KEY (organisation_id, level, number)
);
CREATE TABLE evidence_checkpoints (
    organisation_id uuid NOT NULL REFERENCES organisations (id),
    size bigint NOT NULL CHECK (size > 0),
    at timestamptz NOT NULL,
    note text NOT NULL,
    PRIMARY KEY (organisation_id, size)
);
CREATE TABLE evidence_followers (
    organisation_id uuid NOT NULL REFERENCES organisations (id),
    name text NOT NULL,
    next_number bigint NOT NULL CHECK (next_number >= 0),
    PRIMARY KEY (organisation_id, name)
);
CREATE TABLE evidence_effects (
    organisation_id uuid NOT NULL,
    follower text NOT NULL,
    number bigint NOT NULL,
    PRIMARY KEY (organisation_id, follower, number)
);
"""

# An entry may be numbered once, and its details may go when their time is over; nothing else in
# the log ever changes, whoever asks.
GUARDS = """
CREATE FUNCTION evidence_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'evidence is never changed: % on %', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION evidence_entry_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.organisation_id, NEW.id, NEW.kind, NEW.at, NEW.object_ref, NEW.leaf)
        IS DISTINCT FROM (OLD.organisation_id, OLD.id, OLD.kind, OLD.at, OLD.object_ref, OLD.leaf)
        OR NEW.subject_id IS DISTINCT FROM OLD.subject_id
        OR (OLD.number IS NOT NULL AND NEW.number IS DISTINCT FROM OLD.number)
        OR (NEW.opening IS NOT NULL AND NEW.opening IS DISTINCT FROM OLD.opening)
        OR (NEW.opening_sealed IS NOT NULL
            AND NEW.opening_sealed IS DISTINCT FROM OLD.opening_sealed)
    THEN
        RAISE EXCEPTION 'evidence is never changed: % on %', TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION evidence_tile_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF substr(NEW.hashes, 1, octet_length(OLD.hashes)) IS DISTINCT FROM OLD.hashes THEN
        RAISE EXCEPTION 'evidence is never changed: % on %', TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER entry_changes BEFORE UPDATE ON evidence_entries
    FOR EACH ROW EXECUTE FUNCTION evidence_entry_changes();
CREATE TRIGGER tile_grows BEFORE UPDATE ON evidence_tiles
    FOR EACH ROW EXECUTE FUNCTION evidence_tile_grows();
CREATE TRIGGER never_change BEFORE UPDATE ON evidence_checkpoints
    FOR EACH STATEMENT EXECUTE FUNCTION evidence_refuse();
"""

SIGNATURES = ("lookup_evidence(text)", "lookup_waiting_log(uuid)", "lookup_log_ahead(text,uuid)")
LOG_TABLES = ("evidence_entries", "evidence_tiles", "evidence_checkpoints")
TABLES = ("evidence_effects", "evidence_followers", *reversed(LOG_TABLES))


def upgrade() -> None:
    op.execute(TABLES_SQL + GUARDS)
    for table in LOG_TABLES:
        op.execute(
            f"CREATE TRIGGER never_delete BEFORE DELETE OR TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION evidence_refuse()"
        )
    secure_entries()
    protect_organisation("evidence_tiles", "SELECT, INSERT, UPDATE")
    protect_organisation("evidence_checkpoints", "SELECT, INSERT")
    protect_organisation("evidence_followers", "SELECT, INSERT, UPDATE")
    protect_organisation("evidence_effects", "SELECT, INSERT")
    # Hashes and signatures tell nothing: whoever holds a receipt may have its proof.
    for table in ("evidence_tiles", "evidence_checkpoints"):
        publish(table)
        op.execute(f"CREATE POLICY witness ON {table} FOR SELECT TO candor_witness USING (true)")
        op.execute(f"GRANT SELECT ON {table} TO candor_witness")
    lookups()


def secure_entries() -> None:
    """The organisation's actors; a person too, for what is about themselves."""
    force_security("evidence_entries")
    condition = (
        f"organisation_id = {BOUND} OR {own_subject('evidence_entries')}"
        " OR (organisation_id = '00000000-0000-7000-8000-000000000001'"
        f" AND subject_id = {ACTOR})"
    )
    op.execute(
        f"CREATE POLICY subject ON evidence_entries TO {WORKING_ROLES}"
        f" USING ({condition}) WITH CHECK ({condition})"
    )
    grant("evidence_entries", "SELECT, INSERT, UPDATE (number, opening, opening_sealed)")


def lookups() -> None:
    op.execute("GRANT CREATE ON SCHEMA public TO candor_lookup")
    for table in ("evidence_entries", "evidence_checkpoints", "evidence_followers"):
        op.execute(f"CREATE POLICY lookup ON {table} FOR SELECT TO candor_lookup USING (true)")
        op.execute(f"GRANT SELECT ON {table} TO candor_lookup")
    lookup_function(
        "lookup_waiting_log(behind uuid)",
        "TABLE (organisation_id uuid)",
        "SELECT e.organisation_id FROM evidence_entries e WHERE e.number IS NULL"
        " AND e.organisation_id > behind ORDER BY e.organisation_id LIMIT 1",
    )
    lookup_function(
        "lookup_evidence(wanted text)",
        "TABLE (organisation_id uuid, id uuid)",
        "SELECT e.organisation_id, e.id FROM organisations o JOIN evidence_entries e"
        " ON e.organisation_id = o.id AND e.id = CASE"
        " WHEN wanted ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN wanted::uuid END"
        " UNION ALL (SELECT e.organisation_id, e.id FROM evidence_entries e"
        " WHERE e.object_ref = wanted ORDER BY e.arrival DESC LIMIT 1) LIMIT 1",
    )
    lookup_function(
        "lookup_log_ahead(follower text, behind uuid)",
        "TABLE (organisation_id uuid)",
        "SELECT o.id FROM organisations o WHERE o.id > behind"
        " AND (SELECT max(c.size) FROM evidence_checkpoints c WHERE c.organisation_id = o.id)"
        " > coalesce((SELECT f.next_number FROM evidence_followers f"
        " WHERE f.organisation_id = o.id AND f.name = follower), 0) ORDER BY o.id LIMIT 1",
    )
    for signature in SIGNATURES:
        op.execute(f"GRANT EXECUTE ON FUNCTION {signature} TO candor_follower")
    op.execute("REVOKE CREATE ON SCHEMA public FROM candor_lookup")


def downgrade() -> None:
    for signature in SIGNATURES:
        op.execute(f"DROP FUNCTION {signature}")
    for table in TABLES:
        op.execute(f"DROP TABLE {table} CASCADE")
    for name in ("tile_grows", "entry_changes", "refuse"):
        op.execute(f"DROP FUNCTION evidence_{name}()")
