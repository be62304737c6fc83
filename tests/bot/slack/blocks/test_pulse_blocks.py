"""The pulse as the community reads it, compared with golden files."""

from datetime import date

import pytest

from bot.practice.pulse import Pulse
from bot.slack.blocks.pulse import pulse_alt_text, pulse_message, too_few
from bot.slack.message import Message
from tests.bot.golden import assert_golden

NOVEMBER = date(2026, 11, 1)
SHOWN: dict[str, Message] = {
    "pulse": pulse_message(NOVEMBER, Pulse(20, 10, 75)),
    "pulse-hardly-any": pulse_message(NOVEMBER, Pulse(5, None, None)),
    "pulse-too-few": too_few(NOVEMBER),
}


@pytest.mark.parametrize("name", SHOWN)
def test_it_is_shown_as_agreed(name: str) -> None:
    shown = SHOWN[name]
    assert_golden(name, {"text": shown.text, "blocks": list(shown.blocks)})
    assert "!" not in str(shown)


def test_the_words_say_all_that_the_picture_says() -> None:
    pulse = Pulse(20, 10, 75)
    said = str(list(pulse_message(NOVEMBER, pulse).blocks))
    assert all(line in said for line in pulse_alt_text(pulse).split(". "))
