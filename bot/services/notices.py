"""Making the nudges that services plan beside the check-in nudges."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.practice.cadence import starts_at
from bot.practice.windows import window
from bot.services.calendar import local_date
from storage.records import EVERYONE, Member, Nudge, Partnership
from storage.vocabulary import NudgeKind

MORNING = 8 * 60
"""Minutes after local midnight; a message that nobody waits for wakes nobody."""


def notice(member: Member, subject_id: str, kind: NudgeKind, now: datetime) -> Nudge:
    """Plan a message for one member, at once."""
    on = local_date(now, member.zone)
    return Nudge(member.workspace_id, subject_id, on, member.id, kind, now, now + window(kind))


def morning_notice(member: Member, subject_id: str, kind: NudgeKind, now: datetime) -> Nudge:
    """Plan a message for eight in the morning on the member's own clock, or for now if that is later."""
    planned = notice(member, subject_id, kind, now)
    due_at = max(now, starts_at(planned.local_date, MORNING, member.zone))
    return replace(planned, due_at=due_at, expires_at=due_at + window(kind))


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
