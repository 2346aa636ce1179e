"""Findings with an owner and two signatures, who sells a product, its loans, law a lender read."""

from __future__ import annotations

from alembic import op

from migrations.policies import protect_organisation

revision = "0012_products"
down_revision = "0011_audits"
branch_labels = None
depends_on = None

FINDINGS = """
CREATE TABLE form_findings (
    organisation_id uuid NOT NULL,
    id uuid NOT NULL,
    product_id uuid NOT NULL,
    form_version_id uuid NOT NULL,
    reference text NOT NULL UNIQUE,
    code text NOT NULL,
    severity text NOT NULL CHECK (severity IN ('critical', 'high', 'medium', 'low')),
    state text NOT NULL CHECK (state IN ('open', 'accepted', 'mended', 'not_so')),
    accepted_until date,
    owner_id uuid,
    owner_sealed bytea,
    opened_at timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, id),
    UNIQUE (organisation_id, form_version_id, code),
    CHECK ((state = 'accepted') = (accepted_until IS NOT NULL)),
    CHECK ((owner_id IS NULL) = (owner_sealed IS NULL)),
    FOREIGN KEY (organisation_id, product_id) REFERENCES products (organisation_id, id),
    FOREIGN KEY (organisation_id, form_version_id) REFERENCES form_versions (organisation_id, id)
);
CREATE TABLE form_finding_moves (
    organisation_id uuid NOT NULL,
    id uuid NOT NULL,
    finding_id uuid NOT NULL,
    state text NOT NULL CHECK (state IN ('open', 'accepted', 'mended', 'not_so')),
    accepted_until date,
    reason_sealed bytea NOT NULL,
    asked_by uuid NOT NULL,
    asker_sealed bytea NOT NULL,
    asked_at timestamptz NOT NULL,
    answered_by uuid,
    answerer_sealed bytea,
    answered_at timestamptz,
    agreed boolean,
    PRIMARY KEY (organisation_id, id),
    CHECK (answered_by <> asked_by),
    CHECK (num_nulls(answered_by, answerer_sealed, answered_at, agreed) IN (0, 4)),
    FOREIGN KEY (organisation_id, finding_id) REFERENCES form_findings (organisation_id, id)
);
CREATE UNIQUE INDEX form_finding_moves_waiting_idx
    ON form_finding_moves (organisation_id, finding_id) WHERE agreed IS NULL;
"""

SELLING = """
CREATE TABLE product_partners (
    organisation_id uuid NOT NULL,
    id uuid NOT NULL,
    product_id uuid NOT NULL,
    code text NOT NULL,
    name_zh text NOT NULL,
    name_en text NOT NULL,
    role text NOT NULL
        CHECK (role IN ('introduces', 'guarantees', 'services', 'insures', 'collects')),
    since date NOT NULL,
    until date,
    PRIMARY KEY (organisation_id, id),
    UNIQUE (organisation_id, product_id, code),
    FOREIGN KEY (organisation_id, product_id) REFERENCES products (organisation_id, id)
);
CREATE TABLE product_channels (
    organisation_id uuid NOT NULL,
    id uuid NOT NULL,
    product_id uuid NOT NULL,
    code text NOT NULL,
    name_zh text NOT NULL,
    name_en text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('app', 'website', 'branch', 'partner', 'phone')),
    partner_code text,
    PRIMARY KEY (organisation_id, id),
    UNIQUE (organisation_id, product_id, code),
    FOREIGN KEY (organisation_id, product_id) REFERENCES products (organisation_id, id),
    FOREIGN KEY (organisation_id, product_id, partner_code)
        REFERENCES product_partners (organisation_id, product_id, code)
);
CREATE TABLE product_advertisements (
    organisation_id uuid NOT NULL,
    id uuid NOT NULL,
    product_id uuid NOT NULL,
    code text NOT NULL,
    channel_code text NOT NULL,
    language text NOT NULL CHECK (language IN ('zh', 'en')),
    words text NOT NULL,
    since date NOT NULL,
    until date,
    PRIMARY KEY (organisation_id, id),
    UNIQUE (organisation_id, product_id, code),
    FOREIGN KEY (organisation_id, product_id, channel_code)
        REFERENCES product_channels (organisation_id, product_id, code)
);
CREATE TABLE product_loans (
    organisation_id uuid NOT NULL,
    id uuid NOT NULL,
    product_id uuid NOT NULL,
    reference text NOT NULL,
    offer_code text NOT NULL,
    disbursed_on date NOT NULL,
    principal_minor bigint NOT NULL CHECK (principal_minor > 0),
    principal_currency text NOT NULL,
    owed_minor bigint CHECK (owed_minor >= 0),
    owed_currency text,
    counted_at timestamptz,
    PRIMARY KEY (organisation_id, id),
    UNIQUE (organisation_id, reference),
    CHECK (num_nulls(owed_minor, owed_currency, counted_at) IN (0, 3)),
    FOREIGN KEY (organisation_id, product_id) REFERENCES products (organisation_id, id)
);
CREATE INDEX product_loans_product_idx ON product_loans (organisation_id, product_id, reference);
"""

LAW = """
CREATE TABLE law_confirmations (
    organisation_id uuid NOT NULL REFERENCES organisations (id),
    id uuid NOT NULL,
    law text NOT NULL,
    row_sha256 text NOT NULL,
    words text NOT NULL,
    words_sha256 text NOT NULL,
    source text NOT NULL,
    asked_by uuid NOT NULL,
    first_sealed bytea NOT NULL,
    asked_at timestamptz NOT NULL,
    confirmed_by uuid,
    second_sealed bytea,
    confirmed_at timestamptz,
    refused_at timestamptz,
    PRIMARY KEY (organisation_id, id),
    CHECK (confirmed_by <> asked_by),
    CHECK (num_nulls(confirmed_by, second_sealed) IN (0, 2)),
    CHECK (confirmed_at IS NULL OR (confirmed_by IS NOT NULL AND refused_at IS NULL))
);
CREATE UNIQUE INDEX law_confirmations_waiting_idx ON law_confirmations (organisation_id, law)
    WHERE confirmed_at IS NULL AND refused_at IS NULL;
"""

# What was found on forms published before findings were rows: open, and nobody's yet.
FOUND = """
INSERT INTO form_findings (organisation_id, id, product_id, form_version_id, reference, code,
    severity, state, opened_at)
SELECT v.organisation_id, gen_random_uuid(), v.product_id, v.id,
    'F-' || upper(translate(left(replace(gen_random_uuid()::text, '-', ''), 16), 'ilou', '1101')),
    f ->> 'id', f ->> 'severity', 'open', v.published_at
FROM form_versions v, jsonb_array_elements((v.audit::jsonb) -> 'findings') f
WHERE v.audit::jsonb ? 'findings'
ON CONFLICT DO NOTHING;
"""

CHANGED = ("form_findings", "form_finding_moves", "law_confirmations", "product_loans")
KEPT = ("product_partners", "product_channels", "product_advertisements")


def upgrade() -> None:
    op.execute(FINDINGS + SELLING + LAW)
    for table in CHANGED:
        protect_organisation(table, "SELECT, INSERT, UPDATE")
    for table in KEPT:
        protect_organisation(table, "SELECT, INSERT")
    op.execute(FOUND)


def downgrade() -> None:
    for table in (
        "form_finding_moves",
        "form_findings",
        "product_loans",
        "product_advertisements",
        "product_channels",
        "product_partners",
        "law_confirmations",
    ):
        op.execute(f"DROP TABLE {table}")
