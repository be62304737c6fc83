"""Making the nudges that services plan beside the check-in nudges."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.practice.quiet import calm_moment
from bot.practice.windows import window
from bot.services.calendar import local_date
from bot.services.lookup import workspace_of
from bot.services.weekly import WEEK, next_run
from matching.vocabulary import DayPart, Weekday
from storage.records import EVERYONE, Goal, Member, Nudge, Partnership
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import NudgeKind

UNBIDDEN = frozenset(
    {
        NudgeKind.SUGGESTION,
        NudgeKind.UNMATCHED,
        NudgeKind.GOAL_LAPSED,
        NudgeKind.GOAL_PERIOD_OVER,
        NudgeKind.WELCOME_BACK,
        NudgeKind.CONVENE,
        NudgeKind.LAPSED,
        NudgeKind.MID_MONTH,
        NudgeKind.UNANSWERED,
        NudgeKind.THIRD,
    }
)
"""Messages to a member that no act of theirs and no check-in brought about: at most one of these a day."""
_ORDINARY = (DayPart.MORNING, DayPart.MIDDAY, DayPart.AFTERNOON)
_DAYS_FOR_FOUND = 4


def notice(member: Member, subject_id: str, kind: NudgeKind, now: datetime) -> Nudge:
    """Plan a message for one member, at once."""
    on = local_date(now, member.zone)
    return Nudge(member.workspace_id, subject_id, on, member.id, kind, now, now + window(kind))


def calm_notice(work: UnitOfWork, member: Member, subject_id: str, kind: NudgeKind, on: date, now: datetime) -> Nudge:
    """Plan a message that the member did not cause: inside their hours, on a day that has no other such message.

    The days of the weekly runs count as taken, since nobody knows yet what they bring. `on` is the date of the
    occurrence key, so that planning the same again changes nothing.
    """
    run = next_run(work, workspace_of(work, member.workspace_id), now)
    runs = {local_date(run + ahead, member.zone) for ahead in (timedelta(), WEEK, 2 * WEEK)}
    days, parts = _hours(work.goals.get(member.workspace_id, member.id))
    due_at = calm_moment(now, member.zone, days, parts, _taken(work, member, now) | runs)
    return Nudge(member.workspace_id, subject_id, on, member.id, kind, due_at, due_at + window(kind))


def calmed(work: UnitOfWork, member: Member, nudge: Nudge) -> Nudge:
    """Give a message that is planned with the first time from its own on that is inside the member's hours."""
    days, parts = _hours(work.goals.get(member.workspace_id, member.id))
    due_at = calm_moment(nudge.due_at, member.zone, days, parts)
    return replace(nudge, due_at=due_at, expires_at=due_at + window(nudge.kind))


def follow_up(work: UnitOfWork, member: Member, subject_id: str, kind: NudgeKind, on: date, now: datetime) -> Nudge:
    """Plan a message that follows from what the member did, at the first of their hours, whatever else comes then."""
    return calmed(work, member, Nudge(member.workspace_id, subject_id, on, member.id, kind, now, now))


def found_notice(
    work: UnitOfWork, member: Member, goal: Goal | None, subject_id: str, kind: NudgeKind, asked_by: str, now: datetime
) -> Nudge:
    """Plan what looking for partners brought: at once for who asked, inside their hours for all others.

    It comes within days, since a suggestion lapses in a week. The day of the run itself has room for it.
    """
    planned = notice(member, subject_id, kind, now)
    days, parts = _hours(goal)
    if member.id == asked_by or calm_moment(now, member.zone, days, parts) == now:
        return planned
    taken = _taken(work, member, now) - {planned.local_date}
    due_at = calm_moment(now, member.zone, days, parts, taken, within=_DAYS_FOR_FOUND)
    return replace(planned, due_at=due_at, expires_at=due_at + window(kind))


def _hours(goal: Goal | None) -> tuple[Collection[Weekday], Collection[DayPart]]:
    """Give the days and parts of days that somebody chose, ordinary ones where they chose none."""
    return (goal.settings.days, goal.settings.parts) if goal else (tuple(Weekday), _ORDINARY)


def _taken(work: UnitOfWork, member: Member, now: datetime) -> set[date]:
    near = work.nudges.of_member(member.workspace_id, member.id, now - timedelta(days=1))
    return {local_date(one.due_at, member.zone) for one in near if one.kind in UNBIDDEN}


def spread(notices: Iterable[tuple[Nudge, int]], most: int) -> Iterator[Nudge]:
    """Put off notices of the same moment, each with what it costs, so that no minute holds more than `most` or so."""
    spent = 0
    for each, cost in notices:
        later = timedelta(minutes=spent // most)
        yield replace(each, due_at=each.due_at + later, expires_at=each.expires_at + later)
        spent += cost


def group_nudge(partnership: Partnership, kind: NudgeKind, now: datetime, on: date | None = None) -> Nudge:
    """Plan a message for a partnership's group DM, at once; `on` is the check-in that it is about, if any.

    A message about the partnership itself is keyed by the day of its forming, so that a change revives that one row.
    """
    key_date = on or partnership.formed_at.date()
    return Nudge(partnership.workspace_id, partnership.id, key_date, EVERYONE, kind, now, now + window(kind))
