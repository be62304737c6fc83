"""The monthly practice card: in the middle of the month, once, another each time, and silent when unwanted."""

from datetime import UTC, datetime, timedelta

from bot.practice.exercises import EXERCISES
from bot.sandbox.actor import Actor
from bot.sandbox.stage import Stage
from tests.trips.company import SIX, posted, practising
from tests.trips.steps import click, jump

CARD = datetime(2026, 12, 15, 14, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def cards(stage: Stage, member: Actor) -> list[str]:
    return [text.partition("\n")[0] for text in posted(stage, member) if "Ten minutes, for example" in text]


def test_it_comes_in_the_middle_of_the_month_at_their_hour(quick_stage: Stage) -> None:
    ana, *_ = practising(quick_stage, SIX[:3])
    jump(quick_stage, CARD - HOUR)
    assert cards(quick_stage, ana) == []
    jump(quick_stage, CARD)
    jump(quick_stage, CARD + HOUR)
    assert cards(quick_stage, ana) == [EXERCISES[0].title]
    jump(quick_stage, CARD + timedelta(days=1))
    assert len(cards(quick_stage, ana)) == 1
    jump(quick_stage, datetime(2027, 1, 15, 12, tzinfo=UTC))
    jump(quick_stage, datetime(2027, 1, 15, 14, tzinfo=UTC))
    assert cards(quick_stage, ana) == [one.title for one in EXERCISES[:2]]


def test_no_more_of_these_holds_for_the_cycle(quick_stage: Stage) -> None:
    ana, ben = practising(quick_stage, SIX[:2])
    jump(quick_stage, CARD)
    click(ben, "not_again")
    assert any("I leave this alone for the rest of your cycle" in text for text in posted(quick_stage, ana))
    jump(quick_stage, datetime(2027, 1, 15, 14, tzinfo=UTC))
    assert cards(quick_stage, ana) == []


def test_while_all_but_one_are_away_nothing_is_posted(quick_stage: Stage) -> None:
    ana, ben = practising(quick_stage, SIX[:2])
    ben.command("/trellis", "pause")
    jump(quick_stage, CARD)
    jump(quick_stage, CARD + HOUR)
    assert cards(quick_stage, ana) == []


def test_after_days_without_a_worker_it_still_comes_and_after_a_week_it_does_not(quick_stage: Stage) -> None:
    ana, *_ = practising(quick_stage, SIX[:2])
    jump(quick_stage, CARD + timedelta(days=2, hours=5))
    jump(quick_stage, CARD + timedelta(days=3))
    assert len(cards(quick_stage, ana)) == 1
    jump(quick_stage, datetime(2027, 1, 22, 14, tzinfo=UTC))
    assert len(cards(quick_stage, ana)) == 1
