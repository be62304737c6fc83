"""What the community may learn of itself, and nobody of anybody (practice, section 7).

Rows tell three exact things of a month: how many partnerships were alive at its end, how many of those began another
cycle in it, and how many check-ins each partnership kept together. None of these is ever shown. What is shown, and why
no difference between any two shown numbers isolates fewer than five partnerships:

- Counts of partnerships are rounded down to fives and nothing is shown below five. "At least 15" then means 15 to 19,
  five possible values. Whatever count somebody knows and adds or takes away, other shown numbers included, at least
  five values remain, and five values never fit between 1 and 4: nobody can conclude that one to four are concerned.
  This holds within a month and across months alike, whoever joined, left or was erased in between.
- Remainder: those who began anew are among those alive. Were nearly all of them to do so, the few others would stand
  out; so the number is shown only if it is ten below the other. Then at least six did not, whatever the exact counts
  are, and since shown numbers alone decide, not even somebody who knows how many are alive learns more of the rest.
- Check-ins: one partnership keeps up to five in a month (weekly), so fives would show the coming and going of one.
  Each partnership counts for five at most, and the sum is rounded down to twenty-fives: that takes five partnerships
  or more, and four of them can never make up a step between two shown numbers.
- A month is counted as it stood at its end. Asking again after somebody joined or left tells nothing new, and a month
  is shown by itself, never drawn beside earlier ones: after an erasure an earlier month would be told anew with
  another number.

What is left: whoever knows every partnership but a few by other means can learn from a step between two months that
a bound was crossed. Numbers without chance in them cannot prevent that; the width of the steps makes it rare.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

FEWEST = 5
"""Partnerships that any number stands for at least, and steps in which they are counted."""
MOST_OF_ONE = 5
"""Check-ins of one partnership that count: as many as a weekly rhythm has in the longest month."""
CHECK_INS_STEP = FEWEST * MOST_OF_ONE


@dataclass(frozen=True, slots=True)
class Month:
    """What the rows tell of one month, exactly; `kept` has the check-ins of each partnership that kept any."""

    alive: int
    renewed: int
    kept: Sequence[int]


@dataclass(frozen=True, slots=True)
class Pulse:
    """What may be shown of a month: each is a lower bound, None where nothing may be said."""

    alive: int
    renewed: int | None
    kept: int | None


def pulse(month: Month) -> Pulse | None:
    """Give what may be shown, None if there are too few partnerships to say anything."""
    alive = _in_steps(month.alive, FEWEST)
    if alive is None:
        return None
    renewed = _in_steps(month.renewed, FEWEST)
    return Pulse(
        alive=alive,
        renewed=renewed if renewed and alive - renewed >= 2 * FEWEST else None,
        kept=_in_steps(sum(min(each, MOST_OF_ONE) for each in month.kept), CHECK_INS_STEP),
    )


def finished_month(today: date) -> date:
    """Give the first day of the latest month that is over."""
    return (today.replace(day=1) - timedelta(days=1)).replace(day=1)


def next_month(first: date) -> date:
    """Give the first day of the month after."""
    return (first + timedelta(days=31)).replace(day=1)


def told_on(first: date) -> date:
    """Give the day on which a month is told that ended when the month of `first` began: Monday to Friday."""
    return first + timedelta(days=7 - first.weekday() if first.weekday() > 4 else 0)


def _in_steps(count: int, step: int) -> int | None:
    return count - count % step if count >= step else None
