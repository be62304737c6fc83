"""A run that is interrupted, slowed down or shared ends once: nobody gets two suggestions, nobody is forgotten."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.metrics import Metrics
from bot.sandbox.faults import Fault
from bot.sandbox.stage import Stage
from bot.services import runs
from bot.services.outcomes import LEASE
from bot.slack.pace import PacedWords
from bot.worker.worker import Worker
from matching.profile import Outcome
from matching.suggest import suggest
from storage.vocabulary import GoalState, SuggestionState
from tests.trips.cast import MONDAY_RUN, WordCounts
from tests.trips.rows import goal_row, suggestions
from tests.trips.steps import RUN, TRAIN, jump, sees, state_goal
from tests.trips.test_workers import Killed

SECOND = timedelta(seconds=1)
Interrupt = Callable[[Callable[[], object]], Worker]
CARD = "might be a good partner for you."


@pytest.fixture
def looking(quick_stage: Stage) -> Stage:
    """Give a stage on which two members look for a partner and the run is due."""
    for member, goal in (("UANA", RUN), ("UBEN", TRAIN)):
        state_goal(quick_stage.slack.member(member), goal)
    quick_stage.slack.clock.move_to(MONDAY_RUN)
    return quick_stage


def cards(stage: Stage, member: str) -> int:
    return sum(CARD in text for text in stage.slack.member(member).texts())


@pytest.fixture
def while_matching(looking: Stage, monkeypatch: pytest.MonkeyPatch) -> Interrupt:
    """Give a worker during whose matching something happens, once."""

    def prepare(happens: Callable[[], object]) -> Worker:
        waiting = [happens]

        def interrupted(*given: Any) -> Outcome:
            if waiting:
                waiting.pop()()
            return suggest(*given)

        monkeypatch.setattr(runs, "suggest", interrupted)
        return Worker(looking.trellis.context, WordCounts, looking.slack.clock.now, "b" * 32, Metrics())

    return prepare


def other_worker(stage: Stage) -> Worker:
    return Worker(stage.trellis.context, WordCounts, stage.slack.clock.now, "c" * 32, Metrics())


def die() -> None:
    raise Killed


def test_a_run_whose_worker_died_is_taken_up_after_its_lease(looking: Stage, while_matching: Interrupt) -> None:
    with pytest.raises(Killed):
        while_matching(die).tick(MONDAY_RUN)
    jump(looking, MONDAY_RUN + LEASE)
    assert cards(looking, "UANA") == 0
    jump(looking, MONDAY_RUN + LEASE + SECOND)
    jump(looking, MONDAY_RUN + 3 * LEASE)
    assert [cards(looking, "UANA"), cards(looking, "UBEN")] == [1, 1]
    assert len(suggestions(looking, "UANA")) == 1


def test_a_run_that_lasted_too_long_leaves_the_rest_to_who_took_it_over(
    looking: Stage, while_matching: Interrupt
) -> None:
    later = MONDAY_RUN + LEASE + SECOND
    while_matching(lambda: other_worker(looking).tick(later)).tick(MONDAY_RUN)
    jump(looking, later)
    assert [cards(looking, "UANA"), cards(looking, "UBEN")] == [1, 1]
    assert len(suggestions(looking, "UANA")) == 1


def test_two_workers_at_the_same_moment_carry_it_out_once(looking: Stage) -> None:
    workers = [other_worker(looking), looking.worker]
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda worker: worker.tick(MONDAY_RUN), workers))
    looking.settle()
    assert [cards(looking, "UANA"), cards(looking, "UBEN")] == [1, 1]


def test_who_pauses_during_the_run_is_left_in_peace_and_the_other_is_told(
    looking: Stage, while_matching: Interrupt
) -> None:
    ana, ben = looking.slack.member("UANA"), looking.slack.member("UBEN")
    while_matching(lambda: ben.command("/trellis", "pause")).tick(MONDAY_RUN)
    assert suggestions(looking, "UBEN") == ()
    assert cards(looking, "UBEN") == 0
    assert "I have no suggestion for you this time" in ana.texts()[-1]


def test_who_is_avoided_during_the_run_is_not_suggested(looking: Stage, while_matching: Interrupt) -> None:
    ana, ben = looking.slack.member("UANA"), looking.slack.member("UBEN")
    while_matching(lambda: ben.command("/trellis", "avoid @ana")).tick(MONDAY_RUN)
    assert suggestions(looking, "UBEN") == ()
    for one in (ana, ben):
        assert "I have no suggestion for you this time" in one.texts()[-1]


def test_a_goal_edited_during_the_run_does_not_lapse(looking: Stage, while_matching: Interrupt) -> None:
    ana = looking.slack.member("UANA")
    while_matching(lambda: state_goal(ana, TRAIN)).tick(MONDAY_RUN)
    assert (goal := goal_row(looking, "UANA"))
    assert goal.state is GoalState.ACTIVE
    assert suggestions(looking, "UANA")[0].state is SuggestionState.OPEN
    assert sees(looking.slack.member("UBEN"), TRAIN)


def test_a_goal_edited_while_it_is_read_does_not_lapse(looking: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    ana = looking.slack.member("UANA")
    read = PacedWords.read
    waiting = [lambda: state_goal(ana, TRAIN)]

    def interrupted(words: PacedWords, *given: Any) -> str | None:
        if waiting:
            waiting.pop()()
        return read(words, *given)

    monkeypatch.setattr(PacedWords, "read", interrupted)
    looking.settle()
    jump(looking, MONDAY_RUN + SECOND)
    assert waiting == []
    assert (goal := goal_row(looking, "UANA"))
    assert goal.state is GoalState.ACTIVE
    assert suggestions(looking, "UANA")[0].state is SuggestionState.OPEN
    assert not sees(ana, "I can no longer find your goal card")


@pytest.mark.parametrize(
    ("fault", "seconds", "again"),
    [
        (Fault.RATE_LIMITED, 20, timedelta(seconds=21)),
        (Fault.RESET_BEFORE, 0, timedelta(seconds=31)),
        (Fault.ERROR_500_AFTER, 0, timedelta(seconds=31)),
        (Fault.REFUSE, 0, timedelta(seconds=31)),
    ],
)
def test_a_run_waits_for_slack(looking: Stage, fault: Fault, seconds: float, again: timedelta) -> None:
    looking.slack.faults.add("conversations.history", fault, seconds=seconds)
    looking.settle()
    assert cards(looking, "UANA") == 0
    assert (goal := goal_row(looking, "UANA"))
    assert goal.state is GoalState.ACTIVE, "a card that cannot be read just now is not a card that is gone"
    jump(looking, MONDAY_RUN + again - 2 * SECOND)
    assert cards(looking, "UANA") == 0
    jump(looking, MONDAY_RUN + again)
    assert [cards(looking, "UANA"), cards(looking, "UBEN")] == [1, 1]


def test_a_suggestion_whose_arrival_is_unclear_arrives_once(looking: Stage) -> None:
    looking.slack.faults.add("chat.postMessage", Fault.RESET_AFTER)
    looking.settle()
    _settle_for(looking, timedelta(minutes=2))
    assert [cards(looking, "UANA"), cards(looking, "UBEN")] == [1, 1]
    assert set(suggestions(looking, "UANA")[0].messages) == {"UANA", "UBEN"}


def _settle_for(stage: Stage, span: timedelta) -> None:
    end: datetime = stage.slack.clock.now() + span
    stage.until(end, timedelta(seconds=30))
