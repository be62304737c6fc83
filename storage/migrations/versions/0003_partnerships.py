"""Partnerships, covenants by pointer, check-ins and attendance."""

from alembic import op

from storage.migrations.first_forms import CHOICE, DATE, ID, MEMBER, MOMENT, NUMBER, PARTNERSHIP, ZONE, column, create

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create(
        "partnership",
        ["id"],
        [
            column("id", ID, "the partnership", PARTNERSHIP),
            column("channel_id", ID, "its group DM with the bot", PARTNERSHIP, nullable=True),
            column("state", CHOICE, "forming, active or ended", PARTNERSHIP),
            column("formed_at", MOMENT, "when everybody had accepted", PARTNERSHIP),
            column("ended_at", MOMENT, "when it ended", PARTNERSHIP, nullable=True),
            column("end_reason", CHOICE, "why it ended, from a list", PARTNERSHIP, nullable=True),
        ],
        refers={"workspace": []},
    )
    create(
        "partnership_member",
        ["partnership_id", "member_id"],
        [
            column("partnership_id", ID, "which partnership", PARTNERSHIP),
            column("member_id", ID, "who belongs to it", MEMBER),
            column("left_at", MOMENT, "when they left it", MEMBER, nullable=True),
        ],
        refers={"partnership": ["partnership_id"], "member": ["member_id"]},
    )
    op.create_index(op.f("ix_partnership_member_member_id"), "partnership_member", ["member_id"])
    create(
        "covenant",
        ["partnership_id"],
        [
            column("partnership_id", ID, "whose covenant", PARTNERSHIP),
            column("message_ts", ID, "the pinned card in the group DM", PARTNERSHIP, nullable=True),
            column("proposer_id", ID, "who proposed these terms", MEMBER),
            column("revision", NUMBER, "counts changes of the terms; signatures are for one", PARTNERSHIP),
            column("first_on", DATE, "local date of the first check-in", PARTNERSHIP),
            column("minute_of_day", NUMBER, "local start in minutes after midnight", PARTNERSHIP),
            column("zone", ZONE, "zone in which dates and hours are reckoned", PARTNERSHIP),
            column("cadence", CHOICE, "agreed cadence", PARTNERSHIP),
            column("minutes", NUMBER, "agreed length in minutes", PARTNERSHIP),
            column("format", CHOICE, "agreed format", PARTNERSHIP),
            column("recalibrate_on", DATE, "agreed date to look at the terms again", PARTNERSHIP),
        ],
        refers={"partnership": ["partnership_id"]},
    )
    create(
        "commitment",
        ["partnership_id", "member_id"],
        [
            column("partnership_id", ID, "for which partnership", PARTNERSHIP),
            column("member_id", ID, "whose commitment", MEMBER),
            column("channel_id", ID, "the DM that holds the card", MEMBER),
            column("message_ts", ID, "which message in it is the card", MEMBER),
        ],
        refers={"partnership": ["partnership_id"], "member": ["member_id"]},
    )
    create(
        "signature",
        ["partnership_id", "member_id"],
        [
            column("partnership_id", ID, "whose covenant", PARTNERSHIP),
            column("member_id", ID, "who signed", MEMBER),
            column("revision", NUMBER, "which revision of the terms they signed", MEMBER),
            column("signed_at", MOMENT, "when they signed", MEMBER),
        ],
        refers={"partnership": ["partnership_id"], "member": ["member_id"]},
    )
    create(
        "check_in",
        ["partnership_id", "local_date"],
        [
            column("partnership_id", ID, "whose check-in", PARTNERSHIP),
            column("local_date", DATE, "its date in the covenant's zone", PARTNERSHIP),
            column("starts_at", MOMENT, "when it starts", PARTNERSHIP),
            column("minutes", NUMBER, "how long it is planned to last, in minutes", PARTNERSHIP),
            column("state", CHOICE, "planned, or moved to another date", PARTNERSHIP),
            column("moved_to", DATE, "the date it was moved to", PARTNERSHIP, nullable=True),
        ],
        refers={"partnership": ["partnership_id"]},
    )
    op.create_index(op.f("ix_check_in_starts_at"), "check_in", ["starts_at"])
    create(
        "attendance",
        ["partnership_id", "local_date", "member_id"],
        [
            column("partnership_id", ID, "whose check-in", PARTNERSHIP),
            column("local_date", DATE, "which check-in", PARTNERSHIP),
            column("member_id", ID, "who recorded it, for themselves", MEMBER),
            column("attendance", CHOICE, "attended or missed", MEMBER),
        ],
        refers={"partnership": ["partnership_id"], "member": ["member_id"]},
    )


def downgrade() -> None:
    op.drop_table("attendance")
    op.drop_table("check_in")
    op.drop_table("signature")
    op.drop_table("commitment")
    op.drop_table("covenant")
    op.drop_table("partnership_member")
    op.drop_table("partnership")
