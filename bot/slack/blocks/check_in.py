"""The nudges around a check-in, and what replaces them once answered."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.slack.blocks import kit, phrases
from bot.slack.blocks.ids import Action, Field, Form
from bot.slack.message import Block, Message
from storage.records import CheckIn

AGENDA = "What did I intend? What happened? What did I learn? What do I intend now?"
"""The four questions (practice, section 2)."""


def value_of(check_in: CheckIn) -> str:
    """Give what a button carries: which check-in, nothing else."""
    return f"{check_in.partnership_id}:{check_in.local_date.isoformat()}"


def day_before(check_in: CheckIn, others: list[str], speaker: str, zone: str) -> Message:
    """Nudge on the day before."""
    text = f"Your check-in with {phrases.people(others)} is on {phrases.moment(check_in.starts_at, zone)}."
    return Message(
        "Your check-in is coming up",
        [
            kit.section(f"{text} {_speaks_first(speaker, others)}"),
            kit.actions(kit.button("Can't make it", Action.MOVE_OPEN, value_of(check_in))),
        ],
    )


def nobody_there(check_in: CheckIn, others: list[str], zone: str) -> Message:
    """Say on the day before that the check-in falls into the others' pause."""
    away = "is away" if len(others) == 1 else "are away"
    return Message(
        "Your check-in falls into a pause",
        [
            kit.section(
                f"Your check-in on {phrases.moment(check_in.starts_at, zone)} falls into a pause: "
                f"{phrases.people(others)} {away} then. Let it rest, or pick a time after the pause."
            ),
            kit.actions(kit.button("Pick a new time", Action.MOVE_OPEN, value_of(check_in))),
        ],
    )


def at_hour(others: list[str], speaker: str) -> Message:
    """Nudge at the hour, with the agenda."""
    return Message(
        "It is time for your check-in",
        [
            kit.section(
                f"It is time for your check-in with {phrases.people(others)}. {_speaks_first(speaker, others)}"
            ),
            kit.context(AGENDA),
        ],
    )


def after(check_in: CheckIn, others: list[str], zone: str) -> Message:
    """Ask each member, for themselves, whether they met."""
    value, on = value_of(check_in), check_in.starts_at.astimezone(ZoneInfo(zone)).date()
    return Message(
        "Did you meet?",
        [
            kit.section(f"Did you meet with {phrases.people(others)} on {phrases.day(on)}?"),
            kit.actions(
                kit.button("We met", Action.MET, value, "primary"),
                kit.button("We moved it", Action.MOVE_OPEN, value),
                kit.button("It didn't happen", Action.MISSED, value),
            ),
            kit.context("I only note whether you met, never what you said."),
        ],
    )


def met_card(next_at: datetime | None, zone: str) -> Message:
    """Replace the question after "We met"."""
    following = f" Your next check-in is on {phrases.moment(next_at, zone)}." if next_at else ""
    return _short(f"Noted: you met.{following}")


def missed_card(check_in: CheckIn) -> Message:
    """Replace the question after "It didn't happen"; nothing is counted."""
    text = "That happens. What got in the way? Tell your partner, not me. Then pick a new time together."
    return Message(
        text, [kit.section(text), kit.actions(kit.button("Pick a new time", Action.MOVE_OPEN, value_of(check_in)))]
    )


def moved_card(moved_to: datetime, zone: str) -> Message:
    """Replace the nudge after a move."""
    return _short(f"Moved to {phrases.moment(moved_to, zone)}. I post the new time in your group DM.")


def moved_message(starts_at: datetime, zones: dict[str, str]) -> Message:
    """Tell the group DM the new time on everybody's own clock."""
    lines = [f"• {phrases.mention(member)}: {phrases.moment(starts_at, zone)}" for member, zone in zones.items()]
    return Message("Your check-in has a new time", [kit.section("\n".join(["Your check-in has a new time:", *lines]))])


def move_modal(check_in: CheckIn, zone: str, proposed: date, return_to: str) -> Block:
    """Ask for the new date and time on the member's own clock; `return_to` names the message to replace."""
    local = check_in.starts_at.astimezone(ZoneInfo(zone))
    return kit.modal(
        Form.MOVE,
        "A new time",
        [
            kit.section(f"Planned so far: {phrases.moment(check_in.starts_at, zone)}."),
            kit.pick_date(Field.FIRST_ON, "New date", proposed),
            kit.pick_time(Field.TIME, "New time", time(local.hour, local.minute), f"On your own clock ({zone})."),
            kit.context("To let this one rest, close this and tell your partner. The next one stays as planned."),
        ],
        submit="Move it",
        metadata=f"{value_of(check_in)}|{return_to}",
    )


def _speaks_first(speaker: str, others: list[str]) -> str:
    return f"{phrases.mention(speaker)} speaks first." if speaker in others else "You speak first."


def _short(text: str) -> Message:
    return Message(text, [kit.section(text)])
