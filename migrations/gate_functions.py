"""The gate as functions: what `policies.gate_by_limit` asks, with plans that are kept.

As there, every statement here is history and never changes.
"""

from __future__ import annotations

from alembic import op

from migrations.policies import BOUND, PERSON

GATE_FUNCTIONS = """
CREATE FUNCTION candor_rests_on(category text, basis text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
BEGIN
    RETURN EXISTS (
        SELECT 1 FROM public.act_purposes ap
        JOIN public.purposes p ON p.code = ap.purpose
        JOIN public.purpose_categories pc ON pc.purpose = ap.purpose
        WHERE ap.act = current_setting('candor.act', true)
            AND pc.category = $1 AND p.basis = $2);
END $$;

CREATE FUNCTION candor_is_own(organisation uuid, subject uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
BEGIN
    RETURN EXISTS (
        SELECT 1 FROM public.subjects s
        WHERE s.organisation_id = $1 AND s.id = $2
            AND s.person_id = nullif(current_setting('candor.person', true), '')::uuid);
END $$;

CREATE FUNCTION candor_opens(
    organisation uuid, subject uuid, application uuid,
    category text, received timestamptz, by_contract boolean
) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
DECLARE
    act_bound text := coalesce(current_setting('candor.act', true), '');
    began timestamptz := statement_timestamp();
BEGIN
    IF act_bound <> 'rights.answer' AND EXISTS (
        SELECT 1 FROM public.processing_limits l
        WHERE l.organisation_id = $1 AND l.subject_id = $2
            AND l.kind = 'restricted' AND l.lifted_at IS NULL)
    THEN
        RETURN false;
    END IF;
    RETURN by_contract OR EXISTS (
        SELECT 1 FROM public.grants g
        WHERE g.organisation_id = $1 AND g.subject_id = $2
            AND $4 = ANY (g.categories)
            AND g.withdrawn_at IS NULL AND g.paused_at IS NULL
            AND g.valid_from <= began AND g.valid_until > began
            AND EXISTS (
                SELECT 1 FROM public.act_purposes ap
                WHERE ap.act = act_bound AND ap.purpose = g.purpose)
            AND (g.separate OR NOT EXISTS (
                SELECT 1 FROM public.purposes p
                WHERE p.code = g.purpose AND (p.separate_consent OR p.written_consent)))
            AND (g.look_back_days IS NULL
                OR coalesce($5, (
                    SELECT a.created_at FROM public.applications a
                    WHERE a.organisation_id = $1 AND a.id = $3))
                    >= began - make_interval(days => g.look_back_days))
            AND ((g.use_limit IS NULL AND g.frequency_days IS NULL AND g.stale_at IS NULL)
                OR EXISTS (
                    SELECT 1 FROM public.grant_uses u
                    WHERE u.organisation_id = $1 AND u.grant_id = g.id AND u.application_id = $3
                        AND (g.stale_at IS NULL OR u.at < g.stale_at))));
END $$;
"""
GATE_SIGNATURES = (
    "candor_rests_on(text, text)",
    "candor_is_own(uuid, uuid)",
    "candor_opens(uuid, uuid, uuid, text, timestamptz, boolean)",
)


def gate_by_function(table: str, category: str, received: str) -> None:
    """Gate a table anew: what `gate_by_limit` asks, asked by functions that keep their plans.

    PostgreSQL plans a policy's subqueries anew with every statement, and the policies of the
    tables they name with them; a function plans them once a connection. What rests on contract or
    legal duty is the same for every row, so it is asked once a statement.

    Args:
        table: names its application.
        category: of personal data.
        received: SQL for when the row came by itself; "NULL" where it came with its application.
    """
    own = f"({PERSON} IS NOT NULL AND candor_is_own(organisation_id, subject_id))"
    opens = (
        f"candor_opens(organisation_id, subject_id, application_id, '{category}', {received},"
        f" (SELECT candor_rests_on('{category}', 'contract')))"
    )
    duty = f"(SELECT candor_rests_on('{category}', 'legal_duty'))"
    reads = f"{own} OR (organisation_id = {BOUND} AND ({duty} OR {opens}))"
    for policy in ("gate", "gate_update", "gate_delete"):
        op.execute(f"ALTER POLICY {policy} ON {table} USING ({reads})")
