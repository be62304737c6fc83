"""Nudges."""

from alembic import op

from storage.migrations.first_forms import CHOICE, DATE, ID, MOMENT, NUMBER, RECIPIENT, column, create

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create(
        "nudge",
        ["subject_id", "local_date", "member_id", "kind"],
        [
            column("subject_id", ID, "the partnership or suggestion that it is about, else zeros", RECIPIENT),
            column("local_date", DATE, "the local date that it is about", RECIPIENT),
            column("member_id", ID, "who receives it, or ALL for the group DM", RECIPIENT),
            column("kind", CHOICE, "what it is about", RECIPIENT),
            column("state", CHOICE, "where it is on its way", RECIPIENT),
            column("due_at", MOMENT, "when it is to be sent", RECIPIENT),
            column("expires_at", MOMENT, "after this it is too late to send", RECIPIENT),
            column("fence", NUMBER, "counts claims; a write with an older count is refused", RECIPIENT),
            column("owner", ID, "which worker process holds the claim", RECIPIENT, nullable=True),
            column("lease_until", MOMENT, "until when the claim holds", RECIPIENT, nullable=True),
            column("attempted_at", MOMENT, "when the last attempt to send began", RECIPIENT, nullable=True),
            column("message_ts", ID, "the message that was sent", RECIPIENT, nullable=True),
            column("reason", CHOICE, "why it was not sent, from a list", RECIPIENT, nullable=True),
        ],
        refers={"workspace": []},
    )
    op.create_index(op.f("ix_nudge_state_due_at"), "nudge", ["state", "due_at"])


def downgrade() -> None:
    op.drop_table("nudge")
