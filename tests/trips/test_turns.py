"""Who speaks first, from one check-in to the next: in turns, whoever pauses or leaves."""

from datetime import timedelta

from bot.sandbox.actor import Actor
from bot.sandbox.spots import Where
from bot.sandbox.stage import Stage
from tests.trips.partners import FIRST_AT, live, signed

WEEK = timedelta(weeks=1)


def first_speakers(stage: Stage, reader: Actor, weeks: int) -> list[str]:
    """Let weeks pass, and give whom the nudges at the hour named."""
    start = len(reader.texts())
    live(stage, stage.slack.clock.now() + weeks * WEEK)
    shown = [text for text in reader.texts()[start:] if text.startswith("It is time for your check-in")]
    return [text.partition(". ")[2].partition("\n")[0].partition(" ")[0] for text in shown]


def test_two_take_turns_whether_or_not_they_answer(quick_stage: Stage) -> None:
    ana, _ = signed(quick_stage, "UANA", "UCYN")
    live(quick_stage, FIRST_AT - timedelta(hours=1))
    assert first_speakers(quick_stage, ana, 4) == ["You", "@Cyn", "You", "@Cyn"]


def test_the_turn_of_a_member_who_is_away_waits_for_them(quick_stage: Stage) -> None:
    ana, ben, _ = signed(quick_stage, "UANA", "UBEN", "UCYN")
    live(quick_stage, FIRST_AT - timedelta(hours=1))
    assert first_speakers(quick_stage, ana, 1) == ["You"]
    ben.command("/trellis", "pause 2 weeks")
    assert first_speakers(quick_stage, ana, 2) == ["@Cyn", "You"]
    assert first_speakers(quick_stage, ana, 2) == ["@Ben", "@Cyn"]


def test_after_somebody_left_the_others_go_on_in_turns(quick_stage: Stage) -> None:
    ana, ben, cyn = signed(quick_stage, "UANA", "UBEN", "UCYN")
    live(quick_stage, FIRST_AT - timedelta(hours=1))
    assert first_speakers(quick_stage, ana, 2) == ["You", "@Ben"]
    ben.command("/trellis", "leave")
    ben.click("leave_partnership", Where.MESSAGES)
    assert first_speakers(quick_stage, cyn, 2) == ["You", "@Ana"]
