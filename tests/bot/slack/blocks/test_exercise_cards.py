"""All twelve practice cards as partners read them, compared with golden files."""

from datetime import date

import pytest

from bot.practice.exercises import EXERCISES
from bot.slack.blocks.exercise import exercise_card
from storage.records import Cycle
from tests.bot.golden import assert_golden

CYCLE = Cycle("T1", "a" * 32, 1, date(2026, 11, 26))


@pytest.mark.parametrize("turn", range(len(EXERCISES)))
def test_each_is_shown_as_agreed(turn: int) -> None:
    shown = exercise_card(EXERCISES[turn], CYCLE)
    assert_golden(f"exercise-{turn + 1:02d}", {"text": shown.text, "blocks": list(shown.blocks)})
    assert "!" not in str(shown)
