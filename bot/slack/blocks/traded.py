"""The nudges around a check-in that partners trade in their own time: recordings, written updates, a document."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.slack.blocks import kit, phrases
from bot.slack.blocks.check_in import Occasion, questions, said, value_of
from bot.slack.blocks.ids import Action
from bot.slack.message import Message
from matching.vocabulary import Format
from storage.records import CheckIn


@dataclass(frozen=True, slots=True)
class _Share:
    """What each leaves, and what the others do with it."""

    leave: str
    noun: str
    nouns: str
    taken_in: str


_SHARES: Mapping[Format, _Share] = {
    Format.RECORDED: _Share("Leave your recording in your group DM", "recording", "recordings", "taken in"),
    Format.WRITTEN: _Share("Write your update in your group DM", "update", "updates", "read"),
    Format.DOCUMENT: _Share("Write your part in your shared document", "part", "parts", "read"),
}


def leave_by(occasion: Occasion) -> Message:
    """Nudge on the day before: until when each leaves theirs."""
    share = _SHARES[occasion.terms.format]
    text = f"{share.leave} by {occasion.at}, for {phrases.people(occasion.others)}."
    if share.noun == "recording":
        text += f" About {occasion.check_in.minutes} minutes are plenty."
    return Message(
        f"Your {share.noun} is due soon",
        [
            kit.section(text),
            questions(occasion.terms),
            kit.actions(kit.button("Can't make it", Action.MOVE_OPEN, occasion.value)),
        ],
    )


def leave_now(occasion: Occasion) -> Message:
    """Nudge at the hour by which each leaves theirs."""
    share = _SHARES[occasion.terms.format]
    text = f"{share.leave} if you have not yet. {phrases.people(occasion.others)} will take it in when it suits."
    return Message(f"Time for your {share.noun}", [kit.section(text)])


def ask_seen(occasion: Occasion) -> Message:
    """Ask each member, for themselves, whether they have seen what the others left."""
    share = _SHARES[occasion.terms.format]
    theirs = phrases.listed([f"{phrases.mention(one)}'s" for one in occasion.others])
    noun = share.noun if len(occasion.others) == 1 else share.nouns
    return Message(
        f"Have you {share.taken_in} the {noun}?",
        [
            kit.section(f"Have you {share.taken_in} {theirs} {noun} for {phrases.day(occasion.on)}?"),
            kit.actions(
                kit.button("Seen", Action.SEEN, occasion.value, "primary"),
                kit.button("Not yet", Action.NOT_YET, occasion.value),
            ),
            kit.context("I only note that you press Seen, never what anybody left."),
        ],
    )


def seen_card(next_at: datetime | None, zone: str) -> Message:
    """Replace the question after "Seen"."""
    following = f" The next is due by {phrases.moment(next_at, zone)}." if next_at else ""
    return said(f"Noted: you have seen it.{following}")


def not_yet_card(check_in: CheckIn) -> Message:
    """Replace the question after "Not yet"; nothing is noted, and the answer may come later."""
    text = "There is no hurry. Press Seen once you have. If nothing is there yet, ask what would help."
    return Message(text, [kit.section(text), kit.actions(kit.button("Seen", Action.SEEN, value_of(check_in)))])
