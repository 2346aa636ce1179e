"""Grants that rest, grow stale, look back only so far and are used only so often."""

from __future__ import annotations

from alembic import op

from migrations.policies import gate_by_state, gate_by_use

revision = "0015_consent_states"
down_revision = "0014_finding_owners"
branch_labels = None
depends_on = None

STATES = """
ALTER TABLE notices ADD COLUMN terms text;
ALTER TABLE grants
    ADD COLUMN frequency_uses integer CHECK (frequency_uses > 0),
    ADD COLUMN frequency_days integer CHECK (frequency_days > 0),
    ADD COLUMN look_back_days integer CHECK (look_back_days > 0),
    ADD COLUMN separate boolean NOT NULL DEFAULT true,
    ADD COLUMN paused_at timestamptz,
    ADD COLUMN stale_at timestamptz,
    ADD CHECK ((frequency_uses IS NULL) = (frequency_days IS NULL));
ALTER TABLE grants ALTER COLUMN separate DROP DEFAULT;
ALTER TABLE consent_events DROP CONSTRAINT consent_events_kind_check,
    ADD CONSTRAINT consent_events_kind_check
    CHECK (kind IN ('granted', 'refused', 'withdrawn', 'paused', 'resumed', 'stale'));
"""
# What a grant does not allow is not counted either, whoever writes it: the last use is shared by
# nobody, since the grant's row is locked, and states are looked at again under the lock.
USES = """
CREATE FUNCTION candor_count_use() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    g grants%ROWTYPE;
BEGIN
    SELECT * INTO g FROM grants
        WHERE organisation_id = NEW.organisation_id AND id = NEW.grant_id FOR UPDATE;
    IF g.withdrawn_at IS NOT NULL OR g.paused_at IS NOT NULL OR g.stale_at IS NOT NULL
        OR NEW.at < g.valid_from OR NEW.at >= g.valid_until
    THEN
        RAISE EXCEPTION 'the grant does not stand' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF g.use_limit <= (SELECT count(*) FROM grant_uses u
            WHERE u.organisation_id = g.organisation_id AND u.grant_id = g.id)
        OR g.frequency_uses <= (SELECT count(*) FROM grant_uses u
            WHERE u.organisation_id = g.organisation_id AND u.grant_id = g.id
            AND u.at > NEW.at - make_interval(days => g.frequency_days))
    THEN
        RAISE EXCEPTION 'the grant has no use left' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER count_use BEFORE INSERT ON grant_uses
    FOR EACH ROW EXECUTE FUNCTION candor_count_use();
"""
FEWER = """
DROP TRIGGER count_use ON grant_uses;
DROP FUNCTION candor_count_use();
"""
# A yes that rests or grew stale has no state to go back to: there it would stand again, so it ends.
ENDED = """
UPDATE grants SET withdrawn_at = coalesce(paused_at, stale_at)
    WHERE withdrawn_at IS NULL AND (paused_at IS NOT NULL OR stale_at IS NOT NULL);
DELETE FROM consent_events WHERE kind IN ('paused', 'resumed', 'stale');
ALTER TABLE consent_events DROP CONSTRAINT consent_events_kind_check,
    ADD CONSTRAINT consent_events_kind_check CHECK (kind IN ('granted', 'refused', 'withdrawn'));
ALTER TABLE grants DROP COLUMN frequency_uses, DROP COLUMN frequency_days,
    DROP COLUMN look_back_days, DROP COLUMN separate, DROP COLUMN paused_at, DROP COLUMN stale_at;
ALTER TABLE notices DROP COLUMN terms;
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
_RECEIVED = ("credit_reports", "application_contracts")


def dated(table: str) -> str:
    """Return SQL for when a row's data came: with its application, or by itself."""
    if table in _RECEIVED:
        return f"{table}.received_at"
    return (
        "(SELECT a.created_at FROM applications a"
        f" WHERE a.organisation_id = {table}.organisation_id AND a.id = {table}.application_id)"
    )


def upgrade() -> None:
    op.execute(STATES + USES)
    for table, category in GATED:
        gate_by_state(table, category, dated(table))


def downgrade() -> None:
    for table, category in GATED:
        gate_by_use(table, category)
    op.execute(FEWER + ENDED)
