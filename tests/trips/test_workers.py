"""Several workers, and workers that die, around a whole partnership."""

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from bot.metrics import Metrics
from bot.sandbox.stage import Stage
from bot.slack.message import Message
from bot.slack.messenger import Messenger
from bot.worker.worker import Worker
from storage.errors import DatabaseUnusableError
from storage.vocabulary import NudgeState
from tests.trips import partners
from tests.trips.cast import WordCounts
from tests.trips.partners import FIRST_AT, about_to_meet, heard, live, open_covenant, sign, signed, together
from tests.trips.steps import submit_covenant


class Killed(BaseException):
    """The process is gone: nothing in it handles this."""


class DyingMessenger(Messenger):
    """Kills its worker right after Slack has posted."""

    def post(self, channel_id: str, message: Message, key: str | None = None) -> str:
        super().post(channel_id, message, key)
        raise Killed


class MuteMessenger(Messenger):
    """Kills its worker right before it would have posted."""

    def post(self, *_: object) -> str:
        raise Killed


def another_worker(stage: Stage, kind: type[Messenger] = Messenger) -> Worker:
    """Give a worker of another process, beside the stage's own."""
    trellis = stage.trellis
    messenger = kind(trellis.client, (trellis.client.token or "").encode())
    context = replace(trellis.context, messenger=messenger)
    return Worker(context, WordCounts, stage.slack.clock.now, uuid4().hex, Metrics())


def tick_together(stage: Stage, workers: Collection[Worker]) -> None:
    """Let all workers do what is due now, at the same time."""
    now = stage.slack.clock.now()
    together(*(lambda worker=worker: worker.tick(now) for worker in workers))


def test_several_workers_send_each_message_once(stage: Stage) -> None:
    workers = [stage.worker, another_worker(stage), another_worker(stage)]
    ana, cyn = about_to_meet(stage, "UANA", "UCYN")
    tick_together(stage, workers)
    open_covenant(ana)
    assert submit_covenant(ana)
    tick_together(stage, workers)
    for member in (ana, cyn):
        sign(member)
    tick_together(stage, workers)
    for at in (FIRST_AT - timedelta(days=1), FIRST_AT, FIRST_AT + timedelta(minutes=30)):
        stage.slack.clock.move_to(at)
        tick_together(stage, workers)
    for words in ("Welcome to", "Our covenant\n", "Everybody has", "Your check-in with", "It is time", "Did you meet"):
        assert len(heard(cyn, words)) == 1, words


def test_a_worker_stops_without_a_word_while_the_database_is_away(
    quick_stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> None:
        raise DatabaseUnusableError("away")

    worker = another_worker(quick_stage)
    worker.start()
    monkeypatch.setattr(quick_stage.trellis.context.database, "write", away)
    worker.stop()


@pytest.mark.parametrize("kind", [DyingMessenger, MuteMessenger])
def test_a_nudge_whose_worker_died_in_the_middle_is_read_once(quick_stage: Stage, kind: type[Messenger]) -> None:
    ana, cyn = signed(quick_stage, "UANA", "UCYN")
    quick_stage.slack.clock.move_to(FIRST_AT - timedelta(days=1))
    with pytest.raises(Killed):
        another_worker(quick_stage, kind).tick(quick_stage.slack.clock.now())
    assert len(partners.nudges(quick_stage, "UANA", NudgeState.SENDING)) == 1
    quick_stage.settle()
    assert partners.nudges(quick_stage, "UANA", NudgeState.SENT) == []
    live(quick_stage, FIRST_AT - timedelta(hours=23))
    assert len(heard(ana, "Your check-in with")) == len(heard(cyn, "Your check-in with")) == 1
    assert len(partners.nudges(quick_stage, "UANA", NudgeState.SENT)) == 1


def test_a_group_post_whose_worker_died_comes_at_least_once(quick_stage: Stage) -> None:
    (ana, _) = about_to_meet(quick_stage, "UANA", "UCYN")
    with pytest.raises(Killed):
        another_worker(quick_stage, DyingMessenger).tick(quick_stage.slack.clock.now())
    live(quick_stage, quick_stage.slack.clock.now() + timedelta(minutes=2))
    assert len(heard(ana, "Welcome to your partnership")) == 2
    assert partners.partnership(quick_stage).channel_id == ana.group_dms[0].id
