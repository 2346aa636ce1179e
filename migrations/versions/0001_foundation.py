"""Organisations, persons, subjects, keys, purposes, grants, products: what everything rests on."""

from __future__ import annotations

from alembic import op

from migrations.policies import (
    ACTOR,
    BOUND,
    PERSON,
    WORKING_ROLES,
    force_security,
    grant,
    lookup_function,
    own_subject,
    protect_organisation,
    protect_person,
    protect_subject,
    publish,
    reference,
)

revision = "0001_foundation"
down_revision = None
branch_labels = None
depends_on = None

BINDINGS = """
CREATE FUNCTION candor_organisation() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('candor.organisation', true), '')::uuid $$;
CREATE FUNCTION candor_actor() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('candor.actor', true), '')::uuid $$;
CREATE FUNCTION candor_person() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('candor.person', true), '')::uuid $$;
CREATE FUNCTION candor_act() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(current_setting('candor.act', true), '') $$;
"""

TENANCY = """
CREATE TABLE organisations (
    id uuid PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('platform', 'lender', 'regulator')),
    name_zh text NOT NULL,
    name_en text NOT NULL,
    jurisdiction text NOT NULL,
    lender_type text CHECK ((kind = 'lender') = (lender_type IS NOT NULL)),
    territory text[] NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL
);
CREATE TABLE organisation_keys (
    organisation_id uuid NOT NULL REFERENCES organisations (id),
    version integer NOT NULL,
    wrapped bytea NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, version)
);
CREATE TABLE persons (
    id uuid PRIMARY KEY,
    sign_in_index text NOT NULL UNIQUE,
    sign_in_sealed bytea NOT NULL,
    name_sealed bytea NOT NULL,
    language text NOT NULL CHECK (language IN ('zh', 'en')),
    created_at timestamptz NOT NULL
);
CREATE TABLE subjects (
    organisation_id uuid NOT NULL REFERENCES organisations (id),
    id uuid NOT NULL,
    person_id uuid REFERENCES persons (id),
    reference text NOT NULL UNIQUE,
    epoch bigint NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL,
    erased_at timestamptz,
    PRIMARY KEY (organisation_id, id),
    UNIQUE (organisation_id, person_id)
);
CREATE INDEX subjects_person_id_idx ON subjects (person_id);
CREATE TABLE subject_keys (
    organisation_id uuid NOT NULL REFERENCES organisations (id),
    subject_id uuid NOT NULL UNIQUE,
    key_version integer NOT NULL,
    wrapped bytea NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, subject_id)
);
"""

IDENTITY = """
CREATE TABLE memberships (
    organisation_id uuid NOT NULL REFERENCES organisations (id),
    person_id uuid NOT NULL REFERENCES persons (id),
    role text NOT NULL CHECK (role IN ('officer', 'compliance', 'admin', 'supervisor')),
    created_at timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, person_id, role)
);
CREATE INDEX memberships_person_id_idx ON memberships (person_id);
CREATE TABLE credentials (
    person_id uuid PRIMARY KEY REFERENCES persons (id),
    password_hash text NOT NULL,
    totp_sealed bytea,
    totp_confirmed_at timestamptz,
    totp_last_step bigint NOT NULL DEFAULT 0,
    failures integer NOT NULL DEFAULT 0,
    locked_until timestamptz
);
CREATE TABLE sessions (
    token_sha256 bytea PRIMARY KEY,
    person_id uuid NOT NULL REFERENCES persons (id),
    organisation_id uuid REFERENCES organisations (id),
    role text NOT NULL,
    factors text[] NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    ended_at timestamptz
);
CREATE INDEX sessions_person_id_idx ON sessions (person_id);
CREATE TABLE api_keys (
    organisation_id uuid NOT NULL REFERENCES organisations (id),
    id uuid NOT NULL,
    token_sha256 bytea NOT NULL UNIQUE,
    label text NOT NULL,
    scopes text[] NOT NULL,
    created_at timestamptz NOT NULL,
    ended_at timestamptz,
    PRIMARY KEY (organisation_id, id)
);
CREATE TABLE messages (
    id uuid PRIMARY KEY,
    person_id uuid NOT NULL REFERENCES persons (id),
    channel text NOT NULL CHECK (channel IN ('sms', 'email')),
    kind text NOT NULL,
    body_sealed bytea NOT NULL,
    created_at timestamptz NOT NULL,
    sent_at timestamptz,
    read_at timestamptz
);
CREATE INDEX messages_person_id_idx ON messages (person_id, id);
CREATE TABLE idempotency_keys (
    organisation_id uuid NOT NULL REFERENCES organisations (id),
    actor_id uuid NOT NULL,
    route text NOT NULL,
    key text NOT NULL,
    request_sha256 bytea NOT NULL,
    status integer,
    response text,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, actor_id, route, key)
);
"""

CONSENT = """
CREATE TABLE purposes (
    code text PRIMARY KEY,
    position integer NOT NULL,
    name_zh text NOT NULL,
    name_en text NOT NULL,
    basis text NOT NULL CHECK (basis IN ('consent', 'contract', 'legal_duty')),
    separate_consent boolean NOT NULL,
    written_consent boolean NOT NULL,
    refusal_may_stop_service boolean NOT NULL,
    revocable boolean NOT NULL
);
CREATE TABLE purpose_categories (
    purpose text NOT NULL REFERENCES purposes (code),
    category text NOT NULL,
    PRIMARY KEY (purpose, category)
);
CREATE TABLE acts (code text PRIMARY KEY, name_zh text NOT NULL, name_en text NOT NULL);
CREATE TABLE act_purposes (
    act text NOT NULL REFERENCES acts (code),
    purpose text NOT NULL REFERENCES purposes (code),
    PRIMARY KEY (act, purpose)
);
CREATE TABLE notices (
    organisation_id uuid NOT NULL REFERENCES organisations (id),
    id uuid NOT NULL,
    purpose text NOT NULL REFERENCES purposes (code),
    version integer NOT NULL,
    text_zh text NOT NULL,
    text_en text NOT NULL,
    sha256 text NOT NULL,
    published_at timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, id),
    UNIQUE (organisation_id, purpose, version)
);
CREATE TABLE grants (
    organisation_id uuid NOT NULL,
    id uuid NOT NULL,
    subject_id uuid NOT NULL,
    purpose text NOT NULL REFERENCES purposes (code),
    notice_id uuid NOT NULL,
    notice_sha256 text NOT NULL,
    categories text[] NOT NULL,
    recipient text NOT NULL,
    method text NOT NULL,
    language text NOT NULL,
    granted_at timestamptz NOT NULL,
    valid_from timestamptz NOT NULL,
    valid_until timestamptz NOT NULL,
    data_life_days integer NOT NULL,
    look_back_days integer,
    use_limit integer,
    use_count integer NOT NULL DEFAULT 0,
    paused_at timestamptz,
    stale_at timestamptz,
    withdrawn_at timestamptz,
    PRIMARY KEY (organisation_id, id),
    FOREIGN KEY (organisation_id, subject_id) REFERENCES subjects (organisation_id, id),
    FOREIGN KEY (organisation_id, notice_id) REFERENCES notices (organisation_id, id)
);
CREATE INDEX grants_live_idx ON grants (organisation_id, subject_id, purpose)
    INCLUDE (valid_from, valid_until) WHERE withdrawn_at IS NULL;
CREATE TABLE consent_events (
    organisation_id uuid NOT NULL,
    id uuid NOT NULL,
    subject_id uuid NOT NULL,
    purpose text NOT NULL REFERENCES purposes (code),
    kind text NOT NULL
        CHECK (kind IN ('granted', 'refused', 'withdrawn', 'paused', 'resumed', 'stale')),
    grant_id uuid,
    method text NOT NULL,
    actor_id uuid NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, id),
    FOREIGN KEY (organisation_id, subject_id) REFERENCES subjects (organisation_id, id)
);
CREATE INDEX consent_events_subject_idx ON consent_events (organisation_id, subject_id, id);
CREATE TABLE data_reads (
    organisation_id uuid NOT NULL,
    id uuid NOT NULL,
    subject_id uuid NOT NULL,
    act text NOT NULL REFERENCES acts (code),
    categories text[] NOT NULL,
    actor_id uuid NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, id),
    FOREIGN KEY (organisation_id, subject_id) REFERENCES subjects (organisation_id, id)
);
CREATE INDEX data_reads_subject_idx ON data_reads (organisation_id, subject_id, id);
"""

PRODUCTS = """
CREATE TABLE products (
    organisation_id uuid NOT NULL REFERENCES organisations (id),
    id uuid NOT NULL,
    code text NOT NULL,
    name_zh text NOT NULL,
    name_en text NOT NULL,
    scenario text NOT NULL
        CHECK (scenario IN ('cash', 'education', 'medical', 'travel', 'purchase')),
    published_at timestamptz,
    retired_at timestamptz,
    PRIMARY KEY (organisation_id, id),
    UNIQUE (organisation_id, code)
);
CREATE TABLE form_versions (
    organisation_id uuid NOT NULL,
    id uuid NOT NULL,
    product_id uuid NOT NULL,
    version integer NOT NULL,
    template text NOT NULL,
    body_sha256 text NOT NULL,
    audit text NOT NULL,
    published_at timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, id),
    UNIQUE (organisation_id, product_id, version),
    FOREIGN KEY (organisation_id, product_id) REFERENCES products (organisation_id, id)
);
CREATE TABLE offers (
    organisation_id uuid NOT NULL,
    id uuid NOT NULL,
    product_id uuid NOT NULL,
    form_version_id uuid NOT NULL,
    code text NOT NULL,
    amount_min_minor bigint NOT NULL,
    amount_max_minor bigint NOT NULL,
    currency text NOT NULL,
    months integer NOT NULL CHECK (months > 0),
    monthly_rate numeric(12, 8) NOT NULL CHECK (monthly_rate >= 0),
    upfront_fee numeric(12, 8) NOT NULL CHECK (upfront_fee >= 0),
    monthly_fee numeric(12, 8) NOT NULL CHECK (monthly_fee >= 0),
    late_daily_rate numeric(12, 8) NOT NULL CHECK (late_daily_rate >= 0),
    stated_apr_percent numeric(9, 4),
    since date NOT NULL,
    until date,
    PRIMARY KEY (organisation_id, id),
    UNIQUE (organisation_id, code),
    CHECK (amount_min_minor > 0 AND amount_min_minor <= amount_max_minor),
    FOREIGN KEY (organisation_id, product_id) REFERENCES products (organisation_id, id),
    FOREIGN KEY (organisation_id, form_version_id) REFERENCES form_versions (organisation_id, id)
);
"""

TABLES = (
    "offers", "form_versions", "products", "data_reads", "consent_events", "grants", "notices",
    "act_purposes", "acts", "purpose_categories", "purposes", "idempotency_keys", "messages",
    "api_keys", "sessions", "credentials", "memberships", "subject_keys", "subjects", "persons",
    "organisation_keys", "organisations",
)  # fmt: skip


def upgrade() -> None:
    op.execute(BINDINGS + TENANCY + IDENTITY + CONSENT + PRODUCTS)
    secure_tenancy()
    secure_identity()
    secure_consent_and_products()
    lookup_functions()


def secure_tenancy() -> None:
    for table in ("organisations",):
        reference(table)
    force_security("organisation_keys")
    # A person seals their own data at each lender, and their sign-in data at the platform.
    visible = (
        f"organisation_id = {BOUND}"
        " OR organisation_id = '00000000-0000-7000-8000-000000000001'"
        " OR EXISTS (SELECT 1 FROM subjects s WHERE s.person_id = "
        f"{PERSON} AND s.organisation_id = organisation_keys.organisation_id)"
    )
    op.execute(
        f"CREATE POLICY organisation ON organisation_keys FOR SELECT TO {WORKING_ROLES}"
        f" USING ({visible})"
    )
    grant("organisation_keys", "SELECT")
    force_security("subjects")
    condition = f"organisation_id = {BOUND} OR person_id = {PERSON}"
    op.execute(
        f"CREATE POLICY subject ON subjects TO {WORKING_ROLES}"
        f" USING ({condition}) WITH CHECK ({condition})"
    )
    grant("subjects", "SELECT, INSERT, UPDATE")
    force_security("subject_keys")
    condition = (
        f"organisation_id = {BOUND} OR {own_subject('subject_keys')}"
        " OR (organisation_id = '00000000-0000-7000-8000-000000000001'"
        f" AND subject_id = {ACTOR})"
    )
    op.execute(
        f"CREATE POLICY subject ON subject_keys TO {WORKING_ROLES}"
        f" USING ({condition}) WITH CHECK ({condition})"
    )
    grant("subject_keys", "SELECT, INSERT, DELETE")


def secure_identity() -> None:
    protect_person("persons", "id")
    for table in ("credentials", "sessions", "messages"):
        protect_person(table)
    force_security("memberships")
    condition = f"organisation_id = {BOUND} OR person_id = {ACTOR}"
    op.execute(
        f"CREATE POLICY organisation ON memberships FOR SELECT TO {WORKING_ROLES}"
        f" USING ({condition})"
    )
    grant("memberships", "SELECT")
    protect_organisation("api_keys")
    for table in ("memberships", "api_keys"):
        op.execute(f"CREATE POLICY lookup ON {table} FOR SELECT TO candor_lookup USING (true)")
        op.execute(f"GRANT SELECT ON {table} TO candor_lookup")
    protect_organisation("idempotency_keys")
    # The follower writes notices to people whom it does not act for.
    op.execute("CREATE POLICY follower ON messages FOR INSERT TO candor_follower WITH CHECK (true)")


def secure_consent_and_products() -> None:
    for table in ("purposes", "purpose_categories", "acts", "act_purposes"):
        reference(table)
    protect_organisation("notices", "SELECT, INSERT")
    publish("notices")
    protect_subject("grants", "SELECT, INSERT, UPDATE")
    protect_subject("consent_events", "SELECT, INSERT")
    protect_subject("data_reads", "SELECT, INSERT")
    for table in ("products", "form_versions", "offers"):
        protect_organisation(table, "SELECT, INSERT, UPDATE")
    publish("products", "published_at IS NOT NULL")
    publish("form_versions")
    publish("offers")


def lookup_functions() -> None:
    # A role must be allowed to create where it is to own; it is taken back at once.
    op.execute("GRANT USAGE, CREATE ON SCHEMA public TO candor_lookup")
    lookup_function(
        "lookup_sign_in(wanted text)",
        "TABLE (person_id uuid)",
        "SELECT id FROM persons WHERE sign_in_index = wanted LIMIT 1",
    )
    lookup_function(
        "lookup_session(wanted bytea)",
        "TABLE (person_id uuid, organisation_id uuid, role text, factors text[],"
        " created_at timestamptz, expires_at timestamptz)",
        "SELECT s.person_id, s.organisation_id, s.role, s.factors, s.created_at, s.expires_at"
        " FROM sessions s WHERE s.token_sha256 = wanted AND s.ended_at IS NULL"
        " AND s.expires_at > statement_timestamp()"
        " AND (s.organisation_id IS NULL OR EXISTS (SELECT 1 FROM memberships m"
        " WHERE m.person_id = s.person_id AND m.organisation_id = s.organisation_id"
        " AND m.role = s.role)) LIMIT 1",
    )
    lookup_function(
        "lookup_api_key(wanted bytea)",
        "TABLE (organisation_id uuid, id uuid, scopes text[])",
        "SELECT k.organisation_id, k.id, k.scopes FROM api_keys k"
        " WHERE k.token_sha256 = wanted AND k.ended_at IS NULL LIMIT 1",
    )
    op.execute("REVOKE CREATE ON SCHEMA public FROM candor_lookup")


def downgrade() -> None:
    for signature in ("lookup_api_key(bytea)", "lookup_session(bytea)", "lookup_sign_in(text)"):
        op.execute(f"DROP FUNCTION {signature}")
    for table in TABLES:
        op.execute(f"DROP TABLE {table} CASCADE")
    for name in ("act", "person", "actor", "organisation"):
        op.execute(f"DROP FUNCTION candor_{name}()")
