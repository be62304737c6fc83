"""Previews, the worker that reads, and what would have opened more."""

from alembic import op

from storage.migrations.first_forms import CHOICE, ID, MEMBER, MOMENT, WORKSPACE, add, column, create

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None
ANSWERED = "until it is answered or the host erases themselves"


def upgrade() -> None:
    create(
        "preview",
        ["member_id"],
        [
            column("member_id", ID, "the host who asked for a preview", ANSWERED),
            column("asked_at", MOMENT, "when they asked", ANSWERED),
            column("lease_until", MOMENT, "until when one worker may answer it", ANSWERED, nullable=True),
        ],
        refers={"workspace": []},
    )
    create(
        "reader",
        [],
        [
            column("owner", ID, "which worker process reads the goals and matches", WORKSPACE),
            column("lease_until", MOMENT, "until when no other does", WORKSPACE),
        ],
        refers={"workspace": []},
    )
    add("member", column("change", CHOICE, "which one choice would have opened more, from a list", MEMBER, True))


def downgrade() -> None:
    op.drop_table("reader")
    op.drop_table("preview")
    op.drop_column("member", "change")
