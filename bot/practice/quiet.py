"""When a message that nobody waits for may come: inside the hours that a member chose, once a day."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.practice.cadence import starts_at
from matching.vocabulary import DayPart, Weekday

FORTNIGHT = 14


def calm_moment(
    now: datetime,
    zone: str,
    days: Collection[Weekday],
    parts: Collection[DayPart],
    taken: Collection[date] = (),
    within: int = FORTNIGHT,
) -> datetime:
    """Give the first instant (UTC), from `now` on, inside chosen hours on a local date that is not `taken`.

    Where the days of `within`, today included, have none, a second message on a day is better than one at night, and
    one on a day that was not chosen too; where there is no chosen hour at all, it is `now`: better an odd hour than
    silence.
    """
    wishes = ((days, taken), (days, ()), (tuple(Weekday), ()))
    found = (_first(now, zone, chosen, parts, full, within) for chosen, full in wishes)
    return next((one for one in found if one), now)


def _first(
    now: datetime,
    zone: str,
    days: Collection[Weekday],
    parts: Collection[DayPart],
    taken: Collection[date],
    within: int,
) -> datetime | None:
    today = now.astimezone(ZoneInfo(zone)).date()
    for day in (today + timedelta(days=ahead) for ahead in range(within)):
        if day in taken or day.weekday() not in {one.number for one in days}:
            continue
        for first, last in sorted(part.minutes for part in parts):
            start, end = starts_at(day, first, zone), starts_at(day, last, zone)
            if now < end:
                return max(start, now)
    return None
