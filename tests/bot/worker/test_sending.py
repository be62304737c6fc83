"""Whatever goes wrong between Trellis and Slack, the member sees the nudge once."""

from datetime import timedelta

import pytest

from bot.sandbox.faults import Fault
from bot.services.delivery import Delivery
from bot.slack.message import Message
from bot.slack.messenger import Messenger, make_client
from storage.vocabulary import NudgeReason, NudgeState
from tests.bot.slack.place import HELLO, NOON, SECRET
from tests.bot.worker.desk import FOR_THE_GROUP, LATER, NUDGE, OTHER, Desk

SOON = timedelta(seconds=5)


class Died(BaseException):
    """What no handler catches, as if the process were gone."""


class DiesBefore(Messenger):
    def post(self, channel_id: str, message: Message, key: str | None = None) -> str:  # noqa: ARG002 it dies first
        raise Died


class DiesAfter(Messenger):
    def post(self, channel_id: str, message: Message, key: str | None = None) -> str:
        super().post(channel_id, message, key)
        raise Died


def dies(desk: Desk, how: type[Messenger]) -> None:
    """Let a worker die in the middle of sending."""
    messenger = how(make_client(desk.place.world.bot_token, desk.place.server.base_url), SECRET)
    with pytest.raises(Died):
        desk.worker(messenger=messenger).tick(NOON)


@pytest.mark.parametrize("fault", [Fault.RESET_BEFORE, Fault.RESET_AFTER, Fault.ERROR_500_AFTER])
def test_after_a_call_of_unknown_outcome_the_member_sees_one_message(desk: Desk, fault: Fault) -> None:
    desk.place.server.faults.add("chat.postMessage", fault)
    desk.plan(NUDGE)
    desk.tick(NOON)
    assert desk.state() == (NudgeState.UNKNOWN, None)
    assert desk.tick(NOON + SOON) == 1
    (message,) = desk.shown()
    assert (desk.nudge().state, desk.nudge().message_ts) == (NudgeState.SENT, message.ts)
    assert len(desk.settled) == 1


@pytest.mark.parametrize(
    ("how", "settled"),
    [(DiesAfter, (NudgeState.SENT, None)), (DiesBefore, (NudgeState.EXPIRED, NudgeReason.TOO_LATE))],
)
def test_too_late_an_unknown_outcome_is_looked_up_but_nothing_is_sent(
    desk: Desk, how: type[Messenger], settled: tuple[NudgeState, NudgeReason | None]
) -> None:
    desk.plan(NUDGE)
    dies(desk, how)
    before = desk.shown()
    desk.tick(NUDGE.expires_at)
    assert desk.state() == settled
    assert desk.shown() == before


def test_an_unknown_outcome_is_not_looked_up_for_ever(desk: Desk) -> None:
    desk.plan(NUDGE)
    dies(desk, DiesAfter)
    desk.place.server.faults.add("conversations.history", Fault.REFUSE)
    desk.tick(NUDGE.expires_at)
    assert desk.state() == (NudgeState.UNKNOWN, None)
    desk.tick(NUDGE.expires_at + timedelta(days=1))
    assert desk.state() == (NudgeState.EXPIRED, NudgeReason.TOO_LATE)


def test_while_slack_is_slow_the_member_sees_one_message(desk: Desk) -> None:
    desk.place.server.faults.add("chat.postMessage", Fault.SLOW, seconds=0.5)
    desk.place.server.faults.add("conversations.history", Fault.SLOW, seconds=1)
    desk.plan(NUDGE)
    desk.worker(messenger=desk.place.messenger_with(timeout=0.3)).tick(NOON)
    assert desk.state() == (NudgeState.UNKNOWN, None)
    assert desk.tick(NOON + SOON) == 1
    assert len(desk.shown()) == 1
    assert desk.state() == (NudgeState.SENT, None)


def test_a_history_that_cannot_be_read_is_asked_again_before_anything_is_sent(desk: Desk) -> None:
    desk.place.server.faults.add("chat.postMessage", Fault.RESET_AFTER)
    desk.place.server.faults.add("conversations.history", Fault.ERROR_500_AFTER)
    desk.place.server.faults.add("conversations.history", Fault.RATE_LIMITED, seconds=7)
    desk.plan(NUDGE)
    for seconds in (0, 5, 10, 17):
        assert desk.tick(NOON + timedelta(seconds=seconds)) == 1
    assert len(desk.shown()) == 1
    assert desk.state() == (NudgeState.SENT, None)


def test_two_calls_of_unknown_outcome_are_still_one_message(desk: Desk) -> None:
    desk.place.server.faults.add("chat.postMessage", Fault.RESET_BEFORE)
    desk.place.server.faults.add("chat.postMessage", Fault.RESET_AFTER)
    desk.plan(NUDGE)
    for seconds in (0, 5, 10):
        desk.tick(NOON + timedelta(seconds=seconds))
    assert len(desk.shown()) == 1
    assert desk.state() == (NudgeState.SENT, None)


def test_a_429_is_tried_again_when_slack_says_so(desk: Desk) -> None:
    desk.place.server.faults.add("chat.postMessage", Fault.RATE_LIMITED, seconds=90)
    desk.plan(NUDGE)
    desk.tick(NOON)
    assert (desk.nudge().state, desk.nudge().due_at) == (NudgeState.DUE, NOON + timedelta(seconds=90))
    assert desk.tick(NOON + timedelta(seconds=89)) == 0
    assert desk.tick(NOON + timedelta(seconds=90)) == 1
    assert len(desk.shown()) == 1


def test_a_wrong_token_is_tried_again_until_the_operator_mends_it(desk: Desk) -> None:
    desk.plan(NUDGE)
    desk.worker(messenger=desk.place.messenger_with(token="xoxb-wrong")).tick(NOON)
    assert desk.state() == (NudgeState.DUE, None)
    desk.tick(NOON + LATER)
    assert len(desk.shown()) == 1


def test_a_refusal_is_final_and_says_so(desk: Desk) -> None:
    desk.place.server.faults.add("chat.postMessage", Fault.REFUSE, error="channel_not_found")
    desk.plan(NUDGE)
    desk.tick(NOON)
    assert desk.state() == (NudgeState.CANCELLED, NudgeReason.REFUSED)
    assert desk.tick(NOON + LATER) == 0


@pytest.mark.parametrize("how", [DiesBefore, DiesAfter])
def test_another_worker_takes_over_from_one_that_died_in_the_middle(desk: Desk, how: type[Messenger]) -> None:
    desk.plan(NUDGE)
    dies(desk, how)
    assert desk.state() == (NudgeState.SENDING, None)
    assert desk.worker(owner=OTHER).tick(NOON + timedelta(seconds=29)) == 0
    assert desk.worker(owner=OTHER).tick(NOON + timedelta(seconds=31)) == 1
    (message,) = desk.shown()
    assert (desk.nudge().state, desk.nudge().message_ts) == (NudgeState.SENT, message.ts)
    assert [ts for _, ts in desk.settled] == [message.ts]


def test_in_a_group_dm_that_cannot_be_read_it_arrives_at_least_once(desk: Desk) -> None:
    desk.plan(FOR_THE_GROUP)
    dies(desk, DiesAfter)
    desk.worker(owner=OTHER).tick(NOON + LATER)
    assert len(desk.shown(desk.group)) == 2
    assert desk.state(FOR_THE_GROUP) == (NudgeState.SENT, None)


def test_a_replacement_of_unknown_outcome_is_made_again(desk: Desk) -> None:
    old = desk.place.messenger.post(desk.dm, Message("Before", HELLO.blocks), NUDGE.key)
    desk.place.server.faults.add("chat.update", Fault.RESET_BEFORE)
    desk.plan(NUDGE)
    for seconds in (0, 5):
        desk.tick(NOON + timedelta(seconds=seconds), Delivery(desk.dm, HELLO, replace_ts=old))
    assert [(message.ts, message.text) for message in desk.shown()] == [(old, HELLO.text)]
    assert desk.state() == (NudgeState.SENT, None)


def test_a_post_in_place_of_a_message_that_is_gone_is_found_too(desk: Desk) -> None:
    old = desk.place.messenger.post(desk.dm, HELLO)
    desk.place.messenger.delete(desk.dm, old)
    desk.place.server.faults.add("chat.postMessage", Fault.RESET_AFTER)
    desk.plan(NUDGE)
    for seconds in (0, 5):
        desk.tick(NOON + timedelta(seconds=seconds), Delivery(desk.dm, HELLO, replace_ts=old))
    assert len(desk.shown()) == 1
    assert desk.state() == (NudgeState.SENT, None)


def test_a_message_that_cannot_be_pinned_is_sent_all_the_same(desk: Desk) -> None:
    desk.place.server.faults.add("pins.add", Fault.ERROR_500_AFTER)
    desk.plan(FOR_THE_GROUP)
    desk.tick(NOON, Delivery(desk.group, HELLO, pin=True))
    assert len(desk.shown(desk.group)) == 1
    assert desk.state(FOR_THE_GROUP) == (NudgeState.SENT, None)
