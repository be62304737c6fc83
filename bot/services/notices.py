"""Making the nudges that services plan beside the check-in nudges."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.practice.quiet import calm_moment
from bot.practice.windows import window
from bot.services.calendar import local_date
from bot.services.lookup import workspace_of
from bot.services.weekly import WEEK, next_run
from matching.vocabulary import DayPart, Weekday
from storage.records import EVERYONE, Member, Nudge, Partnership
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
        NudgeKind.PICK_TIME,
        NudgeKind.MID_MONTH,
        NudgeKind.UNANSWERED,
        NudgeKind.THIRD,
    }
)
"""Messages to a member that no act of theirs and no check-in brought about: at most one of these a day."""


def notice(member: Member, subject_id: str, kind: NudgeKind, now: datetime) -> Nudge:
    """Plan a message for one member, at once."""
    on = local_date(now, member.zone)
    return Nudge(member.workspace_id, subject_id, on, member.id, kind, now, now + window(kind))


def calm_notice(work: UnitOfWork, member: Member, subject_id: str, kind: NudgeKind, on: date, now: datetime) -> Nudge:
    """Plan a message that the member did not cause: inside their hours, on a day that has no other such message.

    The days of the weekly runs count as taken, since nobody knows yet what they bring. `on` is the date of the
    occurrence key, so that planning the same again changes nothing.
    """
    goal = work.goals.get(member.workspace_id, member.id)
    days = goal.settings.days if goal else frozenset(Weekday)
    parts = goal.settings.parts if goal else frozenset({DayPart.MORNING, DayPart.MIDDAY, DayPart.AFTERNOON})
    near = work.nudges.of_member(member.workspace_id, member.id, now - timedelta(days=1))
    taken = {local_date(one.due_at, member.zone) for one in near if one.kind in UNBIDDEN}
    run = next_run(work, workspace_of(work, member.workspace_id), now)
    runs = {local_date(run + ahead, member.zone) for ahead in (timedelta(), WEEK, 2 * WEEK)}
    due_at = calm_moment(now, member.zone, days, parts, taken | runs)
    return Nudge(member.workspace_id, subject_id, on, member.id, kind, due_at, due_at + window(kind))


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
