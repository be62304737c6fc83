"""Indexes by which workspaces take turns, over nudges that are still on their way only."""

from alembic import op
from sqlalchemy import text

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None
OPEN = text("state IN ('due', 'claimed', 'sending', 'unknown')")


def upgrade() -> None:
    op.create_index(
        op.f("ix_nudge_workspace_id_due_at"),
        "nudge",
        ["workspace_id", "due_at"],
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    op.create_index(op.f("ix_nudge_due_at"), "nudge", ["due_at"], sqlite_where=OPEN, postgresql_where=OPEN)
    op.drop_index(op.f("ix_nudge_state_due_at"), "nudge")


def downgrade() -> None:
    op.create_index(op.f("ix_nudge_state_due_at"), "nudge", ["state", "due_at"])
    op.drop_index(op.f("ix_nudge_due_at"), "nudge")
    op.drop_index(op.f("ix_nudge_workspace_id_due_at"), "nudge")
