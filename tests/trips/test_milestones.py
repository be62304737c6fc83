"""Milestones: for the partnership as a whole, in its group DM, once each."""

from datetime import timedelta

from bot.sandbox.actor import Actor
from bot.sandbox.stage import Stage
from storage.records import CheckIn
from storage.vocabulary import Attendance, NudgeKind
from tests.trips.partners import FIRST_AT, OVER, ROW, THURSDAY, heard, jump, nudges
from tests.trips.steps import click

WEEK = timedelta(weeks=1)


def kept_before(stage: Stage, count: int, members: tuple[str, ...] = ("UANA", "UCYN")) -> None:
    """Let partners have kept check-ins in the weeks before the first one of the journey."""
    workspace_id = stage.trellis.workspace_id
    with stage.trellis.context.database.write() as work:
        for week in range(1, count + 1):
            on = THURSDAY - week * WEEK
            work.check_ins.add(CheckIn(workspace_id, ROW, on, FIRST_AT - week * WEEK, 30))
            for member in members:
                work.check_ins.record(workspace_id, ROW, on, member, Attendance.ATTENDED)
        work.commit()


def marks(stage: Stage) -> int:
    return sum(one.kind is NudgeKind.MILESTONE for one in nudges(stage, "ALL"))


def test_the_first_check_in_is_marked_when_two_say_so(quick_stage: Stage, met: tuple[Actor, Actor]) -> None:
    ana, cyn = met
    click(ana, "met")
    quick_stage.settle()
    assert heard(cyn, "Your first check-in together") == []
    click(cyn, "met")
    quick_stage.settle()
    assert len(heard(cyn, "Your first check-in together is behind you.")) == 1
    assert marks(quick_stage) == 1


def test_the_second_brings_nothing(quick_stage: Stage, met: tuple[Actor, Actor]) -> None:
    for weeks in (0, 1):
        jump(quick_stage, OVER + weeks * WEEK)
        for member in met:
            click(member, "met")
        quick_stage.settle()
    assert marks(quick_stage) == 1


def test_the_sixth_is_marked(quick_stage: Stage, met: tuple[Actor, Actor]) -> None:
    kept_before(quick_stage, 5)
    for member in met:
        click(member, "met")
    quick_stage.settle()
    assert len(heard(met[0], "You have kept six check-ins together.")) == 1
    assert marks(quick_stage) == 1


def test_a_full_cycle_is_marked(quick_stage: Stage, met: tuple[Actor, Actor]) -> None:
    kept_before(quick_stage, 12)
    for member in met:
        click(member, "met")
    quick_stage.settle()
    assert len(heard(met[0], "Twelve weeks of keeping each other company: a full cycle.")) == 1
    assert marks(quick_stage) == 1


def test_what_was_missed_is_never_mentioned(quick_stage: Stage, met: tuple[Actor, Actor]) -> None:
    for member in met:
        click(member, "missed")
    quick_stage.settle()
    assert marks(quick_stage) == 0
