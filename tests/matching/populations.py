"""Random populations for property tests: few choices each, so that conditions often bite and ties are common."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from random import Random
from typing import TypeVar

import numpy as np
from hypothesis import strategies as st

from matching.population import Population, gather
from matching.profile import Profile, Window
from matching.vocabulary import Cadence, Commitment, DayPart, Format, Period, Size, Weekday
from tests.matching.build import every_day, random_vectors

T = TypeVar("T")
AUTUMN = date(2026, 10, 22)
DATES = st.sampled_from([date(2026, 9, 7), date(2026, 10, 22), date(2026, 10, 26), date(2027, 3, 15)])
"""The last three reach over clock changes in some of the zones, but not on the same days in all."""
_ZONES = ("Europe/Berlin", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Auckland")


@st.composite
def profiles(draw: st.DrawFn, most: int = 12) -> list[Profile]:
    ids = [f"U{i:02}" for i in range(draw(st.integers(0, most)))]
    return [draw(_profile(i, tuple(other for other in ids if other != i))) for i in draw(st.permutations(ids))]


@cache  # hypothesis examines a new strategy at length, an old one not again
def _profile(member: str, others: tuple[str, ...]) -> st.SearchStrategy[Profile]:
    return st.builds(
        Profile,
        id=st.just(member),
        commitment=st.sampled_from(Commitment),
        cadence=_mostly(Cadence.WEEKLY, st.just(Cadence.MONTHLY)),
        formats=_some([Format.WRITTEN, Format.CALL_30, Format.IN_PERSON]),
        sizes=_mostly(frozenset(Size), _some(list(Size))),
        zone=st.sampled_from(_ZONES),
        hours=st.one_of(st.just(every_day(9 * 60, 20 * 60)), st.lists(_WINDOWS, max_size=4).map(tuple)),
        period=st.sampled_from(Period),
        avoid=_mostly(frozenset(), st.frozensets(st.sampled_from(["elsewhere", *others]), max_size=2)),
        together=_mostly(frozenset(), st.frozensets(st.sampled_from(["elsewhere", *others]), max_size=2)),
        waited=st.integers(0, 3),
        team=st.sampled_from([None, "red", "blue"]),
        manager=_mostly(None, st.sampled_from(["elsewhere", *others])),
        active=_mostly(0, st.integers(0, 2)),
    )


def _mostly(usual: T, other: st.SearchStrategy[T]) -> st.SearchStrategy[T]:
    usually = st.just(usual)
    return st.integers(0, 3).flatmap(lambda die: usually if die else other)


def _some(choices: Sequence[T]) -> st.SearchStrategy[frozenset[T]]:
    return st.frozensets(st.sampled_from(choices), min_size=1)


_WINDOWS = st.builds(
    lambda day, part: Window(day, *part.minutes),
    st.sampled_from(Weekday),
    st.sampled_from([DayPart.MORNING, DayPart.EVENING, DayPart.LATE]),
)


def crowd(n: int, seed: int) -> list[Profile]:
    """Many members at once, more quickly than hypothesis draws them; some have few others whom they may meet."""
    chance = Random(seed)
    return [_one_of_many(f"U{i:04}", n, chance) for i in range(n)]


def _one_of_many(member: str, n: int, chance: Random) -> Profile:
    def some(most: int) -> frozenset[str]:
        return frozenset(f"U{chance.randrange(n):04}" for _ in range(chance.randrange(most + 1)))

    return Profile(
        id=member,
        commitment=chance.choice(list(Commitment)),
        cadence=chance.choices(list(Cadence), [50, 30, 10, 3, 1])[0],
        formats=frozenset(chance.sample(list(Format)[:5], 2)),
        sizes=frozenset({Size.TWO, chance.choice(list(Size))}),
        zone=chance.choice(_ZONES),
        hours=every_day(540, chance.choice([555, 600, 720])) if chance.random() < 0.8 else (),
        period=chance.choice(list(Period)),
        avoid=some(3),
        together=some(2),
        waited=chance.choice([0, 0, 1, 2, 6]),
        team=chance.choice([None, "red", "blue"]),
        manager=f"U{chance.randrange(n):04}" if chance.random() < 0.2 else None,
    )


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a population is made from, since it is too long to be shown when a test fails."""

    n: int
    seed: int
    dimensions: int
    themes: int
    spread: float
    """From all goals of a theme being equal to themes that hardly matter."""

    def people(self) -> Population:
        themes = random_vectors(self.themes, self.seed, self.dimensions)
        own = random_vectors(self.n, self.seed + 1, self.dimensions)
        rows = themes[np.arange(self.n) % self.themes] + np.float32(self.spread) * own
        return gather(crowd(self.n, self.seed), rows / np.linalg.norm(rows, axis=1, keepdims=True), AUTUMN)


RECIPES = st.builds(
    Recipe,
    n=st.integers(1, 60),
    seed=st.integers(0, 999),
    dimensions=st.sampled_from([2, 3, 8, 384]),
    themes=st.integers(1, 60),
    spread=st.sampled_from([0.0, 0.01, 0.3, 1.0]),
)
