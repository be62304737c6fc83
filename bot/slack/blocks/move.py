"""Moving a check-in, letting it rest, and what the group DM reads of that."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.slack.blocks import kit, phrases
from bot.slack.blocks.check_in import said, value_of
from bot.slack.blocks.ids import Action, Field, Form
from bot.slack.message import Block, Message
from storage.records import CheckIn, Move

SOON = "A check-in that is called off is best made up within 48 hours."
REST = "Let this one rest"
CALL_OFF = "Call it off for now"
WITHOUT_ME = "Go on without me"


def move_modal(
    check_in: CheckIn, zone: str, proposed: date, return_to: str, circle: bool, soon: bool, skip: str | None
) -> Block:
    """Ask for the new date and time on the member's own clock; `return_to` names the message to replace.

    `soon` says that the partners agreed on 48 hours; `skip` labels the button for those who need no new time.
    """
    local = check_in.starts_at.astimezone(ZoneInfo(zone))
    carried = f"{value_of(check_in)}|{return_to}"
    blocks = [
        kit.section(f"Planned so far: {phrases.moment(check_in.starts_at, zone)}."),
        kit.pick_date(Field.FIRST_ON, "New date", proposed, SOON if soon else None),
        kit.pick_time(Field.TIME, "New time", time(local.hour, local.minute), f"On your own clock ({zone})."),
    ]
    if circle:
        blocks.append(kit.context("I post it in your group DM. One more yes, and the check-in moves."))
    if skip:
        blocks += [kit.section("No new time in sight?"), kit.actions(kit.button(skip, Action.SKIP, carried))]
    return kit.modal(Form.MOVE, "A new time", blocks, submit="Propose it" if circle else "Move it", metadata=carried)


def moved_card(moved_to: datetime, zone: str) -> Message:
    """Replace the nudge after a move."""
    return said(f"Moved to {phrases.moment(moved_to, zone)}. I post the new time in your group DM.")


def proposed_card(new_time: datetime, zone: str) -> Message:
    """Tell the member that their circle has the proposal."""
    return said(f"Your circle reads in the group DM that you propose {phrases.moment(new_time, zone)}.")


def moved_message(starts_at: datetime, zones: dict[str, str]) -> Message:
    """Tell the group DM the new time on everybody's own clock."""
    lines = ["Your check-in has a new time:", *clocks(starts_at, zones)]
    return Message("Your check-in has a new time", [kit.section("\n".join(lines))])


def proposed_message(move: Move, zones: dict[str, str]) -> Message:
    """Ask a circle for one more yes to a new time."""
    lines = [
        f"{phrases.mention(move.member_id)} proposes a new time for your check-in of {phrases.day(move.local_date)}:",
        *clocks(move.starts_at, zones),
    ]
    return Message(
        "A new time is proposed",
        [
            kit.section("\n".join(lines)),
            kit.actions(kit.button("Works for me", Action.MOVE_AGREE, agreement(move), "primary")),
            kit.context("One more yes, and the check-in moves. Until then it stays where it is."),
        ],
    )


def agreement(move: Move) -> str:
    """Give what the button carries: which check-in and which new time, so that no other one is agreed to."""
    return f"{move.partnership_id}:{move.local_date.isoformat()}|{stamp_of(move)}"


def stamp_of(move: Move) -> str:
    """Write the new time so that a button can carry it."""
    return f"{move.starts_at:%Y%m%dT%H%M}"


def agreed_card() -> Message:
    """Replace the proposal once it is carried out."""
    return said("One more of you said yes, so your check-in moves. The new time follows below.")


def rests_message(check_in: CheckIn, next_at: datetime | None, zones: dict[str, str]) -> Message:
    """Tell the group DM that a check-in rests; who let it go is theirs to say."""
    lines = [f"Your check-in of {phrases.day(check_in.local_date)} rests."]
    lines += ["The next one:", *clocks(next_at, zones)] if next_at else []
    return Message("This check-in rests", [kit.section("\n".join(lines))])


def called_off_message(check_in: CheckIn) -> Message:
    """Ask the partners for a time within 48 hours, as they agreed to."""
    text = f"Your check-in of {phrases.day(check_in.local_date)} cannot be held then. {SOON}"
    return Message(
        "A check-in needs a new time",
        [
            kit.section(f"{text} Which time suits you?"),
            kit.actions(kit.button("Pick a new time", Action.MOVE_OPEN, value_of(check_in), "primary")),
        ],
    )


def without_one_message(check_in: CheckIn) -> Message:
    """Tell a circle that somebody cannot be there; who it is they say themselves."""
    text = f"One of you cannot be at your check-in of {phrases.day(check_in.local_date)}. It goes on as planned."
    return Message("Your check-in goes on", [kit.section(text)])


def pick_time(check_in: CheckIn) -> Message:
    """Ask the member who called a check-in off for a new time, once."""
    text = f"Your check-in of {phrases.day(check_in.local_date)} has no new time yet. {SOON} When would suit you?"
    return Message(
        "When would suit you?",
        [
            kit.section(text),
            kit.actions(kit.button("Pick a new time", Action.MOVE_OPEN, value_of(check_in), "primary")),
        ],
    )


def clocks(at: datetime, zones: dict[str, str]) -> list[str]:
    """Write a time on everybody's own clock, a line for each."""
    return [f"• {phrases.mention(member)}: {phrases.moment(at, zone)}" for member, zone in zones.items()]
