"""Between check-ins: the few lines in the middle of a month, and milestones of the partnership as a whole."""

from collections.abc import Mapping
from datetime import datetime

from bot.practice.milestones import Milestone
from bot.slack.blocks import kit, phrases
from bot.slack.message import Message

_MARKS: Mapping[Milestone, str] = {
    Milestone.FIRST: "Your first check-in together is behind you. That is how it begins.",
    Milestone.SIXTH: "You have kept six check-ins together. It has become something you can lean on.",
    Milestone.CYCLE: "Twelve weeks of keeping each other company: a full cycle. Look back at how far you have come.",
}


def milestone(reached: Milestone) -> Message:
    """Mark what the partnership has kept up, in its group DM."""
    return Message("A milestone of yours", [kit.section(f":seedling: {_MARKS[reached]}")])


def mid_month(others: list[str], next_at: datetime | None, zone: str) -> Message:
    """Ask for the written check-in between two monthly ones."""
    text = (
        f"Halfway to your next check-in: write two or three sentences to {phrases.people(others)} in your group DM. "
        "What have you tried, what got in the way, what comes next?"
    )
    following = [kit.context(f"You meet on {phrases.moment(next_at, zone)}.")] if next_at else []
    return Message("A few lines for your partners", [kit.section(text), *following])
