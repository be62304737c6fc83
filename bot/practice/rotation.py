"""Who meets whom in a circle that keeps rotating twos (practice, section 6)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from matching.rotation import rounds

FEWEST = 4
"""Members from which a circle may rotate."""


@dataclass(frozen=True, slots=True)
class Twos:
    """A month's twos, and who sits out where their number is odd."""

    twos: tuple[tuple[str, str], ...]
    sits_out: str | None


def twos_of(members: Collection[str], month: date) -> Twos:
    """Give the twos of the month that a date is in; months in a row bring everybody together before anyone repeats.

    Months are counted from year 0 and not from the circle's beginning, since a new cycle must not begin them anew:
    whichever month is the first, as many as there are rounds are complete. Another membership has another schedule.
    """
    schedule = rounds(sorted(members))
    twos = schedule[months(month) % len(schedule)]
    alone = set(members).difference(*twos)
    return Twos(twos, min(alone, default=None))


def months(on: date) -> int:
    """Number the month of a date, so that months in a row have numbers in a row."""
    return on.year * 12 + on.month - 1
