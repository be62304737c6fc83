"""Slack or the database fails exactly while a goal is submitted: the text is never lost, no card is left over."""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta

import pytest

from bot.sandbox.actor import Actor
from bot.sandbox.faults import Fault
from bot.sandbox.spots import Where
from bot.sandbox.stage import Stage
from tests.trips.rows import goal_cards, goal_row, member_row
from tests.trips.steps import RUN, TRAIN, state_goal

SOON = timedelta(minutes=2)
"""By then the worker has looked for cards that are left over."""


def fill(stage: Stage) -> Actor:
    ana = stage.slack.member("UANA")
    ana.command("/trellis", "goal")
    ana.fill(goal=RUN)
    return ana


def assert_open_with_text(ana: Actor, sentence: str) -> None:
    assert ana.last_error is None, "Slack itself had nothing to complain about"
    assert ana.modal
    assert RUN in ana.modal.text
    assert sentence in ana.modal.errors["goal"]
    assert RUN not in ana.modal.errors["goal"]


def assert_one_card(stage: Stage, text: str) -> None:
    (card,) = goal_cards(stage, "UANA")
    assert text in stage.slack.member("UANA").read(card)
    assert (goal := goal_row(stage, "UANA"))
    assert goal.card.message_ts == card.ts


@pytest.mark.parametrize(
    ("method", "fault", "error"),
    [
        ("chat.postMessage", Fault.REFUSE, "internal_error"),
        ("chat.postMessage", Fault.REFUSE, "invalid_auth"),
        ("chat.postMessage", Fault.REFUSE, "restricted_action"),
        ("chat.postMessage", Fault.RESET_BEFORE, ""),
        ("chat.postMessage", Fault.RATE_LIMITED, ""),
        ("conversations.open", Fault.RESET_BEFORE, ""),
        ("users.info", Fault.RATE_LIMITED, ""),
    ],
)
def test_a_card_that_did_not_arrive_keeps_the_modal_open(
    quick_stage: Stage, method: str, fault: Fault, error: str
) -> None:
    ana = fill(quick_stage)
    quick_stage.slack.faults.add(method, fault, error=error)
    assert not ana.submit()
    assert_open_with_text(ana, "try again" if error == "restricted_action" else "Your text is still here")
    assert goal_cards(quick_stage, "UANA") == []
    assert goal_row(quick_stage, "UANA") is None
    assert member_row(quick_stage, "UANA") is None

    assert ana.submit(), "once Slack is well again, the same modal goes through"
    assert_one_card(quick_stage, RUN)


@pytest.mark.parametrize("fault", [Fault.RESET_AFTER, Fault.ERROR_500_AFTER])
def test_a_card_that_arrived_after_all_counts(quick_stage: Stage, fault: Fault) -> None:
    ana = fill(quick_stage)
    quick_stage.slack.faults.add("chat.postMessage", fault)
    assert ana.submit()
    assert ana.modal is None
    assert_one_card(quick_stage, RUN)


def test_a_slow_card_that_comes_in_time_counts(quick_stage: Stage) -> None:
    ana = fill(quick_stage)
    quick_stage.slack.faults.add("chat.postMessage", Fault.SLOW, seconds=0.5)
    assert ana.submit()
    assert_one_card(quick_stage, RUN)


@pytest.mark.parametrize("again", [True, False], ids=["tried-again", "given-up"])
def test_a_card_that_comes_too_late_is_not_left_over(quick_stage: Stage, again: bool) -> None:
    ana = fill(quick_stage)
    quick_stage.slack.faults.add("chat.postMessage", Fault.SLOW, seconds=2.7)
    assert not ana.submit()
    assert_open_with_text(ana, "Your text is still here")
    _wait_until(lambda: bool(goal_cards(quick_stage, "UANA")))

    assert not again or ana.submit()
    quick_stage.until(quick_stage.slack.clock.now() + SOON, SOON)
    if again:
        assert_one_card(quick_stage, RUN)
    else:
        assert goal_cards(quick_stage, "UANA") == []
        assert goal_row(quick_stage, "UANA") is None


@pytest.mark.parametrize("fault", [Fault.REFUSE, Fault.RESET_BEFORE, Fault.RATE_LIMITED])
def test_an_old_card_that_slack_did_not_delete_goes_a_little_later(quick_stage: Stage, fault: Fault) -> None:
    ana = quick_stage.slack.member("UANA")
    state_goal(ana, RUN)
    quick_stage.slack.faults.add("chat.delete", fault)
    state_goal(ana, TRAIN)
    quick_stage.until(quick_stage.slack.clock.now() + SOON, SOON)
    assert_one_card(quick_stage, TRAIN)


def test_a_home_that_slack_does_not_take_keeps_no_modal_open(quick_stage: Stage) -> None:
    ana = quick_stage.slack.member("UANA")
    ana.open_home()
    ana.click("goal_open", Where.HOME)
    ana.fill(goal=RUN)
    quick_stage.slack.faults.add("views.publish", Fault.RESET_BEFORE)
    assert ana.submit()
    assert_one_card(quick_stage, RUN)


def test_a_database_that_fails_keeps_the_modal_open_and_takes_the_card_back(quick_stage: Stage) -> None:
    ana = fill(quick_stage)
    mend = _let_goals_be_read_only(quick_stage)
    assert not ana.submit()
    assert_open_with_text(ana, "try again")
    assert goal_cards(quick_stage, "UANA") == []
    assert member_row(quick_stage, "UANA") is None

    mend()
    assert ana.submit()
    assert_one_card(quick_stage, RUN)


def test_database_and_slack_failing_together_leave_no_card_for_long(quick_stage: Stage) -> None:
    ana = fill(quick_stage)
    mend = _let_goals_be_read_only(quick_stage)
    quick_stage.slack.faults.add("chat.delete", Fault.RESET_BEFORE)
    assert not ana.submit()
    assert_open_with_text(ana, "try again")
    mend()
    quick_stage.until(quick_stage.slack.clock.now() + SOON, SOON)
    assert goal_cards(quick_stage, "UANA") == []


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")  # that thread's death is meant
def test_a_process_killed_between_card_and_row_leaves_no_card_for_long(
    quick_stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        """Passes every handler, as the end of the process does."""

    def kill(*_: object) -> None:
        raise Killed

    ana = fill(quick_stage)
    with monkeypatch.context() as patched:
        patched.setattr("bot.services.goals._keep", kill)
        assert not ana.submit()
    assert len(goal_cards(quick_stage, "UANA")) == 1
    quick_stage.until(quick_stage.slack.clock.now() + SOON, SOON)
    assert goal_cards(quick_stage, "UANA") == []


def _wait_until(happened: Callable[[], bool]) -> None:
    """Look until something that is under way in real time has happened, for 5 s at most."""
    deadline = time.monotonic() + 5
    while not happened():
        assert time.monotonic() < deadline


def _let_goals_be_read_only(stage: Stage) -> Callable[[], None]:
    """Put a view in the table's place: goals can be read, and every write fails; gives what mends it."""
    file = stage.database_url.removeprefix("sqlite:///")

    def execute(*statements: str) -> None:
        with closing(sqlite3.connect(file)) as connection:
            for statement in statements:
                connection.execute(statement)

    execute(
        "PRAGMA legacy_alter_table = ON", "ALTER TABLE goal RENAME TO kept", "CREATE VIEW goal AS SELECT * FROM kept"
    )
    return lambda: execute("DROP VIEW goal", "PRAGMA legacy_alter_table = ON", "ALTER TABLE kept RENAME TO goal")
