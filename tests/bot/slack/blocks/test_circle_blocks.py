"""What circles read, as Slack gets it, compared with golden files."""

from datetime import date

import pytest

from bot.practice.exercises import EXERCISES
from bot.practice.rotation import Twos
from bot.slack.blocks import circle, exercise, link
from bot.slack.message import Block, Message
from storage.records import Cycle
from tests.bot.golden import assert_golden

ROW, OTHER = "a" * 32, "b" * 32
CYCLE = Cycle("T1", ROW, 2, date(2026, 11, 26))
TWOS = Twos((("UANA", "UEVA"), ("UBEN", "UDEE")), "UCYN")
US, THEM, THEM_TOO = ("UANA", "UBEN", "UCYN"), ("UDEE", "UEVA", "UFAY"), ("UHAL", "UIDA", "UJOY")
SHOWN: dict[str, Message | Block] = {
    "circle-rotation": circle.rotation_card(ROW, date(2026, 12, 1), TWOS),
    "circle-nobody-to-join": circle.nobody_to_join(ROW),
    "exercise": exercise.exercise_card(EXERCISES[0], CYCLE),
    "link-modal": link.link_modal(ROW),
    "link-question": link.link_question(ROW, {OTHER: THEM}),
    "link-linked": link.linked([THEM]),
    "link-not-linked": link.not_linked(),
    "link-outward": link.outward_card([THEM], CYCLE),
    "link-outward-two": link.outward_card([THEM, THEM_TOO], CYCLE),
}


@pytest.mark.parametrize("name", SHOWN)
def test_it_is_shown_as_agreed(name: str) -> None:
    shown = SHOWN[name]
    assert_golden(name, {"text": shown.text, "blocks": list(shown.blocks)} if isinstance(shown, Message) else shown)


@pytest.mark.parametrize("turn", range(12))
def test_every_exercise_fits_a_message(turn: int) -> None:
    shown = exercise.exercise_card(EXERCISES[turn], CYCLE)
    assert len(EXERCISES[turn].title) <= 150
    assert "1. " in str(shown.blocks)
    assert "!" not in str(shown.blocks)
