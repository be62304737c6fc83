"""Suggestion runs, suggestions and answers."""

from alembic import op

from storage.migrations.first_forms import (
    CHOICE,
    CHOICES,
    ID,
    MEMBER,
    MEMBERS,
    MOMENT,
    NUMBER,
    WORKSPACE,
    column,
    create,
)

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create(
        "run",
        ["iso_week", "asked_by"],
        [
            column("iso_week", NUMBER, "ISO year times 100 plus ISO week", WORKSPACE),
            column("asked_by", ID, "who asked for it out of turn, or ALL for the weekly run", MEMBER),
            column("state", CHOICE, "how far the run came", WORKSPACE),
            column("lease_until", MOMENT, "until when one worker may carry it out", WORKSPACE, nullable=True),
        ],
        refers={"workspace": []},
    )
    create(
        "suggestion",
        ["id"],
        [
            column("id", ID, "the suggestion", MEMBER),
            column("iso_week", NUMBER, "ISO year times 100 plus ISO week", MEMBER),
            column("members", MEMBERS, "who is suggested, in order", MEMBER),
            column("because", CHOICES, "why they fit, from a list", MEMBER),
            column("state", CHOICE, "how it stands", MEMBER),
            column("made_at", MOMENT, "when it was made", MEMBER),
            column("expires_at", MOMENT, "when it lapses unanswered", MEMBER),
        ],
        refers={"workspace": []},
        unique=["workspace_id", "iso_week", "members"],
    )
    op.create_index(op.f("ix_suggestion_expires_at"), "suggestion", ["expires_at"])
    create(
        "suggestion_member",
        ["suggestion_id", "member_id"],
        [
            column("suggestion_id", ID, "which suggestion", MEMBER),
            column("member_id", ID, "whose side", MEMBER),
            column("answer", CHOICE, "yes, no or none yet", MEMBER),
            column("message_ts", ID, "the message in the member's DM that shows it", MEMBER, nullable=True),
        ],
        refers={"suggestion": ["suggestion_id"], "member": ["member_id"]},
    )


def downgrade() -> None:
    op.drop_table("suggestion_member")
    op.drop_table("suggestion")
    op.drop_table("run")
