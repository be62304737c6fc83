"""The pulse of the community in words; the picture beside it says nothing more."""

from collections.abc import Iterator
from datetime import date

from bot.practice.pulse import FEWEST, Pulse
from bot.slack.blocks import kit
from bot.slack.blocks.phrases import number
from bot.slack.message import Message

ROUNDED = (
    f"I round down, and say nothing that fewer than {number(FEWEST)} partnerships stand behind, so that these lines "
    "are about all of us and about nobody in particular."
)


def pulse_message(month: date, pulse: Pulse) -> Message:
    """Tell what may be told of a month."""
    title = f"The pulse of {month:%B %Y}"
    lines = "\n".join(f"• {line}" for line in _lines(pulse))
    invitation = "If you would like a partner too, `/trellis goal` is where it begins."
    return Message(title, [kit.header(title), kit.section(lines), kit.section(invitation), kit.context(ROUNDED)])


def pulse_alt_text(pulse: Pulse) -> str:
    """Say what the picture shows."""
    return " ".join(_lines(pulse))


def too_few(month: date) -> Message:
    """Tell a host why there is nothing to tell."""
    text = (
        f"There are too few partnerships to say anything about {month:%B} without saying something about somebody. "
        f"From {number(FEWEST)} on there is a pulse."
    )
    return Message(text, [kit.section(text)])


def _lines(pulse: Pulse) -> Iterator[str]:
    yield f"At least {pulse.alive} partnerships are alive."
    if pulse.kept:
        yield f"At least {pulse.kept} check-ins were kept together."
    if pulse.renewed:
        yield f"At least {pulse.renewed} partnerships began another cycle of twelve weeks."
