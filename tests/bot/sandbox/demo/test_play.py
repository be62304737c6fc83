"""The story's first days, with a small encoder in the model's place: it goes on by itself, and alike each time."""

from datetime import timedelta
from random import Random

import pytest

from bot.sandbox.demo.cast import CAST
from bot.sandbox.demo.ending import tell_ending
from bot.sandbox.demo.main import START, Play
from bot.sandbox.demo.teller import Teller
from bot.sandbox.stage import Stage
from tests.trips.cast import WordCounts


def told(capsys: pytest.CaptureFixture[str], days: int) -> str:
    drawn, teller = Random(1), Teller()
    people = [role.person for role in CAST]
    with Stage(people, START, WordCounts, draw=lambda: f"{drawn.getrandbits(128):032x}") as stage:
        play = Play(stage, WordCounts(), teller)
        play.begin()
        play.live(START + timedelta(days=days))
        tell_ending(stage, teller, len(CAST))
    return capsys.readouterr().out


def test_the_story_is_the_same_each_time(capsys: pytest.CaptureFixture[str]) -> None:
    story = told(capsys, days=8)
    assert told(capsys, days=8) == story
    assert "Ana signs the covenant." in story
    assert ": we met." in story
    assert "12 members of 12 people" in story


def test_no_word_of_a_person_is_among_the_rows(capsys: pytest.CaptureFixture[str]) -> None:
    rows = told(capsys, days=5).partition("Every row that Trellis stored")[2]
    assert "UANA" in rows
    assert [role.goal for role in CAST if role.goal in rows] == []
    assert [role.commitment for role in CAST if role.commitment in rows] == []
