"""The minutes that members have in common in one real week, whatever their zones and clock changes."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import reduce
from operator import and_
from zoneinfo import ZoneInfo

from matching.profile import Profile, Window

DAYS_AHEAD = 7
HALF_HOUR = 30
_MINUTE = timedelta(minutes=1)
_WEEK_MINUTES = DAYS_AHEAD * 24 * 60
# Doubling the run that each bit stands for: 1, 2, 4, 8, 16 and then 30 minutes.
_HALF_HOUR_SHIFTS = (1, 2, 4, 8, HALF_HOUR - 16)


def free_minutes(profile: Profile, start: date) -> int:
    """Give a set of bits, bit k standing for the k-th minute (UTC) of the 7 days from midnight UTC of `start`.

    Raises zoneinfo.ZoneInfoNotFoundError for an unknown zone.
    """
    bits = 0
    for opens, closes in _stretches(profile, start):
        first, last = max(opens, 0), min(closes, _WEEK_MINUTES)
        if first < last:
            bits |= ((1 << (last - first)) - 1) << first
    return bits


def shared_minutes(a: Profile, b: Profile, start: date, *others: Profile) -> int:
    """Count the minutes that suit two or more members alike in the 7 days from midnight UTC of `start`."""
    return common(*(free_minutes(p, start) for p in (a, b, *others))).bit_count()


def common(*free: int) -> int:
    """Give the minutes that are in every one of these sets of bits."""
    return reduce(and_, free)


def has_half_hour(free: int) -> bool:
    """Tell whether 30 minutes on end are in the set."""
    return _half_hours(free) != 0


def first_half_hour(free: int) -> int | None:
    """Give the minute at which the first 30 minutes on end begin, or None if there are none."""
    starts = _half_hours(free)
    return (starts & -starts).bit_length() - 1 if starts else None


def _half_hours(free: int) -> int:
    """Give the minutes at which 30 minutes on end begin."""
    for shift in _HALF_HOUR_SHIFTS:
        free &= free >> shift
    return free


def stretch(window: Window, day: date, zone: ZoneInfo, start: date) -> tuple[int, int]:
    """Give first and last minute (UTC) of a window on one local day, counted from midnight UTC of `start`."""
    midnight = datetime.combine(start, time(), UTC)
    opens, closes = (_instant(day, minutes, zone) for minutes in (window.start, window.end))
    return (opens - midnight) // _MINUTE, (closes - midnight) // _MINUTE


def _stretches(profile: Profile, start: date) -> Iterator[tuple[int, int]]:
    """Yield each window of the week; one local day on either side reaches into it in UTC."""
    zone = ZoneInfo(profile.zone)
    days = [start + timedelta(days=offset) for offset in range(-1, DAYS_AHEAD + 1)]
    for window in profile.hours:
        weekday = window.day.number
        yield from (stretch(window, day, zone, start) for day in days if day.weekday() == weekday)


def _instant(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    """Read the wall clock with fold=0: a doubled time is the first one, a missing one moves forward."""
    wall = datetime.combine(day, time()) + timedelta(minutes=minutes)
    return wall.replace(tzinfo=zone).astimezone(UTC)
