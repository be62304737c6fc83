"""Circles beside a long simulated annealing of the same members: `python -m tests.benchmarks.bench_circles`.

Everybody may meet everybody and only goals count, so that fit inside circles is their mean closeness and nothing else.
"""

from datetime import date
from itertools import combinations, product
from time import perf_counter, process_time

import numpy as np
from numpy.typing import NDArray

from matching.circles import form
from matching.fit import Weights
from matching.population import Population, gather
from matching.profile import Profile
from matching.vocabulary import Cadence, Commitment, Format, Period, Size

MEMBERS = (60, 300, 1200)
SIZES = (4, 3, 5, 6)
LARGE = 10_000
STEPS = 200_000
WARM, COLD = 0.08, 0.01
"""Temperatures of the reference: of those tried (0.3 to 0.003, 0.15 to 0.005) these led to the closest circles."""
_A_THEME = 12
_SPREAD = 1.5
_DIMENSIONS = 384
_WEIGHTS = Weights(commitment=0, period=0, hours=0, teams=0)
_TODAY = date(2026, 11, 21)

Closeness = NDArray[np.float64]
Circles = NDArray[np.intp]


def main() -> None:
    """Print one line for each number of members and size of circle, and one for a large run."""
    print(f"{'n':>6}{'size':>6}{'ours':>9}{'annealed':>10}{'ratio':>8}{'worst two':>11}{'seconds':>9}{'CPU s':>8}")
    form(_people(100), np.arange(100), (4,))  # loads what is loaded once
    for n, size in product(MEMBERS, SIZES):
        people = _people(n)
        near = people.vectors.astype(np.float64) @ people.vectors.T
        ours, seconds, cpu = _timed(people, size)
        annealed = _mean(near, _annealed(near, size))
        print(
            f"{n:>6}{size:>6}{_mean(near, ours):>9.4f}{annealed:>10.4f}{_mean(near, ours) / annealed:>8.4f}"
            f"{_worst(near, ours):>11.4f}{seconds:>9.3f}{cpu:>8.3f}"
        )
    _, seconds, cpu = _timed(_people(LARGE), 4)
    print(f"{LARGE:>6}{4:>6}{'':>38}{'':>6}{seconds:>9.3f}{cpu:>8.3f}")


def _timed(people: Population, size: int) -> tuple[Circles, float, float]:
    wall, cpu = perf_counter(), process_time()
    found = form(people, np.arange(len(people)), (size,), _WEIGHTS)
    took = perf_counter() - wall, process_time() - cpu
    if len(found) != len(people) // size:
        raise AssertionError(f"{len(found)} circles of {size} among {len(people)} members who may all meet")
    return np.array(found), *took


def _people(n: int) -> Population:
    """Make members who differ in their goals alone, which gather around themes of about a dozen each."""
    chance = np.random.default_rng(n)
    themes = chance.normal(size=(n // _A_THEME, _DIMENSIONS))
    rows = themes[chance.integers(len(themes), size=n)] + _SPREAD * chance.normal(size=(n, _DIMENSIONS))
    vectors = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return gather([_profile(f"U{i:05}") for i in range(n)], vectors, _TODAY)


def _profile(member: str) -> Profile:
    return Profile(
        id=member,
        commitment=Commitment.STEADY,
        cadence=Cadence.WEEKLY,
        formats=frozenset({Format.WRITTEN}),
        sizes=frozenset(Size),
        zone="UTC",
        hours=(),
        period=Period.DAYS_60,
    )


def _annealed(near: Closeness, size: int) -> Circles:
    """Anneal: each step draws a swap for every two circles, drawn by chance, and takes it by the rule of Metropolis."""
    chance = np.random.default_rng(0)
    circles = chance.permutation(len(near)).reshape(-1, size)
    half = len(circles) // 2
    for heat in np.geomspace(WARM, COLD, STEPS):
        a, b = chance.permutation(len(circles))[: 2 * half].reshape(2, half)
        x, y = chance.integers(size, size=(2, half))
        one, other = circles[a, x], circles[b, y]
        gain = _joining(near, one, circles[b]) + _joining(near, other, circles[a]) - 2 * near[one, other]
        gain -= _joining(near, one, circles[a]) + _joining(near, other, circles[b]) - 2  # each is 1 close to itself
        taken = gain > heat * np.log(chance.random(half))
        circles[a[taken], x[taken]], circles[b[taken], y[taken]] = other[taken], one[taken]
    return circles


def _joining(near: Closeness, one: NDArray[np.intp], circles: Circles) -> Closeness:
    total: Closeness = near[one[:, None], circles].sum(axis=1)
    return total


def _twos(near: Closeness, circles: Circles) -> Closeness:
    return np.stack([near[circles[:, a], circles[:, b]] for a, b in combinations(range(circles.shape[1]), 2)])


def _mean(near: Closeness, circles: Circles) -> float:
    return float(_twos(near, circles).mean())


def _worst(near: Closeness, circles: Circles) -> float:
    """Give the mean over circles of the closeness of their worst two."""
    return float(_twos(near, circles).min(axis=0).mean())


if __name__ == "__main__":
    main()
