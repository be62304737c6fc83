"""The story's first days, with a small encoder in the model's place: it goes on by itself, and alike each time."""

from contextlib import redirect_stdout
from datetime import timedelta
from io import StringIO
from random import Random

import pytest

from bot.sandbox.demo.cast import CAST
from bot.sandbox.demo.ending import tell_ending
from bot.sandbox.demo.main import START, Play
from bot.sandbox.demo.teller import Teller
from bot.sandbox.stage import Stage
from tests.trips.cast import WordCounts


def told() -> str:
    """Play eight days and give what is printed."""
    drawn, teller, printed = Random(1), Teller(), StringIO()
    people = [role.person for role in CAST]
    with (
        redirect_stdout(printed),
        Stage(people, START, WordCounts, draw=lambda: f"{drawn.getrandbits(128):032x}") as stage,
    ):
        play = Play(stage, WordCounts(), teller)
        play.begin()
        play.live(START + timedelta(days=8))
        tell_ending(stage, teller, len(CAST))
    return printed.getvalue()


@pytest.fixture(scope="module")
def story() -> str:
    return told()


def test_the_story_is_the_same_each_time(story: str) -> None:
    assert told() == story
    assert "Ana signs the covenant." in story
    assert ": we met." in story
    assert "12 members of 12 people" in story


def test_no_word_of_a_person_is_among_the_rows(story: str) -> None:
    rows = story.partition("Every row that Trellis stored")[2]
    assert "UANA" in rows
    assert [role.goal for role in CAST if role.goal in rows] == []
    assert [role.commitment for role in CAST if role.commitment in rows] == []
