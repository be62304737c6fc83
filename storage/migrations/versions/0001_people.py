"""Workspaces, members, goals by pointer and avoid lists."""

from alembic import op

from storage.migrations.first_forms import (
    CHOICE,
    CHOICES,
    DATE,
    ID,
    MEMBER,
    MOMENT,
    NUMBER,
    WORKSPACE,
    YES_NO,
    ZONE,
    column,
    create,
)

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    create(
        "workspace",
        [],
        [
            column("run_weekday", CHOICE, "day of the weekly suggestion run", WORKSPACE),
            column("run_hour", NUMBER, "local hour of the weekly suggestion run, 0 to 23", WORKSPACE),
            column("run_zone", ZONE, "time zone of the weekly suggestion run", WORKSPACE),
            column("installed_at", MOMENT, "when the workspace was first seen", WORKSPACE),
        ],
    )
    create(
        "member",
        ["member_id"],
        [
            column("member_id", ID, "the member, as Slack names them", MEMBER),
            column("channel_id", ID, "the DM between the bot and the member", MEMBER),
            column("zone", ZONE, "the member's time zone, from Slack", MEMBER),
            column("status", CHOICE, "whether the member takes part now", MEMBER),
            column("paused_until", DATE, "local date on which a pause ends by itself", MEMBER, nullable=True),
            column("waited", NUMBER, "weekly runs in a row without a suggestion", MEMBER),
            column("unmatched", CHOICE, "why the last run had nobody for them, from a list", MEMBER, nullable=True),
            column("joined_at", MOMENT, "when the member stated their first goal", MEMBER),
        ],
        refers={"workspace": []},
    )
    create(
        "goal",
        ["member_id"],
        [
            column("member_id", ID, "whose goal it is", MEMBER),
            column("channel_id", ID, "the DM that holds the goal card", MEMBER),
            column("message_ts", ID, "which message in it is the goal card", MEMBER),
            column("commitment", CHOICE, "chosen commitment level", MEMBER),
            column("cadence", CHOICE, "chosen cadence", MEMBER),
            column("formats", CHOICES, "chosen check-in formats", MEMBER),
            column("sizes", CHOICES, "chosen partnership sizes", MEMBER),
            column("days", CHOICES, "days that suit", MEMBER),
            column("parts", CHOICES, "parts of the day that suit", MEMBER),
            column("period", CHOICE, "how long the goal runs, in days", MEMBER),
            column("readable", YES_NO, "whether suggested people may read the goal", MEMBER),
            column("state", CHOICE, "whether the card can still be read", MEMBER),
            column("stated_at", MOMENT, "when the goal was stated", MEMBER),
            column("recalibrate_on", DATE, "last day of the goal's period", MEMBER),
        ],
        refers={"member": ["member_id"]},
    )
    create(
        "avoidance",
        ["member_id", "avoided_id"],
        [
            column("member_id", ID, "whose list it is", MEMBER),
            column("avoided_id", ID, "who is not to be suggested", MEMBER),
        ],
        refers={"member": ["member_id"]},
    )


def downgrade() -> None:
    op.drop_table("avoidance")
    op.drop_table("goal")
    op.drop_table("member")
    op.drop_table("workspace")
