"""Erasing while Slack fails, words are on their way, or the process dies: it goes on, and confirms once."""

from datetime import datetime, timedelta

import pytest

from bot.sandbox.faults import Fault
from bot.sandbox.stage import Stage
from bot.services import erasure
from bot.services.context import Context
from bot.slack.blocks.goal import USUAL, goal_card
from storage.records import Member
from storage.vocabulary import NudgeState
from tests.trips.forgetting import MINUTE, confirmed, erased, forget, named_in, shown_anywhere
from tests.trips.rows import member_row
from tests.trips.steps import RUN, jump, sees, state_goal, suggest


@pytest.mark.parametrize("fault", [Fault.RESET_BEFORE, Fault.RESET_AFTER, Fault.ERROR_500_AFTER, Fault.RATE_LIMITED])
@pytest.mark.parametrize(
    "method",
    ["chat.delete", "chat.update", "chat.postMessage", "conversations.history", "conversations.open", "views.publish"],
)
def test_an_interrupted_erasing_goes_on_and_confirms_once(method: str, fault: Fault, quick_stage: Stage) -> None:
    ana, ben = suggest(quick_stage, "UANA", "UBEN")
    forget(ana)
    quick_stage.slack.faults.add(method, fault, times=2)
    for _ in range(4):
        jump(quick_stage, quick_stage.slack.clock.now() + MINUTE)
    assert named_in(quick_stage, "UANA") == set()
    assert not sees(ben, RUN)
    assert shown_anywhere(quick_stage, RUN) == []
    assert confirmed(ana) == 1


@pytest.mark.parametrize("method", ["chat.update", "chat.postMessage", "views.publish"])
def test_what_slack_refuses_for_good_holds_nothing_up(method: str, quick_stage: Stage) -> None:
    ana, ben = suggest(quick_stage, "UANA", "UBEN")
    forget(ana)
    quick_stage.slack.faults.add(method, Fault.REFUSE, times=99, error="restricted_action")
    erased(quick_stage, ana)
    assert named_in(quick_stage, "UANA") == set()
    assert not sees(ben, RUN)


def test_a_workspace_in_which_nobody_may_delete_is_told_so(quick_stage: Stage) -> None:
    ana, _ = suggest(quick_stage, "UANA", "UBEN")
    forget(ana)
    quick_stage.slack.faults.add("chat.delete", Fault.REFUSE, times=99, error="cant_delete_message")
    erased(quick_stage, ana)
    assert named_in(quick_stage, "UANA") == set()
    assert sees(ana, "Slack did not let me delete all of these messages")


def test_messages_that_slack_has_deleted_itself_hold_nothing_up(quick_stage: Stage) -> None:
    ana, ben = suggest(quick_stage, "UANA", "UBEN")
    for member in (ana, ben):
        member.dm.messages.clear()
    forget(ana)
    erased(quick_stage, ana)
    assert confirmed(ana) == 1


def test_a_crash_between_confirming_and_the_last_row_confirms_no_second_time(
    quick_stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = quick_stage.slack.member("UANA")
    state_goal(ana, RUN)
    forget(ana)
    confirm = erasure._confirm

    def confirm_and_die(context: Context, member: Member, all_gone: bool, now: datetime) -> None:
        confirm(context, member, all_gone, now)
        raise KeyboardInterrupt

    with monkeypatch.context() as killed:
        killed.setattr(erasure, "_confirm", confirm_and_die)
        with pytest.raises(KeyboardInterrupt):
            quick_stage.settle()
    assert confirmed(ana) == 1
    erased(quick_stage, ana)
    assert confirmed(ana) == 1


def test_words_that_are_on_their_way_are_waited_for(quick_stage: Stage) -> None:
    ana, ben = suggest(quick_stage, "UANA", "UBEN")
    with quick_stage.trellis.context.database.write() as work:
        work.connection.exec_driver_sql("UPDATE nudge SET state = 'sending' WHERE kind = 'suggestion'")
        work.commit()
    forget(ana)
    quick_stage.settle()
    assert member_row(quick_stage, "UANA") is not None
    erased(quick_stage, ana)
    assert not sees(ben, RUN)
    with quick_stage.trellis.context.database.read() as work:
        ours = work.nudges.of_member(
            quick_stage.trellis.workspace_id, "UBEN", quick_stage.slack.clock.now() - 90 * MINUTE
        )
    assert NudgeState.SENDING not in {one.state for one in ours}


def test_a_long_life_gets_through_slacks_pace(quick_stage: Stage) -> None:
    ana, ben = suggest(quick_stage, "UANA", "UBEN")
    for number in range(60):
        quick_stage.slack.clock.advance(timedelta(seconds=1))
        quick_stage.trellis.context.messenger.post(ana.dm.id, goal_card(f"{RUN}, try {number}", USUAL))
    forget(ana)
    for _ in range(6):
        jump(quick_stage, quick_stage.slack.clock.now() + timedelta(seconds=30))
    assert member_row(quick_stage, "UANA") is None
    assert shown_anywhere(quick_stage, RUN) == []
    assert not sees(ben, RUN)
