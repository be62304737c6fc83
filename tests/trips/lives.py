"""Partnerships whose weeks go by at once: attendance is written as members would have answered."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta

from bot.sandbox.actor import Actor
from bot.sandbox.stage import Stage
from storage.records import Cycle, Nudge
from storage.vocabulary import Attendance, NudgeKind, NudgeState
from tests.trips.partners import FIRST_AT, ROW, THURSDAY, jump

THEIR_HOUR = FIRST_AT.timetz()
Said = Mapping[str, Attendance]
ANA_MISSED: Said = {"UANA": Attendance.MISSED}
ANA_CAME: Said = {"UANA": Attendance.ATTENDED}


def thursday(week: int) -> date:
    """Give the day of the check-in of a week, counted from 1."""
    return THURSDAY + timedelta(weeks=week - 1)


def at_their_hour(on: date) -> datetime:
    """Give the instant at which they meet on a day, and at which cards come; summer time is an hour earlier."""
    summer = date(2027, 3, 28) <= on < date(2027, 10, 31)
    return datetime.combine(on, time(13 if summer else 14), UTC)


def reach(stage: Stage, on: date) -> None:
    """Come to their hour of a day, with the worker at work at the midnight before."""
    jump(stage, datetime.combine(on, time(1), UTC))
    jump(stage, at_their_hour(on))


def go(stage: Stage, first: int, last: int, said: Said | None = None) -> None:
    """Live through the check-ins of some weeks, each with the same answers, and the day after each."""
    for week in range(first, last + 1):
        on = thursday(week)
        jump(stage, at_their_hour(on) + timedelta(minutes=30))
        answer(stage, on, said or {})
        reach(stage, on + timedelta(days=1))


def answer(stage: Stage, on: date, said: Said) -> None:
    """Record what members say of a check-in."""
    with stage.trellis.context.database.write() as work:
        for member_id, attendance in said.items():
            work.check_ins.record(stage.trellis.workspace_id, ROW, on, member_id, attendance)
        work.commit()


def cycle(stage: Stage) -> Cycle:
    """Give the present cycle."""
    with stage.trellis.context.database.read() as work:
        found = work.cycles.get(stage.trellis.workspace_id, ROW)
    assert found is not None
    return found


def shown(stage: Stage, kind: NudgeKind, member_id: str = "ALL") -> list[date]:
    """Give the dates that brought about the cards of a kind which were posted."""
    return [one.local_date for one in all_of(stage, kind, member_id) if one.state is NudgeState.SENT]


def all_of(stage: Stage, kind: NudgeKind, member_id: str = "ALL") -> list[Nudge]:
    """Give every nudge of a kind, posted or not."""
    with stage.trellis.context.database.read() as work:
        found = work.nudges.of_member(stage.trellis.workspace_id, member_id, datetime(2026, 1, 1, tzinfo=UTC))
    return [one for one in found if one.kind is kind and one.subject_id == ROW]


def preset_cadence(member: Actor) -> str:
    """Give the cadence that the covenant's modal comes with."""
    assert member.top_view is not None
    (block,) = [one for one in member.top_view.view["blocks"] if one.get("block_id") == "cadence"]
    chosen: str = block["element"]["initial_option"]["value"]
    return chosen
