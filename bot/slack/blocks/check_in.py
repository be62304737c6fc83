"""The nudges around a check-in that partners hold together, and what replaces them once answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.practice.presets import WAYS
from bot.practice.turns import minutes_each
from bot.slack.blocks import kit, phrases
from bot.slack.blocks.ids import Action
from bot.slack.message import Block, Message
from storage.records import CheckIn, Terms


@dataclass(frozen=True, slots=True)
class Occasion:
    """A check-in as one member sees it; `order` names who will be there, the first speaker first."""

    check_in: CheckIn
    terms: Terms
    order: tuple[str, ...]
    reader: str
    zone: str
    away: tuple[str, ...] = ()
    """Partners in whose pause it falls."""

    @property
    def others(self) -> list[str]:
        """Give who will be there beside the reader, in the order of their ids."""
        return sorted(one for one in self.order if one != self.reader)

    @property
    def value(self) -> str:
        """Give what a button carries."""
        return value_of(self.check_in)

    @property
    def on(self) -> date:
        """Give the date on the reader's own clock."""
        return self.check_in.starts_at.astimezone(ZoneInfo(self.zone)).date()

    @property
    def at(self) -> str:
        """Write the start on the reader's own clock."""
        return phrases.moment(self.check_in.starts_at, self.zone)


def value_of(check_in: CheckIn) -> str:
    """Give what a button carries: which check-in, nothing else."""
    return f"{check_in.partnership_id}:{check_in.local_date.isoformat()}"


def day_before(occasion: Occasion) -> Message:
    """Nudge on the day before."""
    text = f"Your check-in with {phrases.people(occasion.others)} is on {occasion.at}."
    return Message(
        "Your check-in is coming up",
        [
            kit.section(f"{text} {_speaks_first(occasion)}"),
            *([kit.context(f"{_are_away(occasion.away)} then.")] if occasion.away else []),
            kit.actions(kit.button("Can't make it", Action.MOVE_OPEN, occasion.value)),
        ],
    )


def nobody_there(check_in: CheckIn, others: list[str], zone: str) -> Message:
    """Say on the day before that the check-in falls into the others' pause."""
    return Message(
        "Your check-in falls into a pause",
        [
            kit.section(
                f"Your check-in on {phrases.moment(check_in.starts_at, zone)} falls into a pause: "
                f"{_are_away(others)} then. Let it rest, or pick a time after the pause."
            ),
            kit.actions(kit.button("Pick a new time", Action.MOVE_OPEN, value_of(check_in))),
        ],
    )


def at_hour(occasion: Occasion) -> Message:
    """Nudge at the hour, with the agenda of the preset."""
    return Message(
        "It is time for your check-in",
        [
            kit.section(
                f"It is time for your check-in with {phrases.people(occasion.others)}. {_speaks_first(occasion)}"
            ),
            *agenda(occasion),
        ],
    )


def agenda(occasion: Occasion) -> list[Block]:
    """Show what each says in turn, in which order and for how long, and what the others do meanwhile."""
    way = WAYS[occasion.terms.preset]
    each = minutes_each(way, occasion.check_in.minutes, len(occasion.order))
    blocks = [questions(occasion.terms)]
    if each is not None:
        blocks.insert(0, kit.section(f"A round, {each} minutes each, in this order: {_in_order(occasion)}."))
    return blocks if way.is_traded else [*blocks, kit.context(way.listening)]  # there it speaks of recordings


def questions(terms: Terms) -> Block:
    """Show what each says."""
    return kit.section("\n".join(f"• {line}" for line in WAYS[terms.preset].agenda))


def after(occasion: Occasion) -> Message:
    """Ask each member, for themselves, whether they met."""
    return Message(
        "Did you meet?",
        [
            kit.section(f"Did you meet with {phrases.people(occasion.others)} on {phrases.day(occasion.on)}?"),
            kit.actions(
                kit.button("We met", Action.MET, occasion.value, "primary"),
                kit.button("We moved it", Action.MOVE_OPEN, occasion.value),
                kit.button("It didn't happen", Action.MISSED, occasion.value),
            ),
            kit.context("I only note whether you met, never what you said."),
        ],
    )


def met_card(next_at: datetime | None, zone: str) -> Message:
    """Replace the question after "We met"."""
    following = f" Your next check-in is on {phrases.moment(next_at, zone)}." if next_at else ""
    return said(f"Noted: you met.{following}")


def missed_card(check_in: CheckIn, others: int) -> Message:
    """Replace the question after "It didn't happen"; nothing is counted."""
    partners = "partner" if others == 1 else "partners"
    text = f"That happens. What got in the way? Tell your {partners}, not me. Then pick a new time together."
    return Message(
        text, [kit.section(text), kit.actions(kit.button("Pick a new time", Action.MOVE_OPEN, value_of(check_in)))]
    )


def said(text: str) -> Message:
    """Make a message of one paragraph."""
    return Message(text, [kit.section(text)])


def _are_away(members: Sequence[str]) -> str:
    return f"{phrases.people(members)} {'is' if len(members) == 1 else 'are'} away"


def _speaks_first(occasion: Occasion) -> str:
    speaker = occasion.order[0]
    return "You speak first." if speaker == occasion.reader else f"{phrases.mention(speaker)} speaks first."


def _in_order(occasion: Occasion) -> str:
    return phrases.listed(["you" if one == occasion.reader else phrases.mention(one) for one in occasion.order])
