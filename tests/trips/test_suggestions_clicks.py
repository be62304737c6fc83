"""Clicks at the same moment, from real threads, on both databases: one right state, and a true sentence for each."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from bot.sandbox.actor import Actor
from bot.sandbox.delivery import Acknowledgement, Mode
from bot.sandbox.spots import Where
from bot.sandbox.stage import Stage
from bot.slack.blocks.suggestion import CLOSED
from storage.vocabulary import NudgeKind, SuggestionState
from tests.trips.cast import FRIDAY, WordCounts, people
from tests.trips.rows import partnerships, suggestions
from tests.trips.steps import sees, suggest

Click = Callable[[], Acknowledgement]


@pytest.fixture
def stage(url: str) -> Iterator[Stage]:
    with Stage(people(), FRIDAY, WordCounts, Mode.HTTP, url) as made:
        yield made


def at_once(*clicks: Click) -> None:
    """Let several fingers press together."""
    start = Barrier(len(clicks))

    def press(click: Click) -> Acknowledgement:
        start.wait()
        return click()

    with ThreadPoolExecutor(len(clicks)) as fingers:
        assert [answer.trouble for answer in fingers.map(press, clicks)] == [None] * len(clicks)


def aim(member: Actor, action: str) -> Click:
    return member.aim(action, Where.MESSAGES)


def test_both_say_yes_at_once(stage: Stage) -> None:
    ana, ben = suggest(stage, "UANA", "UBEN")
    at_once(aim(ana, "suggestion_yes"), aim(ben, "suggestion_yes"))
    stage.settle()
    assert len(partnerships(stage)) == 1
    assert len(ana.group_dms) == 1
    assert [sees(one, "Everybody said yes.") for one in (ana, ben)].count(True) >= 1
    assert not sees(ana, "might be a good partner")
    assert not sees(ben, "might be a good partner")
    assert _introductions(stage) == 1


def test_one_finger_clicks_many_times(stage: Stage) -> None:
    ana, ben = suggest(stage, "UANA", "UBEN")
    at_once(*[aim(ana, "suggestion_yes") for _ in range(4)])
    at_once(*[aim(ben, "suggestion_yes") for _ in range(4)])
    stage.settle()
    assert len(partnerships(stage)) == 1
    assert _introductions(stage) == 1
    assert sees(ben, "Everybody said yes.")


@pytest.mark.parametrize("no", ["suggestion_no", "suggestion_never"])
def test_one_says_yes_while_the_other_says_no(stage: Stage, no: str) -> None:
    ana, ben = suggest(stage, "UANA", "UBEN")
    at_once(aim(ana, "suggestion_yes"), aim(ben, no))
    stage.settle()
    assert suggestions(stage, "UANA")[0].state is SuggestionState.DECLINED
    assert partnerships(stage) == ()
    assert ana.texts(ana.dm.id)[-1] == CLOSED.replace("`", ""), "whether told at the click or right after it"
    assert sees(ben, "Thank you for saying so.")


def test_yes_and_no_from_the_same_person_at_once(stage: Stage) -> None:
    ana, ben = suggest(stage, "UANA", "UBEN")
    at_once(aim(ben, "suggestion_yes"))
    at_once(aim(ana, "suggestion_yes"), aim(ana, "suggestion_no"))
    stage.settle()
    state = suggestions(stage, "UANA")[0].state
    assert len(partnerships(stage)) == (state is SuggestionState.FORMED)
    assert state in {SuggestionState.FORMED, SuggestionState.DECLINED}
    assert sees(ben, "This introduction did not come together") == (state is SuggestionState.DECLINED)


def test_three_at_once(stage: Stage) -> None:
    three = suggest(stage, "UANA", "UBEN", "UCYN")
    at_once(*[aim(one, "suggestion_yes") for one in three])
    stage.settle()
    (partnership,) = partnerships(stage)
    assert partnership.members == ("UANA", "UBEN", "UCYN")
    assert _introductions(stage) == 1


def test_a_yes_while_the_partner_leaves(stage: Stage) -> None:
    ana, ben = suggest(stage, "UANA", "UBEN")
    at_once(aim(ben, "suggestion_yes"))
    ben.command("/trellis", "leave")
    at_once(aim(ana, "suggestion_yes"), aim(ben, "leave_programme"))
    stage.settle()
    assert partnerships(stage) == ()
    told = [text for text in ana.texts() if text == CLOSED.replace("`", "") or "has left" in text]
    assert len(told) <= 2
    assert told


def _introductions(stage: Stage) -> int:
    with stage.trellis.context.database.read() as work:
        nudges = work.nudges.of_member(stage.trellis.workspace_id, "ALL", FRIDAY)
    return [one.kind for one in nudges].count(NudgeKind.INTRODUCTION)
