"""One workspace's year from the first goal to the last check, as a report that another process can read."""

import logging
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from time import process_time

from bot.sandbox.delivery import Mode
from bot.sandbox.stage import Stage
from tests.trips.cast import WordCounts
from tests.year.checks import broken
from tests.year.facts import Facts, gather
from tests.year.people import Place
from tests.year.play import Play
from tests.year.telling import lines

MEMORY = Path("/dev/shm")
"""Files there are kept in memory on Linux: a year that is played waits for no disk."""
BEGIN = datetime(2027, 1, 29, 9, tzinfo=UTC)
"""A Friday; clocks change in March, April, October and November, in each zone on other days."""


@dataclass(frozen=True, slots=True)
class Report:
    """What one workspace's year came to."""

    name: str
    members: int
    partnerships: int
    messages: int
    acts: int
    seconds: float
    """Of processor time; how long it took depends on what else the machine does."""
    kinds: Counter[str]
    lines: tuple[str, ...]
    broken: tuple[str, ...]


def live(place: Place, weeks: int, seed: int = 1) -> Report:
    """Let a workspace live, and check what it was told."""
    started = process_time()
    return told(facts_of(place, weeks, seed), started)


def told(facts: Facts, started: float) -> Report:
    """Check what is known of a year, and sum it up; `started` is in seconds of processor time."""
    wrong = broken(facts)
    kinds = Counter(str(one.occasion.kind) if one.occasion else "answer" for one in facts.heard)
    return Report(
        facts.name,
        len(facts.ones),
        len(facts.stories),
        len(facts.heard),
        len(facts.acts),
        process_time() - started,
        kinds,
        tuple(lines(facts)),
        tuple(wrong),
    )


def quiet() -> None:
    """Let werkzeug keep its lines about requests to itself, and play in memory; for a process of its own."""
    if MEMORY.is_dir():
        tempfile.tempdir = str(MEMORY)
    logging.getLogger("werkzeug").setLevel(logging.WARNING)


def facts_of(place: Place, weeks: int, seed: int = 1, url: str | None = None) -> Facts:
    """Let a workspace live for some weeks and give all that is known of them; ids are drawn by the seed."""
    people = [one.person for one in place.people]
    with Stage(people, BEGIN, WordCounts, Mode.HTTP, url, _drawn(seed)) as stage:
        play = Play(stage, place, seed)
        play.run(BEGIN + timedelta(weeks=weeks))
        return gather(play)


def _drawn(seed: int) -> Callable[[], str]:
    coins = Random(seed)
    return lambda: f"{coins.getrandbits(128):032x}"
