"""The programme that a host chose, and the life of partnerships: cycles, agreed terms, moves, links, daily steps."""

from typing import Any

from alembic import op

from storage.migrations.first_forms import (
    CHOICE,
    DATE,
    ID,
    MEMBER,
    MOMENT,
    NUMBER,
    PARTNERSHIP,
    RECIPIENT,
    WORKSPACE,
    YES_NO,
    ZONE,
    add,
    column,
    create,
)

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None
HOST = "until an admin takes them off or they erase themselves"
TABLES = ("programme", "host", "cycle", "silence", "circle_link", "agreed", "move", "daily_step")


def upgrade() -> None:
    _programme()
    _cycles()
    _check_ins()
    for table, columns in _added().items():
        for each in columns:
            add(table, each)
    _say_of("check_in.state", "planned, moved to another date, or skipped", PARTNERSHIP)
    _say_of("nudge.reason", "why it was not sent, or that it was answered; from a list", RECIPIENT)


def downgrade() -> None:
    _say_of("nudge.reason", "why it was not sent, from a list", RECIPIENT)
    _say_of("check_in.state", "planned, or moved to another date", PARTNERSHIP)
    for table in reversed(TABLES):
        op.drop_table(table)
    for table, columns in _added().items():
        for each in columns:
            op.drop_column(table, each.name)


def _say_of(of: str, meaning: str, kept: str) -> None:
    """Change the comment of a column, as far as the database keeps any."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"COMMENT ON COLUMN {of} IS '{meaning} | {kept}'")


def _programme() -> None:
    create(
        "programme",
        [],
        [
            column("preset", CHOICE, "the way of practising that is proposed", WORKSPACE),
            column("declaring_channel_id", ID, "channel in which members may declare a goal", WORKSPACE, True),
            column("pulse_channel_id", ID, "channel for the monthly pulse", WORKSPACE, True),
            column("guests_allowed", YES_NO, "whether guests may take part", WORKSPACE),
            column("manager_field", ID, "profile field that names a person's manager", WORKSPACE, True),
            column("partnership_limit", NUMBER, "most partnerships of one member", WORKSPACE),
            column(
                "support_channel_id", ID, "the host's DM that holds the card with the support link", WORKSPACE, True
            ),
            column("support_ts", ID, "which message in it is that card", WORKSPACE, True),
        ],
        refers={"workspace": []},
    )
    create(
        "host",
        ["member_id"],
        [column("member_id", ID, "who may choose the settings beside the admins", HOST)],
        refers={"workspace": []},
    )


def _cycles() -> None:
    ours = {"partnership": ["partnership_id"]}
    create(
        "cycle",
        ["partnership_id"],
        [
            column("partnership_id", ID, "whose cycle", PARTNERSHIP),
            column("number", NUMBER, "which cycle it is, from 1", PARTNERSHIP),
            column("began_on", DATE, "local date on which it began", PARTNERSHIP),
            column("is_rotating", YES_NO, "whether other twos of the circle meet each month", PARTNERSHIP),
        ],
        refers=ours,
    )
    create(
        "silence",
        ["partnership_id", "kind", "cycle"],
        [
            column("partnership_id", ID, "whose wish", PARTNERSHIP),
            column("kind", CHOICE, "what is not to be proposed", PARTNERSHIP),
            column("cycle", NUMBER, "in which cycle", PARTNERSHIP),
        ],
        refers=ours,
    )
    create(
        "circle_link",
        ["partnership_id", "other_id"],
        [
            column("partnership_id", ID, "the circle that asked", PARTNERSHIP),
            column("other_id", ID, "the circle that was asked", PARTNERSHIP),
            column("accepted", YES_NO, "whether the other circle agreed", PARTNERSHIP),
        ],
        refers=ours,
    )


def _check_ins() -> None:
    ours = {"partnership": ["partnership_id"]}
    with_member = {**ours, "member": ["member_id"]}
    create(
        "agreed",
        ["partnership_id"],
        [
            column("partnership_id", ID, "whose terms", PARTNERSHIP),
            column("revision", NUMBER, "which revision of the covenant these are", PARTNERSHIP),
            column("first_on", DATE, "local date of the first check-in", PARTNERSHIP),
            column("minute_of_day", NUMBER, "local start in minutes after midnight", PARTNERSHIP),
            column("zone", ZONE, "zone in which dates and hours are reckoned", PARTNERSHIP),
            column("cadence", CHOICE, "agreed cadence", PARTNERSHIP),
            column("minutes", NUMBER, "agreed length in minutes", PARTNERSHIP),
            column("format", CHOICE, "agreed format", PARTNERSHIP),
            column("recalibrate_on", DATE, "agreed date to look at the terms again", PARTNERSHIP),
            column("preset", CHOICE, "agreed way of practising", PARTNERSHIP),
            column("words_channel_id", ID, "the DM that holds the agreed shared words", MEMBER, True),
            column("words_ts", ID, "which message in it holds them", MEMBER, True),
        ],
        refers=ours,
    )
    create(
        "move",
        ["partnership_id", "local_date"],
        [
            column("partnership_id", ID, "whose check-in", PARTNERSHIP),
            column("local_date", DATE, "which check-in", PARTNERSHIP),
            column("member_id", ID, "who proposes the new time", MEMBER),
            column("starts_at", MOMENT, "the proposed start", PARTNERSHIP),
        ],
        refers=with_member,
    )
    create(
        "daily_step",
        ["partnership_id", "member_id"],
        [
            column("partnership_id", ID, "whose partners read the answer", PARTNERSHIP),
            column("member_id", ID, "who wants to be asked", MEMBER),
            column("minute_of_day", NUMBER, "at which local time, in minutes after midnight", MEMBER),
        ],
        refers=with_member,
    )


def _added() -> dict[str, list[Any]]:
    return {
        "member": [
            column("manager_id", ID, "whom their profile names as manager, if the host named the field", MEMBER, True)
        ],
        "goal": [
            column("declared_channel_id", ID, "channel in which the goal was declared", MEMBER, True),
            column("declared_ts", ID, "which message in it is the declaration", MEMBER, True),
        ],
        "covenant": [
            column("preset", CHOICE, "the way of practising that is proposed", PARTNERSHIP, True),
            column("words_channel_id", ID, "the DM of the proposer that holds the shared words", MEMBER, True),
            column("words_ts", ID, "which message in it holds them", MEMBER, True),
            column("proposed_at", MOMENT, "when these terms were proposed", PARTNERSHIP, True),
        ],
        "run": [
            column(
                "partnership_id",
                ID,
                "the partnership that is to have one more member, if that was asked for",
                MEMBER,
                True,
            )
        ],
        "suggestion": [
            column("partnership_id", ID, "the partnership that it would enlarge, if any", MEMBER, True),
            column("inviter_id", ID, "who invited the others, if it was not matching", MEMBER, True),
        ],
    }
