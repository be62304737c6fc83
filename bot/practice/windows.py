"""When a nudge is due and until when it is still worth sending (practice, section 6)."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import assert_never
from zoneinfo import ZoneInfo

from bot.practice.cadence import exists, starts_at
from storage.records import CheckIn, Nudge
from storage.vocabulary import NudgeKind

CHECK_IN_KINDS = (NudgeKind.DAY_BEFORE, NudgeKind.AT_HOUR, NudgeKind.AFTER)
"""The nudges that every member of a check-in gets, in the order of time."""


def window(kind: NudgeKind) -> timedelta:
    """Give how long after it is due a nudge is worth sending; a check-in's start and length adjust the first two."""
    match kind:
        case NudgeKind.DAY_BEFORE:
            return timedelta(days=1)
        case NudgeKind.AT_HOUR:
            return timedelta(minutes=30)
        case NudgeKind.AFTER:
            return timedelta(hours=48)
        case (
            NudgeKind.SUGGESTION
            | NudgeKind.SUGGESTION_CLOSED
            | NudgeKind.UNMATCHED
            | NudgeKind.GOAL_LAPSED
            | NudgeKind.PARTNER_LEFT
            | NudgeKind.WELCOME_BACK
            | NudgeKind.GOAL_PERIOD_OVER
            | NudgeKind.CONVENE
            | NudgeKind.PICK_TIME
            | NudgeKind.MID_MONTH
            | NudgeKind.UNANSWERED
            | NudgeKind.THIRD
        ):
            return timedelta(days=3)
        case (
            NudgeKind.INTRODUCTION
            | NudgeKind.COVENANT
            | NudgeKind.SIGNED
            | NudgeKind.MOVED
            | NudgeKind.UNSIGNED
            | NudgeKind.LAPSED
            | NudgeKind.CALENDAR
            | NudgeKind.MOVE_PROPOSED
            | NudgeKind.SKIPPED
            | NudgeKind.MILESTONE
            | NudgeKind.DECAY
            | NudgeKind.RECALIBRATION
            | NudgeKind.FRESHNESS
            | NudgeKind.RENEWAL
            | NudgeKind.GRADUATION
            | NudgeKind.RESTED
            | NudgeKind.FAREWELL
            | NudgeKind.ROTATION
            | NudgeKind.LINK
            | NudgeKind.OUTWARD
            | NudgeKind.PRACTICE_CARD
            | NudgeKind.PULSE
        ):
            return timedelta(days=7)
        case NudgeKind.DAILY_STEP:
            return timedelta(hours=6)
        case NudgeKind.STRAY_CARDS:
            return timedelta(days=30)
        case _:
            assert_never(kind)


def check_in_nudges(check_in: CheckIn, zone: str, members: Iterable[str]) -> tuple[Nudge, ...]:
    """Give the three nudges of a check-in for each member; `zone` is the covenant's."""
    spans = [(kind, *_span(kind, check_in, zone)) for kind in CHECK_IN_KINDS]
    return tuple(
        Nudge(
            workspace_id=check_in.workspace_id,
            subject_id=check_in.partnership_id,
            local_date=check_in.local_date,
            member_id=member,
            kind=kind,
            due_at=due_at,
            expires_at=expires_at,
        )
        for member in members
        for kind, due_at, expires_at in spans
    )


def _span(kind: NudgeKind, check_in: CheckIn, zone: str) -> tuple[datetime, datetime]:
    start, length = check_in.starts_at, timedelta(minutes=check_in.minutes)
    if kind is NudgeKind.DAY_BEFORE:
        return _day_before(start, zone), start
    if kind is NudgeKind.AT_HOUR:
        return start, start + max(length, window(kind))
    return start + length, start + length + window(kind)


def _day_before(start: datetime, zone: str) -> datetime:
    """Give the same local time on the last date before that the zone has."""
    local = start.astimezone(ZoneInfo(zone))
    return starts_at(_previous(local.date(), zone), local.hour * 60 + local.minute, zone)


def _previous(day: date, zone: str) -> date:
    before = day - timedelta(days=1)
    return before if exists(before, zone) else _previous(before, zone)
