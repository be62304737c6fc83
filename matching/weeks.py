"""Everybody's free time in the coming weeks, as rows of bits that can be compared by the million."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import reduce
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from matching.hours import DAYS_AHEAD, HALF_HOUR, stretch
from matching.profile import Profile, Window

WEEKS_AHEAD = 4
"""A shared half-hour must exist in each of these weeks, so that a clock change between two zones counts."""
_WEEK = DAYS_AHEAD * 24 * 60
_MINUTE = timedelta(minutes=1)
_HORIZON = WEEKS_AHEAD * _WEEK + HALF_HOUR
_AT_ONCE = 4096
"""Rows that are spread out to one byte a slot at a time."""

Stretch = tuple[int, int]
"""First and last minute (UTC, end excluded) counted from midnight of the first day."""
Rows = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Weeks:
    """Bits by member, week and slot of `slot` minutes, n × weeks × words; one week stands for all that are alike."""

    free: Rows
    starts: Rows
    """Slots at which half an hour on end begins; two members share one exactly if these rows meet."""
    slot: int

    def half_hour(self, *who: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Tell for each group of places whether every coming week holds half an hour that suits all of it."""
        shared = reduce(np.bitwise_and, (self.starts[w] for w in who))
        every: NDArray[np.bool_] = np.asarray(np.asarray(shared.any(axis=-1)).all(axis=-1))
        return every

    def minutes(self, *who: NDArray[np.intp]) -> NDArray[np.int64]:
        """Count for each group of places the minutes in common in the leanest of the coming weeks."""
        shared = reduce(np.bitwise_and, (self.free[w] for w in who))
        leanest: NDArray[np.int64] = np.bitwise_count(shared).sum(axis=-1, dtype=np.int64).min(axis=-1) * self.slot
        return leanest


def weeks_of(profiles: Sequence[Profile], start: date) -> Weeks:
    """Reckon the weeks from midnight UTC of `start`; raises zoneinfo.ZoneInfoNotFoundError for an unknown zone.

    The slot is the longest that every start and end is a multiple of, so nothing is rounded.
    """
    windows: dict[tuple[str, Window], int] = {}
    patterns: dict[tuple[str, tuple[Window, ...]], int] = {}
    row_of = [patterns.setdefault((p.zone, p.hours), len(patterns)) for p in profiles]
    ids = [[windows.setdefault((zone, one), len(windows)) for one in hours] for zone, hours in patterns]
    stretches, steady = _stretches(list(windows), start)
    slot = reduce(math.gcd, (edge for one in stretches for two in one for edge in two), HALF_HOUR)
    packed = [_week(stretches, ids, week, slot) for week in range(1 if steady else WEEKS_AHEAD)]
    free, starts = (np.stack(side, axis=1) for side in zip(*packed, strict=True))
    places = np.array(row_of, dtype=np.intp)
    return Weeks(free[places], starts[places], slot)


def _week(stretches: list[list[Stretch]], ids: list[list[int]], week: int, slot: int) -> tuple[Rows, Rows]:
    """Give free slots and starts of one week, a row for each pattern of hours."""
    slots = _WEEK // slot
    beyond = HALF_HOUR // slot
    table = np.zeros((len(stretches) + 1, slots + beyond), dtype=bool)  # the last row stands for no hours at all
    for row, several in enumerate(stretches):
        for first, last in several:
            table[row, max(first // slot - week * slots, 0) : max(last // slot - week * slots, 0)] = True
    bits = _packed(table)
    free, starts = [_packed(table[:0, :slots])], [_packed(table[:0, :slots])]
    for begin in range(0, len(ids), _AT_ONCE):
        some = ids[begin : begin + _AT_ONCE]
        flat = np.array([one for row in some for one in (len(stretches), *row)], dtype=np.intp)
        offsets = np.cumsum([0, *(len(row) + 1 for row in some[:-1])])
        either = np.bitwise_or.reduceat(bits[flat], offsets, axis=0)
        open_ = np.unpackbits(either.view(np.uint8), axis=1).view(bool)
        on_end = reduce(np.logical_and, (open_[:, i : slots + i] for i in range(beyond)))
        free.append(_packed(open_[:, :slots]))
        starts.append(_packed(on_end))
    return np.concatenate(free), np.concatenate(starts)


def _packed(rows: NDArray[np.bool_]) -> Rows:
    padding = np.zeros((len(rows), -rows.shape[1] % 64), dtype=bool)
    return np.packbits(np.concatenate([rows, padding], axis=1), axis=1).view(np.uint64)


def _stretches(windows: Sequence[tuple[str, Window]], start: date) -> tuple[list[list[Stretch]], bool]:
    """Give the stretches of each window inside the horizon, and whether no clock changes, so that all weeks are alike.

    One local day on either side reaches into the horizon in UTC.
    """
    days = [start + timedelta(days=offset) for offset in range(-1, WEEKS_AHEAD * DAYS_AHEAD + 2)]
    by_weekday = [[day for day in days if day.weekday() == weekday] for weekday in range(DAYS_AHEAD)]
    zones = {zone: ZoneInfo(zone) for zone, _ in windows}
    steady = {name: _steady_offset(zone, days) for name, zone in zones.items()}
    found = []
    for zone, window in windows:
        offset = steady[zone]
        if offset is None:
            whole = [stretch(window, day, zones[zone], start) for day in by_weekday[window.day.number]]
        else:
            whole = list(_at_offset(window, by_weekday[window.day.number], offset, start))
        found.append([(max(a, 0), min(b, _HORIZON)) for a, b in whole if max(a, 0) < min(b, _HORIZON)])
    return found, None not in steady.values()


def _at_offset(window: Window, days: Sequence[date], offset: int, start: date) -> Iterator[Stretch]:
    for day in days:
        midnight = (day - start).days * 24 * 60 - offset
        yield midnight + window.start, midnight + window.end


def _steady_offset(zone: ZoneInfo, days: Sequence[date]) -> int | None:
    """Give the minutes that a zone is ahead of UTC, or None if its clock changes on one of these days."""
    first, last = days[0], days[-1] + timedelta(days=1)
    midnights = (datetime.combine(first + timedelta(days=i), time()) for i in range((last - first).days + 1))
    offsets = {zone.utcoffset(one) for one in midnights}
    offset = offsets.pop()
    return None if offsets or offset is None or offset % _MINUTE else offset // _MINUTE
