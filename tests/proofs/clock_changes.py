"""What the clocks of a zone show, reckoned from UTC alone: pieces of time between two changes, in whole seconds."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from itertools import groupby, pairwise
from zoneinfo import ZoneInfo

from matching.zones import known_zones

FIRST, LAST = (int(datetime(year, 1, 1, tzinfo=UTC).timestamp()) for year in (2010, 2041))
DAY = 86_400
FAR = 4 * DAY
_STEP = DAY // 2
"""Seconds; no zone changes its clock and back again within half a day."""
_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Piece:
    """UTC from `start` until before `end`, and how far local time is ahead of it."""

    start: int
    end: int
    ahead: int


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a zone's clock at an instant, the pieces around it, and the local dates from before it to after it.

    Dates are days since 1970.
    """

    zone: str
    around: tuple[Piece, ...]
    at: int
    days: range


def kinds_of_clocks() -> list[list[str]]:
    """Give all zones, those together whose files are the same to the last byte."""

    def rules(zone: str) -> bytes:
        return (files("tzdata") / "zoneinfo" / zone).read_bytes()

    return [list(same) for _, same in groupby(sorted(known_zones(), key=rules), key=rules)]


def pieces(zone: str) -> list[Piece]:
    """Cut the years from FIRST to LAST, and ten days more on both sides, at every change of the clock."""
    there = ZoneInfo(zone)
    begin, end = FIRST - 10 * DAY, LAST + 10 * DAY
    steps = [(at, _ahead(there, at)) for at in range(begin, end, _STEP)]
    cuts = [_between(there, one, other) for (one, a), (other, b) in pairwise(steps) if a != b]
    return [Piece(one, other, _ahead(there, one)) for one, other in pairwise([begin, *cuts, end])]


def changes(zone: str) -> Iterator[Change]:
    """Give each change of a zone's clock between FIRST and LAST."""
    cut = pieces(zone)
    for before, after in pairwise(cut):
        at = after.start
        if FIRST <= at < LAST:
            near = tuple(one for one in cut if one.end > at - FAR and one.start < at + FAR)
            yield Change(zone, near, at, range((at + before.ahead) // DAY - 1, (at + after.ahead) // DAY + 2))


def is_lived(change: Change, day: int) -> bool:
    """Tell whether any instant shows this date."""
    return any(one.start + one.ahead < (day + 1) * DAY and one.end + one.ahead > day * DAY for one in change.around)


def shown_at(change: Change, day: int, minute: int) -> tuple[int, ...]:
    """Give all instants at which clocks show a minute of a day, the first one first."""
    wall = day * DAY + minute * 60
    return tuple(wall - one.ahead for one in change.around if one.start <= wall - one.ahead < one.end)


def expected(change: Change, day: int, minute: int) -> int:
    """Give when something is to happen: the first time clocks show it, or as long after a gap began as it says."""
    shown = shown_at(change, day, minute)
    if shown:
        return shown[0]
    wall = day * DAY + minute * 60
    before = next(
        one for one, after in pairwise(change.around) if one.end + one.ahead <= wall < after.start + after.ahead
    )
    return wall - before.ahead


def as_date(day: int) -> date:
    """Give a date for days since 1970."""
    return _EPOCH + timedelta(days=day)


def _ahead(there: ZoneInfo, at: int) -> int:
    offset = datetime.fromtimestamp(at, there).utcoffset()
    assert offset is not None
    return round(offset.total_seconds())


def _between(there: ZoneInfo, low: int, high: int) -> int:
    """Find the first second of the new time."""
    old = _ahead(there, low)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _ahead(there, middle) == old else (low, middle)
    return high
