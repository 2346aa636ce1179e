"""A form's text, its fees' names and payees with its version; passwords given, not chosen."""

from __future__ import annotations

from alembic import op

revision = "0010_forms"
down_revision = "0009_road"
branch_labels = None
depends_on = None

COLUMNS = """
ALTER TABLE form_versions
    ADD COLUMN body text NOT NULL DEFAULT '',
    ADD COLUMN language text NOT NULL DEFAULT 'zh' CHECK (language IN ('zh', 'en')),
    ADD COLUMN upfront_label_zh text,
    ADD COLUMN upfront_label_en text,
    ADD COLUMN upfront_payee text,
    ADD COLUMN monthly_label_zh text,
    ADD COLUMN monthly_label_en text,
    ADD COLUMN monthly_payee text,
    ADD COLUMN late_base text NOT NULL DEFAULT 'overdue' CHECK (late_base IN ('overdue', 'loan')),
    ADD CHECK (num_nulls(upfront_label_zh, upfront_label_en, upfront_payee) IN (0, 3)),
    ADD CHECK (num_nulls(monthly_label_zh, monthly_label_en, monthly_payee) IN (0, 3));
"""

# What every form said before it said so itself; only the demonstration could publish one.
SAID = """
UPDATE form_versions SET
    upfront_label_zh = '服务费', upfront_label_en = 'Service fee',
    upfront_payee = '云桥信息咨询有限公司',
    monthly_label_zh = '会员服务费', monthly_label_en = 'Membership fee',
    monthly_payee = '云桥信息咨询有限公司';
"""

NAMES = (
    "body",
    "language",
    "upfront_label_zh",
    "upfront_label_en",
    "upfront_payee",
    "monthly_label_zh",
    "monthly_label_en",
    "monthly_payee",
    "late_base",
)


def upgrade() -> None:
    op.execute(COLUMNS)
    op.execute("ALTER TABLE credentials ADD COLUMN one_time boolean NOT NULL DEFAULT false")
    op.execute(SAID)


def downgrade() -> None:
    op.execute("ALTER TABLE credentials DROP COLUMN one_time")
    for name in NAMES:
        op.execute(f"ALTER TABLE form_versions DROP COLUMN {name}")
