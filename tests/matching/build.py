"""Members, vectors and populations for the tests of matching."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.neighbours import Graph
from matching.population import Places, Population, gather
from matching.profile import Outcome, Profile, Window
from matching.vocabulary import Cadence, Commitment, Format, Period, Size, Weekday

Edge = tuple[int, int, float]
"""Two members and how well they fit."""
MONDAY = date(2026, 9, 7)
BOTH_SIZES = frozenset({Size.TWO, Size.THREE})
CALL = frozenset({Format.CALL_30})
NIGHT = (0, 240)


def profile(member: str, **changes: Any) -> Profile:
    settings: dict[str, Any] = {
        "commitment": Commitment.STEADY,
        "cadence": Cadence.WEEKLY,
        "formats": frozenset({Format.WRITTEN}),
        "sizes": BOTH_SIZES,
        "zone": "Europe/Berlin",
        "hours": every_day(9 * 60, 12 * 60),
        "period": Period.DAYS_60,
    }
    return Profile(id=member, **(settings | changes))


def every_day(start: int, end: int) -> tuple[Window, ...]:
    return tuple(Window(day, start, end) for day in Weekday)


def directions(*degrees: float) -> NDArray[np.float32]:
    """Unit vectors in a plane, so that closeness is the cosine of an angle one can picture."""
    angles = np.radians(np.array(degrees, dtype=np.float64))
    return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)


def random_vectors(n: int, seed: int, dimensions: int = 8) -> NDArray[np.float32]:
    rows = np.random.default_rng(seed).normal(size=(n, dimensions)).astype(np.float32)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: NDArray[np.float32] = rows / lengths
    return unit


def alike(members: Sequence[Profile]) -> NDArray[np.float32]:
    """The same goal for everybody, so that only settings decide."""
    return directions(*(0.0 for _ in members)) if members else np.zeros((0, 2), dtype=np.float32)


def people(*members: Profile, today: date = MONDAY) -> Population:
    """Members with the same goal; their places are in the order of ids."""
    return gather(members, alike(members), today)


def seats(*places: int) -> tuple[Places, ...]:
    """One group, an array of one place for each seat."""
    return tuple(np.array([place]) for place in places)


def two(one: int, other: int) -> tuple[Places, Places]:
    """One group of two."""
    return np.array([one]), np.array([other])


def graph_of(n: int, edges: Sequence[Edge], ceiling: Sequence[float] = (), part: Sequence[int] = ()) -> Graph:
    """A graph of candidates among members 0 to n - 1; without ceilings it leaves out no two who may meet."""
    told = sorted((min(a, b), max(a, b), fit) for a, b, fit in edges)
    a, b, fit = (np.array(side) for side in zip(*told, strict=True)) if told else (np.zeros(0),) * 3
    return Graph(
        a.astype(np.intp),
        b.astype(np.intp),
        fit.astype(np.float64),
        np.array(ceiling or [-np.inf] * n, dtype=np.float64),
        np.array(part or [0] * n, dtype=np.intp),
    )


def complete(n: int, seed: int, low: float = -1.0, high: float = 1.0) -> list[Edge]:
    """All twos of n members, with random fits."""
    chance = np.random.default_rng(seed)
    return [(a, b, float(chance.uniform(low, high))) for a, b in combinations(range(n), 2)]


def timeless(outcome: Outcome) -> Outcome:
    """What a run decided, without how long it took."""
    return replace(outcome, totals=replace(outcome.totals, seconds=()))
