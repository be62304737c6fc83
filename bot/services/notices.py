"""Making the nudges that services plan beside the check-in nudges."""

from datetime import date, datetime

from bot.practice.windows import window
from bot.services.calendar import local_date
from storage.records import EVERYONE, Member, Nudge, Partnership
from storage.vocabulary import NudgeKind


def notice(member: Member, subject_id: str, kind: NudgeKind, now: datetime) -> Nudge:
    """Plan a message for one member, at once."""
    on = local_date(now, member.zone)
    return Nudge(member.workspace_id, subject_id, on, member.id, kind, now, now + window(kind))


def group_nudge(partnership: Partnership, kind: NudgeKind, now: datetime, on: date | None = None) -> Nudge:
    """Plan a message for a partnership's group DM, at once; `on` is the check-in that it is about, if any.

    A message about the partnership itself is keyed by the day of its forming, so that a change revives that one row.
    """
    key_date = on or partnership.formed_at.date()
    return Nudge(partnership.workspace_id, partnership.id, key_date, EVERYONE, kind, now, now + window(kind))
