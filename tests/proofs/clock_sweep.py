"""`make clock-sweep`: every change of every clock from 2010 to 2040, met at 96 local times by ours and by a rival."""

import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from functools import partial
from importlib.metadata import version
from itertools import pairwise
from multiprocessing import get_context
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger

from bot.practice.cadence import plan
from matching import zones
from matching.vocabulary import Cadence, Format
from storage import engine
from storage.database import Database
from storage.records import Terms
from tests import postgres
from tests.proofs import places
from tests.proofs.clock_changes import (
    FAR,
    Change,
    as_date,
    changes,
    expected,
    is_lived,
    kinds_of_clocks,
    shown_at,
)
from tests.proofs.new_rules import Swap, swap
from tests.proofs.table import setting, table

MINUTES = range(0, 24 * 60, 15)
PROCESSES = 2
_MOST = 12
"""Fires of a daily trigger within a few days; after these it is not asked any more."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What was met, and how many times of day at how many changes went wrong, for ours and for the rival."""

    clocks: int = 0
    changes: int = 0
    dates: int = 0
    skipped_dates: int = 0
    times: int = 0
    ours: int = 0
    ours_changes: int = 0
    cron: int = 0
    cron_changes: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(Tally)))


def sweep(zone: str, minutes: Sequence[int] = MINUTES) -> Tally:
    """Meet every change of one zone's clock."""
    return sum((_met(change, minutes) for change in changes(zone)), Tally(clocks=1))


def sweep_all(chosen: Sequence[str], minutes: Sequence[int] = MINUTES) -> Tally:
    """Meet every change of these zones' clocks, in a few processes."""
    with get_context("forkserver").Pool(PROCESSES, zones.use_package) as pool:
        return sum(pool.imap_unordered(partial(sweep, minutes=minutes), chosen, chunksize=4), Tally())


def ours_is_right(change: Change, minute: int) -> bool:
    """Tell whether we plan one instant for each date that is lived, none for any other, and later ones for later."""
    planned = [_planned(change, day, minute) for day in change.days]
    wanted = [[expected(change, day, minute)] if is_lived(change, day) else [] for day in change.days]
    starts = [at for one in planned for at in one]
    return planned == wanted and all(one < other for one, other in pairwise(starts))


def cron_is_right(change: Change, minute: int) -> bool:
    """Tell whether the rival fires once on each date that is lived, at one of the instants that show the time, if any.

    Which of two instants it takes, and what it does in a gap, is left to it.
    """
    fires = _fires(change, minute)
    return all(_is_once(change, day, minute, fires) for day in change.days if is_lived(change, day))


def _met(change: Change, minutes: Sequence[int]) -> Tally:
    wrong = [not ours_is_right(change, minute) for minute in minutes]
    theirs = [not cron_is_right(change, minute) for minute in minutes]
    lived = [is_lived(change, day) for day in change.days]
    return Tally(
        changes=1,
        dates=sum(lived),
        skipped_dates=len(lived) - sum(lived),
        times=len(minutes),
        ours=sum(wrong),
        ours_changes=any(wrong),
        cron=sum(theirs),
        cron_changes=any(theirs),
    )


def _planned(change: Change, day: int, minute: int) -> list[int]:
    """Give what our planner makes of an agreement that begins on this date."""
    on = as_date(day)
    terms = Terms(on, minute, change.zone, Cadence.WEEKLY, 30, Format.CALL_30, on)
    after, until = (datetime.fromtimestamp(at, UTC) for at in (change.at - FAR, change.at + FAR))
    return [round(at.timestamp()) for of, at in plan(terms, after, until) if of == on]


def _fires(change: Change, minute: int) -> list[tuple[date, int]]:
    """Give local date and instant of each fire, asking for the next one as the scheduler does."""
    there = ZoneInfo(change.zone)
    trigger = CronTrigger(hour=minute // 60, minute=minute % 60, timezone=there)
    now = datetime.combine(as_date(change.days[0]), datetime.min.time(), there)
    fires: list[tuple[date, int]] = []
    fire = trigger.get_next_fire_time(None, now)
    while fire is not None and len(fires) < _MOST:
        on = fire.astimezone(UTC).astimezone(there).date()
        if on > as_date(change.days[-1]):
            break
        fires.append((on, round(fire.timestamp())))
        fire = trigger.get_next_fire_time(fire, fire)
    return fires


def _is_once(change: Change, day: int, minute: int, fires: list[tuple[date, int]]) -> bool:
    mine = [at for on, at in fires if on == as_date(day)]
    shown = shown_at(change, day, minute)
    return len(mine) == 1 and (not shown or mine[0] in shown)


def swap_all(every: Sequence[str]) -> dict[str, Swap]:
    """Let other rules come in the middle of a run, on each kind of database."""
    found = {}
    for kind, place in places.KINDS.items():
        with place() as url:
            database = Database(engine.create(url))
            found[kind] = swap(database, every)
            database.close()
    return found


def told_of_changes(found: Tally, names: int) -> str:
    """Say what was met, and lay out what went wrong."""
    met = (
        f"{names} zones of tzdata {version('tzdata')}, {found.clocks} of them different, and {found.changes:,} changes "
        f"of their clocks from 2010 to 2040; at each of these {len(MINUTES)} times of day, on {found.dates:,} dates "
        f"that are lived and {found.skipped_dates} that are skipped."
    )
    rival = f"APScheduler {version('apscheduler')}, CronTrigger"
    rows = [("Trellis", found.ours_changes, found.ours), (rival, found.cron_changes, found.cron)]
    laid_out = [
        (name, f"{wrong:,} of {found.changes:,}", f"{times:,} of {found.times:,}") for name, wrong, times in rows
    ]
    return f"{met}\n\n{table(('', 'changes with a wrong time', 'wrong times'), laid_out)}"


def told_of_swaps(swaps: Mapping[str, Swap]) -> str:
    """Lay out what other rules did to what was planned."""
    heads = ("summer time is abolished", *(one.name.replace("_", " ") for one in fields(Swap)))
    rows = [(kind, *(f"{getattr(one, each.name):,}" for each in fields(Swap))) for kind, one in swaps.items()]
    return table(heads, rows)


def main() -> int:
    """Print what was met and what went wrong; 1 if anything of ours did."""
    if why := postgres.missing():
        print(f"The second table needs PostgreSQL: {why}.", file=sys.stderr)
        return 1
    zones.use_package()
    began = time.monotonic()
    kinds = kinds_of_clocks()
    found = sweep_all([same[0] for same in kinds])
    swaps = swap_all(sorted(zones.known_zones()))
    print(told_of_changes(found, sum(map(len, kinds))), told_of_swaps(swaps), sep="\n\n")
    print(f"\n{setting()} {time.monotonic() - began:.0f} s.")
    return 0 if not found.ours and all(one.is_right for one in swaps.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
