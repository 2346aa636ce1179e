"""The gate as functions: what `policies.gate_by_limit` asks, with plans that are kept.

As there, every statement here is history and never changes.
"""

from __future__ import annotations

from alembic import op

from migrations.policies import BOUND, PERSON

GATE_FUNCTIONS = """
CREATE TABLE act_bases (
    act text NOT NULL,
    category text NOT NULL,
    basis text NOT NULL CHECK (basis IN ('contract', 'legal_duty')),
    PRIMARY KEY (act, category)
);

CREATE FUNCTION candor_keep_bases() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM public.act_bases;
    INSERT INTO public.act_bases (act, category, basis)
        SELECT ap.act, pc.category, max(p.basis) FROM public.act_purposes ap
        JOIN public.purposes p ON p.code = ap.purpose
        JOIN public.purpose_categories pc ON pc.purpose = ap.purpose
        WHERE p.basis IN ('contract', 'legal_duty')
        GROUP BY ap.act, pc.category;
    RETURN NULL;
END $$;

CREATE FUNCTION candor_basis(category text) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
BEGIN
    RETURN (
        SELECT b.basis FROM public.act_bases b
        WHERE b.act = current_setting('candor.act', true) AND b.category = $1);
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
    category text, received timestamptz, basis text
) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$
DECLARE
    act_bound text := coalesce(current_setting('candor.act', true), '');
    began timestamptz := statement_timestamp();
BEGIN
    IF basis = 'legal_duty' THEN
        RETURN true;
    END IF;
    IF act_bound <> 'rights.answer' AND EXISTS (
        SELECT 1 FROM public.processing_limits l
        WHERE l.organisation_id = $1 AND l.subject_id = $2
            AND l.kind = 'restricted' AND l.lifted_at IS NULL)
    THEN
        RETURN false;
    END IF;
    RETURN basis IS NOT NULL OR EXISTS (
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
# What an act rests on beside consent, worked out once for each change of the published rows.
BASES_OF = ("act_purposes", "purposes", "purpose_categories")
GATE_SIGNATURES = (
    "candor_basis(text)",
    "candor_is_own(uuid, uuid)",
    "candor_opens(uuid, uuid, uuid, text, timestamptz, text)",
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
        f" (SELECT candor_basis('{category}')))"
    )
    reads = f"{own} OR (organisation_id = {BOUND} AND {opens})"
    for policy in ("gate", "gate_update", "gate_delete"):
        op.execute(f"ALTER POLICY {policy} ON {table} USING ({reads})")
