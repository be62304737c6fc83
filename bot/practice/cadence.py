"""When check-ins are: dates in the covenant's zone, and the instants in UTC at which they start."""

import calendar
import itertools
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import assert_never
from zoneinfo import ZoneInfo

from matching.vocabulary import Cadence
from storage.records import Terms

_LAST_MINUTE = 24 * 60 - 1
_LONGEST_MONTH = 36
"""Days that lie at most between two check-ins on the same weekday of two months in a row, and one more."""


def local_dates(cadence: Cadence, first_on: date, until: date) -> Iterator[date]:
    """Give the dates of a cadence from `first_on` to `until`, both included."""
    return itertools.takewhile(lambda day: day <= until, _dates(cadence, first_on))


def starts_at(local_date: date, minute_of_day: int, zone: str) -> datetime:
    """Give a local time as an instant in UTC: a gap shifts it forward, an overlap takes the first (PEP 495, fold 0)."""
    midnight = datetime.combine(local_date, time(), ZoneInfo(zone))
    return (midnight + timedelta(minutes=minute_of_day)).astimezone(UTC)


def exists(local_date: date, zone: str) -> bool:
    """Tell whether a date is in a zone's calendar: Apia went from 29 to 31 December 2011."""
    ends = (starts_at(local_date, minute, zone) for minute in (0, _LAST_MINUTE))
    return any(end.astimezone(ZoneInfo(zone)).date() == local_date for end in ends)


def plan(terms: Terms, after: datetime, until: datetime) -> tuple[tuple[date, datetime], ...]:
    """Give the check-ins that start in (after, until]; a date that the zone skips has none, the next is the next."""
    # One date more, because a clock that is put back past midnight returns to the date before (St. John's, until 2011).
    last = until.astimezone(ZoneInfo(terms.zone)).date() + timedelta(days=1)
    days = local_dates(terms.cadence, terms.first_on, last)
    starts = ((day, starts_at(day, terms.minute_of_day, terms.zone)) for day in days if exists(day, terms.zone))
    return tuple((day, start) for day, start in starts if after < start <= until)


def halfway(terms: Terms, around: date) -> date | None:
    """Give the date halfway between the two monthly check-ins that `around` lies between; None for other cadences."""
    if terms.cadence is not Cadence.MONTHLY:
        return None
    days = list(local_dates(terms.cadence, terms.first_on, around + timedelta(days=_LONGEST_MONTH)))
    before = [day for day in days if day <= around]
    if not before:
        return None
    return before[-1] + (days[len(before)] - before[-1]) // 2


def _dates(cadence: Cadence, first_on: date) -> Iterator[date]:
    match cadence:
        case Cadence.WEEKLY | Cadence.SEVEN_TO_TEN_DAYS:  # 7 is the default of 7 to 10 days (practice, section 2)
            return _every(7, first_on)
        case Cadence.BIWEEKLY:
            return _every(14, first_on)
        case Cadence.MONTHLY:
            return _every_months(1, first_on)
        case Cadence.QUARTERLY:
            return _every_months(3, first_on)
        case _:
            assert_never(cadence)


def _every(days: int, first_on: date) -> Iterator[date]:
    return (first_on + timedelta(days=days * turn) for turn in itertools.count())


def _every_months(months: int, first_on: date) -> Iterator[date]:
    """Keep to the weekday of `first_on` and its place in the month; a fifth one means the last."""
    for turn in itertools.count():
        year, month = divmod(first_on.year * 12 + first_on.month - 1 + turn * months, 12)
        yield _same_place(first_on, year, month + 1)


def _same_place(first_on: date, year: int, month: int) -> date:
    first_weekday, length = calendar.monthrange(year, month)
    earliest = 1 + (first_on.weekday() - first_weekday) % 7
    places = range(earliest, length + 1, 7)
    place = (first_on.day - 1) // 7
    return date(year, month, places[-1] if place == 4 else places[place])
