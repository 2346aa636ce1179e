"""Row-level security, written once: who sees which rows of which kind of table.

Every statement here is history: a migration that ran must mean the same for ever. To change a
policy, add a function and a migration that uses it; never change what a function here writes.
"""

from __future__ import annotations

from alembic import op

BOUND = "(SELECT candor_organisation())"
PERSON = "(SELECT candor_person())"
ACTOR = "(SELECT candor_actor())"
ACT = "(SELECT candor_act())"
WORKING_ROLES = "candor_app, candor_follower"


def force_security(table: str) -> None:
    """Turn row-level security on for everyone, the owner too, who keeps a policy for migrations."""
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY owner ON {table} TO candor_owner USING (true) WITH CHECK (true)")


def grant(table: str, privileges: str = "SELECT, INSERT, UPDATE, DELETE") -> None:
    """Let the working roles use a table, within its policies."""
    op.execute(f"GRANT {privileges} ON {table} TO {WORKING_ROLES}")


def own_subject(table: str) -> str:
    """Return the condition "this row is about the person who acts"."""
    return (
        f"EXISTS (SELECT 1 FROM subjects s WHERE s.organisation_id = {table}.organisation_id"
        f" AND s.id = {table}.subject_id AND s.person_id = {PERSON})"
    )


def protect_organisation(table: str, privileges: str = "SELECT, INSERT, UPDATE, DELETE") -> None:
    """Rows of an organisation are seen and written by that organisation's actors only."""
    force_security(table)
    condition = f"organisation_id = {BOUND}"
    op.execute(
        f"CREATE POLICY organisation ON {table} TO {WORKING_ROLES}"
        f" USING ({condition}) WITH CHECK ({condition})"
    )
    grant(table, privileges)


def protect_subject(table: str, privileges: str = "SELECT, INSERT, UPDATE, DELETE") -> None:
    """Rows about a subject: the organisation's actors, and the person the rows are about.

    For what is kept about a subject without being one of the gated categories of personal data:
    states, references, amounts, evidence. A null `subject_id` leaves the organisation alone.
    """
    force_security(table)
    condition = f"organisation_id = {BOUND} OR {own_subject(table)}"
    op.execute(
        f"CREATE POLICY subject ON {table} TO {WORKING_ROLES}"
        f" USING ({condition}) WITH CHECK ({condition})"
    )
    grant(table, privileges)


def gate_subject(
    table: str, category: str, privileges: str = "SELECT, INSERT, UPDATE, DELETE"
) -> None:
    """Personal data of one category: the person, or an act whose purposes hold at this instant.

    An organisation's actor sees a row when the bound act lists a purpose that covers the
    category and either rests on contract or law, or has a grant of this subject that is live at
    `statement_timestamp()`. So no statement that begins after a withdrawal returns the row.
    Writing needs a purpose that covers the category, but no grant yet: data and grant arrive
    together.
    """
    force_security(table)
    covered = (
        "SELECT 1 FROM act_purposes ap JOIN purposes p ON p.code = ap.purpose"
        " JOIN purpose_categories pc ON pc.purpose = ap.purpose"
        f" WHERE ap.act = {ACT} AND pc.category = '{category}'"
    )
    live = (
        "SELECT 1 FROM grants g JOIN act_purposes ap ON ap.purpose = g.purpose"
        f" WHERE g.organisation_id = {table}.organisation_id AND g.subject_id = {table}.subject_id"
        f" AND ap.act = {ACT} AND '{category}' = ANY (g.categories)"
        " AND g.withdrawn_at IS NULL AND g.paused_at IS NULL AND g.stale_at IS NULL"
        " AND g.valid_from <= statement_timestamp() AND g.valid_until > statement_timestamp()"
        " AND (g.use_limit IS NULL OR g.use_count < g.use_limit)"
    )
    own = own_subject(table)
    basis = f"EXISTS ({covered} AND p.basis <> 'consent')"
    reads = f"{own} OR (organisation_id = {BOUND} AND ({basis} OR EXISTS ({live})))"
    writes = f"{own} OR (organisation_id = {BOUND} AND EXISTS ({covered}))"
    op.execute(f"CREATE POLICY gate ON {table} FOR SELECT TO {WORKING_ROLES} USING ({reads})")
    op.execute(
        f"CREATE POLICY gate_insert ON {table} FOR INSERT TO {WORKING_ROLES} WITH CHECK ({writes})"
    )
    op.execute(
        f"CREATE POLICY gate_update ON {table} FOR UPDATE TO {WORKING_ROLES}"
        f" USING ({reads}) WITH CHECK ({writes})"
    )
    op.execute(
        f"CREATE POLICY gate_delete ON {table} FOR DELETE TO {WORKING_ROLES} USING ({reads})"
    )
    op.execute(f"COMMENT ON TABLE {table} IS 'personal data: {category}'")
    grant(table, privileges)


def gate_by_use(table: str, category: str) -> None:
    """Gate a table anew: a grant with a limit opens the rows of the applications it serves alone.

    Otherwise as `gate_subject`, whose policies it changes; the table names its application.
    """
    _gate_anew(
        table,
        category,
        "(g.use_limit IS NULL OR EXISTS (SELECT 1 FROM grant_uses u"
        " WHERE u.organisation_id = g.organisation_id AND u.grant_id = g.id"
        f" AND u.application_id = {table}.application_id))",
    )


def gate_by_count(table: str, category: str) -> None:
    """Gate a table as `gate_subject` did: take back what `gate_by_use` changed."""
    _gate_anew(
        table,
        category,
        "g.paused_at IS NULL AND g.stale_at IS NULL"
        " AND (g.use_limit IS NULL OR g.use_count < g.use_limit)",
    )


def _gate_anew(table: str, category: str, holds: str) -> None:
    basis = (
        "EXISTS (SELECT 1 FROM act_purposes ap JOIN purposes p ON p.code = ap.purpose"
        " JOIN purpose_categories pc ON pc.purpose = ap.purpose"
        f" WHERE ap.act = {ACT} AND pc.category = '{category}' AND p.basis <> 'consent')"
    )
    live = (
        "EXISTS (SELECT 1 FROM grants g JOIN act_purposes ap ON ap.purpose = g.purpose"
        f" WHERE g.organisation_id = {table}.organisation_id AND g.subject_id = {table}.subject_id"
        f" AND ap.act = {ACT} AND '{category}' = ANY (g.categories) AND g.withdrawn_at IS NULL"
        " AND g.valid_from <= statement_timestamp() AND g.valid_until > statement_timestamp()"
        f" AND {holds})"
    )
    reads = f"{own_subject(table)} OR (organisation_id = {BOUND} AND ({basis} OR {live}))"
    for policy in ("gate", "gate_update", "gate_delete"):
        op.execute(f"ALTER POLICY {policy} ON {table} USING ({reads})")


def protect_person(table: str, column: str = "person_id") -> None:
    """Rows about whoever acts (sessions, factors): theirs alone; sign-in looks up by functions."""
    force_security(table)
    condition = f"{column} = {ACTOR}"
    op.execute(
        f"CREATE POLICY actor ON {table} TO {WORKING_ROLES}"
        f" USING ({condition}) WITH CHECK ({condition})"
    )
    op.execute(f"CREATE POLICY lookup ON {table} FOR SELECT TO candor_lookup USING (true)")
    op.execute(f"GRANT SELECT ON {table} TO candor_lookup")
    grant(table)


def publish(table: str, condition: str = "true") -> None:
    """Let every actor read rows of an organisation that are meant for the public."""
    op.execute(f"CREATE POLICY public ON {table} FOR SELECT TO {WORKING_ROLES} USING ({condition})")


def reference(table: str) -> None:
    """A table of rules that belongs to nobody: read by all, written by the release step."""
    op.execute(f"GRANT SELECT ON {table} TO {WORKING_ROLES}, candor_lookup, candor_aggregator")


def lookup_function(signature: str, returns: str, body: str) -> None:
    """Make a function of the lookup role: it answers one question with at most one row."""
    op.execute(
        f"CREATE FUNCTION {signature} RETURNS {returns} LANGUAGE sql STABLE SECURITY DEFINER"
        f" SET search_path = pg_catalog, public AS $$ {body} $$"
    )
    name = f"{signature.split('(')[0]}({','.join(_types(signature))})"
    op.execute(f"ALTER FUNCTION {name} OWNER TO candor_lookup")
    op.execute(f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC")
    op.execute(f"GRANT EXECUTE ON FUNCTION {name} TO candor_app")


def _types(signature: str) -> list[str]:
    inside = signature[signature.index("(") + 1 : signature.rindex(")")]
    return [argument.split()[-1] for argument in inside.split(",") if argument.strip()]


def gate_by_state(table: str, category: str, dated: str) -> None:
    """Gate a table anew by every state of a grant that `consent.rules.standing` knows.

    A grant that is paused opens nothing; one whose notice changed opens the rows of applications
    it served before; one given along with others opens nothing where a yes of its own is needed;
    data older than its look-back stays closed; what is counted opens what it was counted for.

    Args:
        table: names its application.
        category: of personal data.
        dated: SQL for when the row's data came to be.
    """
    served = (
        "EXISTS (SELECT 1 FROM grant_uses u WHERE u.organisation_id = g.organisation_id"
        f" AND u.grant_id = g.id AND u.application_id = {table}.application_id"
        " AND (g.stale_at IS NULL OR u.at < g.stale_at))"
    )
    _gate_anew(
        table,
        category,
        "g.paused_at IS NULL"
        " AND (g.separate OR NOT EXISTS (SELECT 1 FROM purposes p WHERE p.code = g.purpose"
        " AND (p.separate_consent OR p.written_consent)))"
        f" AND (g.look_back_days IS NULL OR {dated} >="
        " statement_timestamp() - make_interval(days => g.look_back_days))"
        " AND ((g.use_limit IS NULL AND g.frequency_days IS NULL AND g.stale_at IS NULL)"
        f" OR {served})",
    )


def gate_by_limit(table: str, category: str, dated: str) -> None:
    """Gate a table anew: as `gate_by_state`, and closed by a restriction the person asked for.

    What rests on legal duty goes on; contract and consent open nothing while a restriction of
    the subject stands. Answering the person's own request (the act `rights.answer`) goes on too.
    """
    of_act = (
        "EXISTS (SELECT 1 FROM act_purposes ap JOIN purposes p ON p.code = ap.purpose"
        " JOIN purpose_categories pc ON pc.purpose = ap.purpose"
        f" WHERE ap.act = {ACT} AND pc.category = '{category}' AND p.basis = "
    )
    served = (
        "EXISTS (SELECT 1 FROM grant_uses u WHERE u.organisation_id = g.organisation_id"
        f" AND u.grant_id = g.id AND u.application_id = {table}.application_id"
        " AND (g.stale_at IS NULL OR u.at < g.stale_at))"
    )
    live = (
        "EXISTS (SELECT 1 FROM grants g JOIN act_purposes ap ON ap.purpose = g.purpose"
        f" WHERE g.organisation_id = {table}.organisation_id AND g.subject_id = {table}.subject_id"
        f" AND ap.act = {ACT} AND '{category}' = ANY (g.categories) AND g.withdrawn_at IS NULL"
        " AND g.valid_from <= statement_timestamp() AND g.valid_until > statement_timestamp()"
        " AND g.paused_at IS NULL"
        " AND (g.separate OR NOT EXISTS (SELECT 1 FROM purposes p WHERE p.code = g.purpose"
        " AND (p.separate_consent OR p.written_consent)))"
        f" AND (g.look_back_days IS NULL OR {dated} >="
        " statement_timestamp() - make_interval(days => g.look_back_days))"
        " AND ((g.use_limit IS NULL AND g.frequency_days IS NULL AND g.stale_at IS NULL)"
        f" OR {served}))"
    )
    free = (
        f"({ACT} = 'rights.answer' OR NOT EXISTS (SELECT 1 FROM processing_limits l"
        f" WHERE l.organisation_id = {table}.organisation_id AND l.subject_id = {table}.subject_id"
        " AND l.kind = 'restricted' AND l.lifted_at IS NULL))"
    )
    reads = (
        f"{own_subject(table)} OR (organisation_id = {BOUND} AND ({of_act} 'legal_duty')"
        f" OR (({of_act} 'contract') OR {live}) AND {free})))"
    )
    for policy in ("gate", "gate_update", "gate_delete"):
        op.execute(f"ALTER POLICY {policy} ON {table} USING ({reads})")
