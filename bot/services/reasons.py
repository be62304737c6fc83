"""What suggested people have in common, looked up when the message is written, so that it is still true."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar

from bot.practice.cadence import starts_at
from bot.services.candidates import profile_of
from bot.slack.blocks.reasons import Common
from matching.hours import HALF_HOUR, common, free_minutes
from matching.vocabulary import Weekday
from storage.records import Goal, Member

MINUTE = timedelta(minutes=1)
T = TypeVar("T")


def in_common(people: Sequence[tuple[Member, Goal]], zone: str, now: datetime) -> Common:
    """Compare the settings of these people, and their hours in the coming week; `zone` is the reader's."""
    chosen = [goal.settings for _, goal in people]
    return Common(
        commitment=_alike(one.commitment for one in chosen),
        cadence=_alike(one.cadence for one in chosen),
        period=_alike(one.period for one in chosen),
        hours=_best_day(people, zone, now),
    )


def _alike(values: Iterable[T]) -> T | None:
    different = set(values)
    return different.pop() if len(different) == 1 else None


def _best_day(people: Sequence[tuple[Member, Goal]], zone: str, now: datetime) -> tuple[Weekday, int] | None:
    """Give the weekday on the reader's clock with most shared minutes, the earliest of equals, and its half-hours."""
    start = now.astimezone(UTC).date()
    shared = common(*(free_minutes(profile_of(member, goal), start) for member, goal in people))
    minutes = dict.fromkeys(Weekday, 0)
    for ahead in range(-1, 9):
        day = start + timedelta(days=ahead)
        opens, closes = (_minute(starts_at(one, 0, zone), start) for one in (day, day + timedelta(days=1)))
        minutes[list(Weekday)[day.weekday()]] += (shared >> opens & (1 << closes - opens) - 1).bit_count()
    best = max(minutes, key=lambda one: minutes[one])
    half_hours = minutes[best] // HALF_HOUR
    return (best, half_hours) if half_hours else None


def _minute(at: datetime, start: date) -> int:
    """Count minutes from midnight UTC of `start`, as free minutes are counted; there are none before."""
    return max(0, (at - datetime.combine(start, time(), UTC)) // MINUTE)
