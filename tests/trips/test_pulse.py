"""The pulse: on the first working day of a month the channel is told how the last one was, and a host who asks too."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.sandbox.faults import Fault
from bot.sandbox.stage import Stage
from bot.sandbox.world import Conversation, Message
from bot.slack.scopes import OPTIONAL
from storage.records import CheckIn, Cycle, Member, Partnership, Programme
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import Attendance, EndReason, MemberStatus, PartnershipState
from tests.trips.screen import told
from tests.trips.steps import jump

CHANNEL = "C0PULSE"
MEMBERS = ("UANA", "UBEN")
TOLD = datetime(2026, 12, 1, 10, tzinfo=UTC)
"""A Tuesday, at the hour of the weekly run."""
HOUR = timedelta(hours=1)


@pytest.fixture
def channel(quick_stage: Stage) -> None:
    """Make the channel that a host chose, with Ana and Trellis in it."""
    world = quick_stage.slack.world
    world.conversations[CHANNEL] = Conversation(CHANNEL, frozenset({"UANA", world.bot_user_id}), "channel", "pulse")
    choose(quick_stage, CHANNEL)


def choose(stage: Stage, channel_id: str | None) -> None:
    with stage.trellis.context.database.write() as work:
        work.programmes.put(stage.trellis.workspace_id, Programme(pulse_channel_id=channel_id))
        work.commit()


def november(stage: Stage, partnerships: int, renewed: int = 0) -> None:
    """Let so many partnerships have met twice in November, and all come to rest on the first of December."""
    ws = stage.trellis.workspace_id
    with stage.trellis.context.database.write() as work:
        for member_id in MEMBERS:
            work.members.add(Member(ws, member_id, f"D{member_id}", "UTC", MemberStatus.ACTIVE, None, 0, TOLD))
        for number in range(partnerships):
            _met(work, ws, f"{number:032x}", 2 if number < renewed else 1)
        work.commit()


def _met(work: UnitOfWork, ws: str, row: str, cycle: int) -> None:
    work.partnerships.add(Partnership(ws, row, None, PartnershipState.ACTIVE, TOLD - 70 * 24 * HOUR, MEMBERS))
    work.cycles.begin(Cycle(ws, row, cycle, date(2026, 11, 2)))
    for day in (3, 17):
        at = datetime(2026, 11, day, 9, tzinfo=UTC)
        work.check_ins.add(CheckIn(ws, row, at.date(), at, 30))
        for member_id in MEMBERS:
            work.check_ins.record(ws, row, at.date(), member_id, Attendance.ATTENDED)
    work.partnerships.end(ws, row, EndReason.RESTED, TOLD - 8 * HOUR)


def posted(stage: Stage) -> list[Message]:
    return stage.slack.member("UANA").messages(CHANNEL)


@pytest.mark.usefixtures("channel")
def test_the_channel_is_told_once_a_month_in_rounded_numbers(quick_stage: Stage) -> None:
    november(quick_stage, 22, renewed=7)
    jump(quick_stage, TOLD - HOUR)
    assert posted(quick_stage) == []
    jump(quick_stage, TOLD)
    jump(quick_stage, TOLD + 2 * HOUR)
    (message,) = posted(quick_stage)
    said = quick_stage.slack.member("UANA").read(message)
    assert message.text == "The pulse of November 2026"
    assert "At least 20 partnerships are alive." in said
    assert "At least 25 check-ins were kept together." in said
    assert "At least 5 partnerships began another cycle of twelve weeks." in said
    assert not any(str(exact) in said for exact in (22, 44, 7))
    jump(quick_stage, datetime(2027, 1, 1, 10, tzinfo=UTC))
    assert len(posted(quick_stage)) == 1


@pytest.mark.usefixtures("channel")
def test_a_picture_comes_along_where_files_are_granted(quick_stage: Stage) -> None:
    quick_stage.slack.world.scopes |= OPTIONAL
    november(quick_stage, 22)
    jump(quick_stage, TOLD)
    _, picture = posted(quick_stage)
    (file,) = picture.files
    assert (file.name, file.title) == ("pulse-2026-11.png", "The pulse of November 2026")
    assert file.alt_text == "At least 20 partnerships are alive. At least 25 check-ins were kept together."
    assert (file.content or b"").startswith(b"\x89PNG")


@pytest.mark.usefixtures("channel")
def test_of_fewer_than_five_nothing_is_said(quick_stage: Stage) -> None:
    november(quick_stage, 4)
    jump(quick_stage, TOLD)
    assert posted(quick_stage) == []
    answer = told(quick_stage.slack.member("UANA"), "pulse")
    assert answer.startswith("There are too few partnerships to say anything about November without saying something")


@pytest.mark.usefixtures("channel")
def test_a_host_reads_the_same_and_no_more(quick_stage: Stage) -> None:
    november(quick_stage, 22, renewed=7)
    jump(quick_stage, TOLD)
    ana = quick_stage.slack.member("UANA")
    assert told(ana, "pulse") == ana.read(posted(quick_stage)[0])
    assert told(quick_stage.slack.member("UBEN"), "pulse").startswith("This is for hosts:")


def test_a_host_who_asks_again_learns_nothing_of_who_began_since(quick_stage: Stage) -> None:
    november(quick_stage, 9)
    jump(quick_stage, TOLD)
    ana = quick_stage.slack.member("UANA")
    before = told(ana, "pulse")
    with quick_stage.trellis.context.database.write() as work:
        ws, row = quick_stage.trellis.workspace_id, "f" * 32
        work.partnerships.add(Partnership(ws, row, None, PartnershipState.ACTIVE, TOLD, MEMBERS))
        work.check_ins.add(CheckIn(ws, row, TOLD.date(), TOLD - HOUR, 30))
        work.commit()
    assert "At least 5 partnerships are alive." in before
    assert told(ana, "pulse") == before


def test_without_a_channel_nothing_is_planned(quick_stage: Stage) -> None:
    november(quick_stage, 22)
    jump(quick_stage, TOLD)
    assert not any("The pulse" in text for text in quick_stage.slack.member("UANA").texts())


@pytest.mark.usefixtures("channel")
def test_a_channel_that_was_taken_back_is_told_nothing(quick_stage: Stage) -> None:
    november(quick_stage, 22)
    quick_stage.slack.faults.add("chat.postMessage", Fault.RATE_LIMITED, seconds=60)
    jump(quick_stage, TOLD)
    choose(quick_stage, None)
    jump(quick_stage, TOLD + HOUR)
    assert posted(quick_stage) == []
