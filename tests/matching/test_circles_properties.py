from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain, combinations
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import circles
from matching.circles import form
from matching.circles_table import SHORTFALL
from matching.fit import WEIGHTS, fit, priority
from matching.population import Population, gather
from matching.profile import Group, Profile
from matching.vocabulary import Cadence, Size
from tests.matching.build import MONDAY, profile, random_vectors
from tests.matching.checker import breaches
from tests.matching.populations import DATES, profiles

SIZES = st.sampled_from([(3,), (4,), (5,), (4, 5, 6)])
Circle = tuple[int, ...]


@given(profiles(most=16), DATES, SIZES, st.booleans())
def test_all_conditions_hold_jointly_and_nobody_sits_twice(
    people: list[Profile], today: date, sizes: tuple[int, ...], as_if_many: bool
) -> None:
    population = gather(people, random_vectors(len(people), 1), today)
    found = _as_if_many(population, sizes) if as_if_many else form(population, np.arange(len(people)), sizes)
    placed = list(chain.from_iterable(found))
    assert len(placed) == len(set(placed))
    assert {len(circle) for circle in found} <= set(sizes)
    assert [_breaches(population, circle, today) for circle in found] == [[] for _ in found]


@given(profiles(most=8), st.sampled_from([(3,), (4,), (4, 5)]))
def test_up_to_eight_are_placed_as_well_as_can_be(people: list[Profile], sizes: tuple[int, ...]) -> None:
    alike = [replace(p, cadence=Cadence.WEEKLY) for p in people]
    population = gather(alike, random_vectors(len(people), 2), MONDAY)
    everybody = range(len(people))
    possible = [c for n in sizes for c in combinations(everybody, n) if not _breaches(population, c, MONDAY)]
    placed, worth = max(_value(population, choice, sizes) for choice in _choices(possible))
    found = _value(population, form(population, np.arange(len(people)), sizes), sizes)
    assert found[0] == placed
    assert found[1] == pytest.approx(worth, abs=1e-4)


@settings(max_examples=30)
@given(st.integers(0, 50), st.sampled_from([3, 4]))
def test_swapping_finds_the_best_of_eight_who_may_all_meet(seed: int, size: int) -> None:
    everybody = [profile(f"U{i}", sizes=frozenset(Size)) for i in range(8)]
    people = gather(everybody, random_vectors(8, seed), MONDAY)
    best = _value(people, form(people, np.arange(8), (size,)), (size,))
    assert _value(people, _as_if_many(people, (size,)), (size,)) == pytest.approx(best, abs=1e-4)


@settings(max_examples=30)
@given(profiles(most=12), st.randoms(use_true_random=False), SIZES, st.integers(0, 3))
def test_the_order_of_members_changes_nothing(
    people: list[Profile], chance: Random, sizes: tuple[int, ...], seed: int
) -> None:
    vectors = random_vectors(len(people), 3)
    order = chance.sample(range(len(people)), len(people))
    one = gather(people, vectors, MONDAY)
    other = gather([people[i] for i in order], vectors[order], MONDAY)
    expected = form(one, np.arange(len(people)), sizes, WEIGHTS, seed)
    assert form(other, np.array(order, dtype=np.intp), sizes, WEIGHTS, seed) == expected


def _as_if_many(people: Population, sizes: tuple[int, ...]) -> list[Circle]:
    """Seat and swap, although they are few enough for all circles to be compared."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(circles, "best_of_all", lambda *_: None)
        return form(people, np.arange(len(people)), sizes)


def _breaches(people: Population, circle: Circle, today: date) -> list[str]:
    return breaches(Group(people.ids(circle), 0, 0, (), 0), people.profiles, today)


def _choices(possible: Sequence[Circle]) -> Iterator[list[Circle]]:
    """Give every set of circles in which nobody sits twice."""
    yield []
    for i, circle in enumerate(possible):
        apart = [other for other in possible[i + 1 :] if not set(other) & set(circle)]
        yield from ([circle, *rest] for rest in _choices(apart))


def _value(people: Population, choice: Sequence[Circle], sizes: tuple[int, ...]) -> tuple[int, float]:
    """Count who is placed and reckon the worth of a choice again, two by two, from the sentence that defines it."""
    asked = [i for i, p in enumerate(people.profiles) if Size.of(sizes[0]) in p.sizes]
    twos = [two for two in combinations(asked, 2) if not set(_breaches(people, two, MONDAY)) - {"size"}]
    bare = {two: _fit(people, *two) for two in twos}
    average = sum(bare.values()) / max(len(bare), 1)
    worth = 0.0
    for circle in choice:
        for two in combinations(sorted(circle), 2):
            waited = WEIGHTS.waited * float(priority(people, np.array(two)).sum())
            shortfall = SHORTFALL * max(average - bare[two], 0)
            worth += (bare[two] - shortfall + waited) * 2 / (len(circle) - 1)
    return sum(map(len, choice)), worth


def _fit(people: Population, a: int, b: int) -> float:
    return float(fit(people, np.array([a]), np.array([b]), replace(WEIGHTS, waited=0))[0])
