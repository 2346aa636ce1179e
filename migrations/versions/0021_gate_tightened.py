"""The gate holds where a session brings names of its own, keeps an old view, or undoes an ending.

Three ways round it are closed. A function that runs with its owner's rights found a table or a type
of the session's own temporary schema before ours. A transaction that keeps one view of the data
went on seeing a consent that had ended since. And whoever works for the lender could undo the
ending of a grant, or change what was agreed to.

Revises: 0020_mandates
"""

from __future__ import annotations

from collections.abc import Callable

from alembic import op

from migrations.gate_functions import GATE_FUNCTIONS
from migrations.policies import WORKING_ROLES

revision = "0021_gate_tightened"
down_revision = "0020_mandates"
branch_labels = None
depends_on = None

APP = "candor_app"
# Functions that run with their owner's rights: owner, signature, who may ask.
LOOKUPS = (
    ("candor_lookup", "lookup_sign_in(text)", APP),
    ("candor_lookup", "lookup_session(bytea)", APP),
    ("candor_lookup", "lookup_api_key(bytea)", APP),
    ("candor_lookup", "recipient_by_key(text)", APP),
    ("candor_lookup", "lookup_waiting_log(uuid)", WORKING_ROLES),
    ("candor_lookup", "lookup_evidence(text)", WORKING_ROLES),
    ("candor_lookup", "lookup_log_ahead(text, uuid)", WORKING_ROLES),
    ("candor_lookup", "candor_principal()", WORKING_ROLES),
    ("candor_lookup", "candor_helper_may(text)", WORKING_ROLES),
    ("candor_aggregator", "regulator_figures(date)", APP),
    ("candor_aggregator", "regulator_minutes(timestamptz)", APP),
    ("candor_owner", "candor_erase(uuid, text[])", APP),
    ("candor_owner", "candor_accept_mandate(text)", WORKING_ROLES),
)
# Asked once a row: a path of their own would cost more than the question, so they name each thing
# with its schema instead.
PER_ROW = ("candor_is_own(uuid, uuid)",
           "candor_opens(uuid, uuid, uuid, text, timestamptz, text)")  # fmt: skip
QUALIFIED = (
    ("'')::uuid", "'')::pg_catalog.uuid"),
    ("act_bound text", "act_bound pg_catalog.text"),
    ("began timestamptz", "began pg_catalog.timestamptz"),
)
# What rests on legal duty looks at no consent. All else needs a view of this very statement.
BEFORE = "    IF act_bound <> 'rights.answer'"
THIS_STATEMENT = """\
    IF current_setting('transaction_isolation') NOT IN ('read committed', 'read uncommitted') THEN
        RETURN false;
    END IF;
"""
KEPT = """
CREATE FUNCTION candor_keep_ending() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what has ended stays ended: a new yes is a new grant'
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER keep_ending BEFORE UPDATE ON grants FOR EACH ROW
    WHEN (current_user IN ('candor_app', 'candor_follower')
        AND ((OLD.withdrawn_at IS NOT NULL AND NEW.withdrawn_at IS NULL)
            OR (OLD.stale_at IS NOT NULL AND NEW.stale_at IS NULL)))
    EXECUTE FUNCTION candor_keep_ending();
"""
ENDINGS = "withdrawn_at, paused_at, stale_at"
# Somebody else's grant is not there for who counts a use of it, and is counted by nobody else.
SAME_PERSON = """
CREATE FUNCTION candor_use_of_own_grant() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM public.grants g WHERE g.organisation_id = NEW.organisation_id
        AND g.id = NEW.grant_id AND g.subject_id = NEW.subject_id)
    THEN
        RAISE EXCEPTION 'the grant is not of this person' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER an_own_grant BEFORE INSERT ON grant_uses
    FOR EACH ROW EXECUTE FUNCTION candor_use_of_own_grant();
"""


def upgrade() -> None:
    for owner, signature, callers in LOOKUPS:
        as_owner(owner, f"ALTER FUNCTION {signature} SET search_path = pg_catalog, public, pg_temp")
        close_to_all_but(owner, signature, callers)
    for signature in (*PER_ROW, "candor_basis(text)"):
        close_to_all_but("candor_lookup", signature, WORKING_ROLES)
    say_anew(tightened)
    op.execute(KEPT + SAME_PERSON)
    op.execute(f"REVOKE UPDATE ON grants FROM {WORKING_ROLES}")
    op.execute(f"GRANT UPDATE ({ENDINGS}) ON grants TO {WORKING_ROLES}")


def downgrade() -> None:
    op.execute(f"REVOKE UPDATE ({ENDINGS}) ON grants FROM {WORKING_ROLES}")
    op.execute(f"GRANT UPDATE ON grants TO {WORKING_ROLES}")
    op.execute("DROP TRIGGER an_own_grant ON grant_uses")
    op.execute("DROP FUNCTION candor_use_of_own_grant()")
    op.execute("DROP TRIGGER keep_ending ON grants")
    op.execute("DROP FUNCTION candor_keep_ending()")
    say_anew(lambda body: body)
    for owner, signature, _ in LOOKUPS:
        as_owner(owner, f"ALTER FUNCTION {signature} SET search_path = pg_catalog, public")


def as_owner(owner: str, statement: str) -> None:
    """Run a statement as the role a function belongs to; nobody else's would change anything."""
    op.execute(f"SET LOCAL ROLE {owner}")
    op.execute(statement)
    op.execute("SET LOCAL ROLE candor_owner")


def close_to_all_but(owner: str, signature: str, callers: str) -> None:
    """Let these roles ask a function and no other."""
    as_owner(owner, f"REVOKE ALL ON FUNCTION {signature} FROM PUBLIC")
    as_owner(owner, f"GRANT EXECUTE ON FUNCTION {signature} TO {callers}")


def say_anew(words: Callable[[str], str]) -> None:
    """Write what is asked once a row anew, from how it was first written."""
    op.execute("GRANT CREATE ON SCHEMA public TO candor_lookup")
    for part in GATE_FUNCTIONS.split("CREATE FUNCTION ")[1:]:
        if part.startswith(("candor_is_own", "candor_opens")):
            as_owner("candor_lookup", "CREATE OR REPLACE FUNCTION " + words(part))
    op.execute("REVOKE CREATE ON SCHEMA public FROM candor_lookup")


def tightened(body: str) -> str:
    """Return a function's words with every name in its place and old views turned away."""
    for old, new in QUALIFIED:
        body = body.replace(old, new)
    return body.replace(BEFORE, THIS_STATEMENT + BEFORE)
