"""Goals are read at the agreed pace, ahead of the run, once, by one worker; nobody waits for somebody else's crowd."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest

from bot.sandbox.stage import Stage
from bot.services import runs
from bot.services.context import Context
from bot.services.outcomes import READS_A_MINUTE, Run
from bot.services.rounds import LEASE
from bot.services.vectors import Vectors
from bot.slack.pace import MOST
from bot.worker.hold import LEASE as NUDGE_LEASE
from matching.vocabulary import Weekday
from storage.records import Suggestion, Workspace
from storage.vocabulary import GoalState
from tests.trips.cast import FRIDAY, MONDAY_RUN
from tests.trips.crowds import chosen, join
from tests.trips.rows import goal_row, suggestions
from tests.trips.steps import RUN, TRAIN, click, sees, state_goal
from tests.trips.test_workers import another_worker

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
EVERYBODY = [(f"UM{n:03d}", f"{RUN} on {n} days", chosen()) for n in range(2 * MOST + 10)]


@pytest.fixture
def crowd(quick_stage: Stage) -> Stage:
    """Give a workspace whose goals take more than two minutes to read."""
    join(quick_stage, EVERYBODY)
    return quick_stage


def reads(stage: Stage) -> int:
    """Count the messages that were read back."""
    return Counter(call.method for call in stage.slack.server.calls.made)["conversations.history"]


def test_no_minute_sees_more_reads_than_agreed_and_slack_never_has_to_ask(crowd: Stage) -> None:
    start, seen = crowd.slack.clock.now(), []
    while (now := crowd.slack.clock.now()) < start + 3 * MINUTE:
        crowd.settle()
        seen.append((now, reads(crowd)))
        crowd.slack.clock.move_to(now + 10 * SECOND)
    for at, total in seen:
        earlier = max((count for then, count in seen if then <= at - MINUTE), default=0)
        assert total - earlier <= MOST
    assert reads(crowd) == len(EVERYBODY)
    assert not any(call.error for call in crowd.slack.server.calls.made)


def test_goals_are_read_before_the_run_and_only_what_changed_again(crowd: Stage) -> None:
    crowd.until(FRIDAY + 4 * MINUTE, MINUTE)
    assert reads(crowd) == len(EVERYBODY)
    ana = crowd.slack.member("UANA")
    state_goal(ana, RUN, cadence="weekly")
    crowd.until(FRIDAY + 6 * MINUTE, MINUTE)
    assert reads(crowd) - len(EVERYBODY) == 2, "the new card, and a look for strays"
    before = reads(crowd)
    crowd.slack.clock.move_to(MONDAY_RUN)
    crowd.worker._run(MONDAY_RUN)
    assert reads(crowd) == before
    assert len(suggestions(crowd, "UANA")) == 1


def test_a_restart_begins_anew_and_is_ready_in_time(crowd: Stage) -> None:
    crowd.until(FRIDAY + MINUTE, MINUTE)
    assert 0 < reads(crowd) < len(EVERYBODY)
    crowd.worker.start()
    crowd.worker.stop()
    before, restarted = reads(crowd), another_worker(crowd)
    for minutes in range(2, 6):
        crowd.slack.clock.move_to(FRIDAY + minutes * MINUTE)
        restarted.tick(crowd.slack.clock.now())
    assert reads(crowd) - before == len(EVERYBODY)
    crowd.slack.clock.move_to(MONDAY_RUN)
    restarted._run(MONDAY_RUN)
    assert len(suggestions(crowd, "UM000")) == 1


def test_one_worker_reads_and_another_takes_its_place_once_it_is_gone(crowd: Stage) -> None:
    other = another_worker(crowd)
    crowd.worker._run(FRIDAY)
    before = reads(crowd)
    for seconds in (0, 15, 30):
        other._run(FRIDAY + seconds * SECOND)
        assert reads(crowd) == before
    other._run(FRIDAY + LEASE + SECOND)
    assert reads(crowd) > before


def test_a_run_that_comes_before_all_is_read_waits_and_holds_nobody_up(crowd: Stage) -> None:
    for minutes in range(3):
        crowd.slack.clock.move_to(MONDAY_RUN + minutes * MINUTE)
        assert suggestions(crowd, "UM000") == ()
        with crowd.trellis.context.database.read() as work:
            held = work.runs.due(crowd.trellis.workspace_id, crowd.slack.clock.now()) == ()
        assert held == (minutes == 0), "it is due as soon as it is noted, and in nobody's hands"
        for _ in range(5):
            crowd.worker._run(crowd.slack.clock.now())
    assert len(suggestions(crowd, "UM000")) == 1


def test_a_large_workspace_does_not_delay_another(crowd: Stage) -> None:
    settled_in(crowd, "T9SMALL", {"UXAN": RUN, "UXBO": TRAIN})
    crowd.slack.clock.move_to(MONDAY_RUN)
    crowd.worker._run(MONDAY_RUN)
    assert suggestions(crowd, "UM000") == ()
    assert len(suggested(crowd, "T9SMALL", "UXAN")) == 1


def test_a_workspace_that_fails_does_not_stop_another(crowd: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    settled_in(crowd, "T9SMALL", {"UXAN": RUN, "UXBO": TRAIN})
    carry_out = runs.carry_out

    def failing(context: Context, vectors: Vectors, run: Run, now: datetime) -> bool:
        if run.workspace.id != "T9SMALL":
            raise RuntimeError
        return carry_out(context, vectors, run, now)

    monkeypatch.setattr(runs, "carry_out", failing)
    crowd.until(FRIDAY + 3 * MINUTE, MINUTE)
    crowd.slack.clock.move_to(MONDAY_RUN)
    crowd.worker._run(MONDAY_RUN)
    assert len(suggested(crowd, "T9SMALL", "UXAN")) == 1


def test_a_suggestion_arrives_although_a_crowd_is_being_read(quick_stage: Stage) -> None:
    ana, ben = (quick_stage.slack.member(one) for one in ("UANA", "UBEN"))
    for member, goal in ((ana, RUN), (ben, TRAIN)):
        state_goal(member, goal)
    ana.command("/trellis", "match")
    quick_stage.worker._run(FRIDAY)
    join(quick_stage, EVERYBODY)
    for minutes in (1, 2):
        now = FRIDAY + minutes * MINUTE + SECOND
        quick_stage.slack.clock.move_to(now)
        for _ in range(MOST):
            quick_stage.worker._run(now)
        quick_stage.worker._dispatcher.tick(now)
    assert reads(quick_stage) < len(EVERYBODY)
    assert sees(ana, "@Ben Okafor might be a good partner for you.")
    assert sees(ben, "@Ana Petrova might be a good partner for you.")


def test_suggestions_to_a_crowd_come_a_minute_apart_so_that_other_nudges_pass(crowd: Stage) -> None:
    crowd.until(FRIDAY + 4 * MINUTE, MINUTE)
    crowd.slack.clock.move_to(MONDAY_RUN)
    crowd.worker._run(MONDAY_RUN)
    with crowd.trellis.context.database.write() as work:
        first = work.nudges.claim(MONDAY_RUN, "d" * 32, NUDGE_LEASE, len(EVERYBODY))
        second = work.nudges.claim(MONDAY_RUN + MINUTE, "d" * 32, NUDGE_LEASE, len(EVERYBODY))
        third = work.nudges.claim(MONDAY_RUN + 2 * MINUTE, "d" * 32, NUDGE_LEASE, len(EVERYBODY))
    assert (len(first), len(second)) == (READS_A_MINUTE, 2 * READS_A_MINUTE), "the first ones' lease is over"
    assert len(third) == len(EVERYBODY)


def test_a_goal_card_that_is_gone_lapses_when_it_is_read(quick_stage: Stage) -> None:
    ana = quick_stage.slack.member("UANA")
    state_goal(ana, RUN)
    ana.dm.messages.clear()
    quick_stage.settle()
    assert (goal := goal_row(quick_stage, "UANA"))
    assert goal.state is GoalState.LAPSED
    assert sees(ana, "I can no longer find your goal card")


def test_who_is_erased_or_pauses_is_forgotten_by_the_reader_within_a_minute(crowd: Stage) -> None:
    ana, ben = (crowd.slack.member(one) for one in ("UANA", "UBEN"))
    for member in (ana, ben):
        state_goal(member, RUN)
    cards = [goal.card for one in ("UANA", "UBEN") if (goal := goal_row(crowd, one))]
    crowd.until(FRIDAY + 4 * MINUTE, MINUTE)
    vectors = crowd.worker._rounds._desks[crowd.trellis.workspace_id].vectors
    assert all(vectors.knows(card) for card in cards)
    ana.command("/trellis", "forget me")
    click(ana, "forget")
    ben.command("/trellis", "pause")
    crowd.until(FRIDAY + 6 * MINUTE, MINUTE)
    assert not any(vectors.knows(card) for card in cards)


def settled_in(stage: Stage, workspace_id: str, goals: Mapping[str, str]) -> None:
    """Let another workspace take part that was set up on the same day."""
    with stage.trellis.context.database.write() as work:
        work.workspaces.add(Workspace(workspace_id, Weekday.MON, 10, "Etc/UTC", FRIDAY))
        work.commit()
    join(stage, [(member_id, text, chosen()) for member_id, text in goals.items()], workspace_id)


def suggested(stage: Stage, workspace_id: str, member_id: str) -> tuple[Suggestion, ...]:
    with stage.trellis.context.database.read() as work:
        return work.suggestions.shown_to(workspace_id, member_id)
