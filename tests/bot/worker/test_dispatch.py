import logging
import re
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.sandbox.faults import Fault
from bot.services.delivery import Delivery, Postpone, Skip
from bot.slack.message import Message
from bot.slack.outcomes import NotSentError, OutcomeUnknownError
from bot.worker.attempt import LOOK_AFTER, Decision
from bot.worker.turns import EACH
from storage.records import Nudge
from storage.stores.nudges import NudgeStore
from storage.vocabulary import NudgeReason, NudgeState
from tests.bot.slack.place import HELLO, NOON
from tests.bot.worker.desk import FOR_THE_GROUP, LATER, NUDGE, OTHER, Desk

ANOTHER = replace(NUDGE, member_id="U2")


def test_a_nudge_that_is_due_arrives_and_is_settled(desk: Desk) -> None:
    desk.plan(NUDGE)
    assert desk.tick(NOON) == 1
    (message,) = desk.shown()
    assert (desk.nudge().state, desk.nudge().message_ts) == (NudgeState.SENT, message.ts)
    assert [(nudge.key, ts) for nudge, ts in desk.settled] == [(NUDGE.key, message.ts)]


def test_it_does_not_arrive_again(desk: Desk) -> None:
    desk.plan(NUDGE)
    desk.tick(NOON)
    assert desk.tick(NOON + LATER) == 0
    assert len(desk.shown()) == 1


def test_nothing_arrives_before_it_is_due(desk: Desk) -> None:
    desk.plan(replace(NUDGE, due_at=NOON + LATER))
    assert desk.tick(NOON) == 0
    assert desk.tick(NOON + LATER) == 1


def test_what_is_too_late_is_not_sent_and_says_so(desk: Desk) -> None:
    desk.plan(NUDGE)
    desk.tick(NUDGE.expires_at)
    assert desk.state() == (NudgeState.EXPIRED, NudgeReason.TOO_LATE)
    assert desk.shown() == []


def test_what_is_no_longer_wanted_is_not_sent_and_says_why(desk: Desk) -> None:
    desk.plan(NUDGE)
    desk.tick(NOON, Skip(NudgeReason.PAUSED))
    assert desk.state() == (NudgeState.CANCELLED, NudgeReason.PAUSED)
    assert desk.shown() == []


def test_what_cannot_be_written_yet_waits_until_it_can(desk: Desk) -> None:
    desk.plan(NUDGE)
    desk.tick(NOON, Postpone(NOON + timedelta(hours=1)))
    assert desk.tick(NOON + timedelta(minutes=59)) == 0
    assert desk.tick(NOON + timedelta(hours=1)) == 1
    assert desk.state() == (NudgeState.SENT, None)


def test_it_is_written_again_at_every_attempt(desk: Desk) -> None:
    desk.plan(NUDGE)
    desk.tick(NOON, Postpone(NOON + LATER))
    desk.tick(NOON + LATER, Skip(NudgeReason.ANSWERED))
    assert desk.state() == (NudgeState.CANCELLED, NudgeReason.ANSWERED)


def test_a_message_is_replaced_where_there_is_one(desk: Desk) -> None:
    old = desk.place.messenger.post(desk.dm, Message("Before", HELLO.blocks))
    desk.plan(NUDGE)
    desk.tick(NOON, Delivery(desk.dm, HELLO, replace_ts=old))
    assert [(message.ts, message.text) for message in desk.shown()] == [(old, HELLO.text)]
    assert desk.nudge().message_ts == old


def test_a_message_is_posted_anew_where_the_old_one_is_gone(desk: Desk) -> None:
    old = desk.place.messenger.post(desk.dm, HELLO)
    desk.place.messenger.delete(desk.dm, old)
    desk.plan(NUDGE)
    desk.tick(NOON, Delivery(desk.dm, HELLO, replace_ts=old))
    (message,) = desk.shown()
    assert desk.nudge().message_ts == message.ts != old


def test_a_message_is_pinned_if_asked(desk: Desk) -> None:
    desk.plan(FOR_THE_GROUP)
    desk.tick(NOON, Delivery(desk.group, HELLO, pin=True))
    assert desk.place.world.conversations[desk.group].pins == [desk.nudge(FOR_THE_GROUP).message_ts]


@pytest.mark.parametrize(
    "error", [NotSentError("ratelimited", retry_after=30.0), OutcomeUnknownError("TimeoutError"), KeyError("a goal")]
)
def test_a_failure_to_write_one_stops_no_other_and_is_tried_again(
    desk: Desk, error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    def compose(nudge: Nudge, now: object) -> Decision:  # noqa: ARG001 the signature is Compose's
        if nudge.member_id == "U1":
            raise error
        return Delivery(desk.dm, HELLO)

    desk.plan(NUDGE, ANOTHER)
    with caplog.at_level(logging.DEBUG):
        desk.worker(compose).tick(NOON)
    assert (desk.state(), desk.state(ANOTHER)) == ((NudgeState.DUE, None), (NudgeState.SENT, None))
    assert desk.nudge().due_at == NOON + timedelta(seconds=30)
    assert "a goal" not in caplog.text


def test_a_failure_is_told_by_key_kind_of_error_and_place_only(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    def compose(*_: object) -> Decision:
        raise KeyError("a goal")

    desk.plan(NUDGE)
    desk.worker(compose).tick(NOON)
    (told,) = [record.getMessage() for record in caplog.records]
    assert re.fullmatch(rf"Nudge {NUDGE.key} could not be written: KeyError at \S+:\d+( > \S+:\d+)*\.", told)
    assert caplog.records[0].exc_info is None


def test_one_tick_gives_a_workspace_its_turn_and_the_next_the_rest(desk: Desk) -> None:
    desk.place.server.rate_limits = False
    desk.plan(*(replace(NUDGE, subject_id=f"{number:032x}") for number in range(EACH + 1)))
    worker = desk.worker()
    assert [worker.tick(NOON), worker.tick(NOON), worker.tick(NOON)] == [EACH, 1, 0]
    assert len(desk.shown()) == EACH + 1


def test_a_workspace_rests_for_as_long_as_slack_asks(desk: Desk) -> None:
    desk.place.server.faults.add("chat.postMessage", Fault.RATE_LIMITED, seconds=60)
    desk.plan(NUDGE, replace(NUDGE, subject_id="b" * 32, due_at=NOON + timedelta(seconds=5)))
    worker = desk.worker()
    desk.place.world.clock.move_to(NOON)
    assert worker.tick(NOON) == 1
    assert worker.tick(NOON + timedelta(seconds=59)) == 0
    assert worker.tick(NOON + timedelta(seconds=60)) == 2
    assert len(desk.shown()) == 2


def test_a_nudge_that_another_worker_took_over_is_let_go(desk: Desk) -> None:
    def slowly(nudge: Nudge, now: object) -> Decision:  # noqa: ARG001 the signature is Compose's
        assert desk.worker(owner=OTHER).tick(NOON + LATER) == 1
        return Delivery(desk.dm, HELLO)

    desk.plan(NUDGE)
    desk.worker(slowly).tick(NOON)
    assert len(desk.shown()) == len(desk.settled) == 1
    assert desk.state() == (NudgeState.SENT, None)


def test_no_call_begins_that_could_outlast_the_lease(desk: Desk) -> None:
    seconds = iter([0.0, 0.0, 11.0])  # at the claim, before writing, after writing
    desk.plan(NUDGE)
    desk.worker(stopwatch=lambda: next(seconds)).tick(NOON)
    assert (desk.shown(), desk.nudge().state, desk.nudge().due_at) == ([], NudgeState.DUE, NOON)


@pytest.mark.parametrize("state", [NudgeState.DUE, NudgeState.UNKNOWN])
def test_no_call_begins_where_a_busy_database_kept_the_intent_waiting(
    state: NudgeState, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    seconds = [0.0]
    intend = NudgeStore.intend

    def slowly(store: NudgeStore, nudge: Nudge, now: datetime) -> None:
        intend(store, nudge, now)
        seconds[0] += 25

    monkeypatch.setattr(NudgeStore, "intend", slowly)
    desk.plan(replace(NUDGE, state=state))
    desk.worker(stopwatch=lambda: seconds[0]).tick(NOON)
    assert (desk.shown(), desk.state()) == ([], (state, None))


def test_what_a_slow_batch_did_not_come_to_is_free_for_others_at_once(desk: Desk) -> None:
    seconds = iter([0.0, 0.0, 0.0, 0.0, 11.0])  # the second nudge comes too late into the lease
    desk.plan(NUDGE, ANOTHER)
    desk.worker(stopwatch=lambda: next(seconds)).tick(NOON)
    assert desk.worker(owner=OTHER).tick(NOON) == 1
    assert (desk.nudge().state, desk.nudge(ANOTHER).state) == (NudgeState.SENT, NudgeState.SENT)


def test_a_fault_while_settling_leaves_the_nudge_to_be_looked_for(desk: Desk) -> None:
    desk.plan(NUDGE)
    desk.settle_badly = True
    desk.tick(NOON)
    assert desk.state() == (NudgeState.SENDING, None)
    desk.settle_badly = False
    desk.tick(NOON + LATER)
    (message,) = desk.shown()
    assert desk.nudge().message_ts == message.ts
    assert len(desk.settled) == 1


def test_what_was_given_up_has_its_time_to_show_before_it_is_looked_for(desk: Desk) -> None:
    seconds = iter([0.0, 0.0, 0.0, 10.0])  # at the claim, twice before the call, after Slack has let us wait
    desk.place.server.faults.add("chat.postMessage", Fault.RESET_AFTER)
    desk.plan(NUDGE)
    desk.worker(stopwatch=lambda: next(seconds)).tick(NOON)
    given_up = NOON + timedelta(seconds=10)
    assert (desk.nudge().state, desk.nudge().due_at) == (NudgeState.UNKNOWN, given_up + LOOK_AFTER)
    assert desk.tick(given_up + LOOK_AFTER) == 1
    assert len(desk.shown()) == 1


def test_how_late_a_nudge_was_counts_the_time_that_slack_took(desk: Desk) -> None:
    seconds = iter([0.0, 0.0, 0.0, 7.0])
    desk.plan(NUDGE)
    desk.worker(stopwatch=lambda: next(seconds)).tick(NOON)
    assert b"trellis_nudge_lateness_seconds_sum 7.0" in desk.metrics.page(None)


def test_a_workspace_rests_from_when_slack_asked(desk: Desk) -> None:
    seconds = iter([0.0, 0.0, 0.0, 9.0])
    desk.place.server.faults.add("chat.postMessage", Fault.RATE_LIMITED, seconds=60)
    desk.plan(NUDGE)
    desk.worker(stopwatch=lambda: next(seconds)).tick(NOON)
    assert desk.nudge().due_at == NOON + timedelta(seconds=9 + 60)
