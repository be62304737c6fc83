"""A file follows its message as far as Slack lets it, and never holds the message up."""

import logging
from datetime import timedelta

import pytest

from bot.sandbox.faults import Fault
from bot.services.delivery import Delivery
from bot.slack.message import Attachment
from bot.slack.scopes import OPTIONAL
from storage.vocabulary import NudgeState
from tests.bot.slack.place import HELLO, NOON
from tests.bot.worker.desk import FOR_THE_GROUP, NUDGE, Desk

FILE = Attachment("check-ins.ics", b"BEGIN:VCALENDAR", "Your check-ins")


def deliver(desk: Desk) -> None:
    desk.plan(NUDGE)
    desk.tick(NOON, Delivery(desk.dm, HELLO, file=FILE))


def files(desk: Desk) -> list[str]:
    return [file.title for message in desk.shown() for file in message.files]


def test_a_file_follows_its_message(desk: Desk) -> None:
    desk.place.world.scopes |= OPTIONAL
    deliver(desk)
    assert [message.text for message in desk.shown()] == [HELLO.text, ""]
    assert files(desk) == [FILE.title]
    assert desk.nudge().message_ts == desk.shown()[0].ts


def test_without_the_scope_the_message_arrives_and_nobody_is_warned(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    deliver(desk)
    assert (desk.nudge().state, files(desk)) == (NudgeState.SENT, [])
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


@pytest.mark.parametrize("method", ["files.getUploadURLExternal", "upload_url", "files.completeUploadExternal"])
@pytest.mark.parametrize("fault", [Fault.RESET_BEFORE, Fault.RESET_AFTER, Fault.RATE_LIMITED])
def test_a_file_that_fails_does_not_bring_the_message_again(
    desk: Desk, method: str, fault: Fault, caplog: pytest.LogCaptureFixture
) -> None:
    desk.place.world.scopes |= OPTIONAL
    desk.place.server.faults.add(method, fault)
    deliver(desk)
    assert desk.tick(NOON + timedelta(hours=1)) == 0
    assert [message.text for message in desk.shown() if not message.files] == [HELLO.text]
    assert (desk.nudge().state, len(files(desk)) <= 1) == (NudgeState.SENT, True)
    assert FILE.title not in caplog.text


def test_a_message_that_is_posted_again_brings_its_file_once(desk: Desk) -> None:
    desk.place.world.scopes |= OPTIONAL
    desk.place.server.faults.add("chat.postMessage", Fault.RESET_AFTER)
    desk.plan(FOR_THE_GROUP)
    for minutes in range(3):
        desk.tick(NOON + timedelta(minutes=minutes), Delivery(desk.group, HELLO, file=FILE))
    shared = [file for message in desk.shown(desk.group) for file in message.files]
    assert len(shared) == 1
