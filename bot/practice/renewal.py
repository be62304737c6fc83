"""Which card a partnership gets when: planning anew, freshness, renewal, graduation (practice, section 6)."""

import calendar
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from matching.vocabulary import Cadence
from storage.records import Cycle, Terms
from storage.vocabulary import NudgeKind

CYCLE = timedelta(weeks=12)
STALE_AFTER = (3, 6)
"""Months after which meetings go stale."""
GRADUATES = 2
"""The cycle at whose end, in week 24, a partnership graduates instead of beginning another."""
UNDECIDED = timedelta(days=14)
"""How long a renewal waits for an answer; without one the partnership simply goes on."""
IMPORTANCE = (
    NudgeKind.GRADUATION,
    NudgeKind.RENEWAL,
    NudgeKind.RECALIBRATION,
    NudgeKind.FRESHNESS,
    NudgeKind.DECAY,
)
"""Cards about the partnership itself, the most important first."""
FEW_DAYS = timedelta(days=3)
WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Card:
    """Something to be asked, and the local date that brought it about."""

    kind: NudgeKind
    on: date


def cards(cycle: Cycle, terms: Terms) -> tuple[Card, ...]:
    """Give what the calendar holds for a partnership, past and to come."""
    return tuple(_cards(cycle, terms))


def ends_on(cycle: Cycle) -> date:
    """Give the first day after a cycle's twelve weeks, on which the next one begins."""
    return cycle.began_on + CYCLE


def first_began(cycle: Cycle) -> date:
    """Give when the first cycle began; each follows on the one before without a gap."""
    return cycle.began_on - CYCLE * (cycle.number - 1)


def goes_on_by_itself(cycle: Cycle, today: date) -> bool:
    """Tell whether nobody decided for so long that the next cycle begins."""
    return today >= ends_on(cycle) + UNDECIDED


def post_dates(found: Iterable[Card], taken: Collection[date] = ()) -> Mapping[Card, date]:
    """Give when each card is posted: within a few days of a more important one, or of a taken date, it waits a week."""
    busy, when = set(taken), dict[Card, date]()
    for card in sorted(found, key=lambda one: (IMPORTANCE.index(one.kind), one.on)):
        on = card.on
        while any(abs(on - other) <= FEW_DAYS for other in busy):
            on += WEEK
        busy.add(on)
        when[card] = on
    return when


def half_as_often(cadence: Cadence) -> Cadence:
    """Give the cadence that asks about half as much."""
    return _SLOWER[cadence]


_SLOWER = {
    Cadence.WEEKLY: Cadence.BIWEEKLY,
    Cadence.SEVEN_TO_TEN_DAYS: Cadence.BIWEEKLY,
    Cadence.BIWEEKLY: Cadence.MONTHLY,
    Cadence.MONTHLY: Cadence.QUARTERLY,
    Cadence.QUARTERLY: Cadence.QUARTERLY,
}


def _cards(cycle: Cycle, terms: Terms) -> Iterator[Card]:
    began_on = first_began(cycle)
    yield Card(NudgeKind.RECALIBRATION, terms.recalibrate_on)
    for months in STALE_AFTER:
        yield Card(NudgeKind.FRESHNESS, _months_after(began_on, months))
    if terms.cadence is Cadence.QUARTERLY:  # the rhythm of those who have graduated: nothing more is asked of them
        return
    yield Card(NudgeKind.GRADUATION, began_on + GRADUATES * CYCLE)
    if cycle.number != GRADUATES:
        yield Card(NudgeKind.RENEWAL, ends_on(cycle))


def _months_after(on: date, months: int) -> date:
    year, month = divmod(on.year * 12 + on.month - 1 + months, 12)
    return date(year, month + 1, min(on.day, calendar.monthrange(year, month + 1)[1]))
