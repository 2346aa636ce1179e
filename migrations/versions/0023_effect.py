"""When a change of consent took effect, by the database's clock as it is written.

Revises: 0022_joint
"""

from __future__ import annotations

from alembic import op

revision = "0023_effect"
down_revision = "0022_joint"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # In two steps: what happened before nobody timed, and it stays empty there.
    op.execute("ALTER TABLE consent_events ADD COLUMN effective_at timestamptz")
    op.execute("ALTER TABLE consent_events ALTER COLUMN effective_at SET DEFAULT clock_timestamp()")


def downgrade() -> None:
    op.execute("ALTER TABLE consent_events DROP COLUMN effective_at")
