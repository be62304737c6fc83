"""Half a year of weekly runs in a population that changes, kept as the bot keeps it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import combinations
from random import Random

import numpy as np
import pytest

from matching.conditions import admissible
from matching.fit import WEIGHTS, Weights
from matching.population import Places, Population, gather
from matching.profile import Group, Profile
from matching.suggest import suggest
from matching.vocabulary import Size
from tests.matching.build import random_vectors
from tests.matching.populations import crowd

WEEKS, MEMBERS, APART = 26, 200, 12
START = date(2026, 9, 7)
LEAVE = 0.03
"""Share of members who leave in a week; as many arrive."""
ACCEPT = 0.8
"""Share of suggestions that lead to a partnership."""


NOBODY: frozenset[str] = frozenset()
EVERY_CHOICE = [frozenset(some) for most in (1, 2, 3) for some in combinations(Size, most)]
WITH_TWO = [sizes for sizes in EVERY_CHOICE if Size.TWO in sizes]


@dataclass(slots=True)
class Community:
    """Who is there, who is in a live partnership until which week, and who last met whom in which."""

    seed: int
    sizes: Sequence[frozenset[Size]]
    weights: Weights
    chance: Random
    members: dict[str, Profile] = field(default_factory=dict)
    live: list[tuple[Group, int]] = field(default_factory=list)
    met: dict[frozenset[str], int] = field(default_factory=dict)
    hungry: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    """Runs in a row that left somebody over who had a choice of three."""
    arrived: int = 0

    def begin(self, week: int) -> None:
        """End what is over, let some leave and others arrive, and note who meets."""
        gone = {one for one in self.members if self.chance.random() < LEAVE}
        self.live = [(group, end) for group, end in self.live if end > week and not gone & set(group.members)]
        for one in gone:
            del self.members[one]
        for profile in crowd(MEMBERS - len(self.members), self.seed + week):
            self.arrived += 1
            one, sizes = f"M{self.arrived:04}", self.chance.choice(self.sizes)
            fresh = replace(profile, id=one, sizes=sizes, formats=frozenset({min(profile.formats)}))
            self.members[one] = replace(fresh, waited=0, avoid=NOBODY, together=NOBODY)
        for group, _ in self.live:
            self.met |= {frozenset(two): week for two in combinations(group.members, 2)}

    def looking(self, week: int) -> list[Profile]:
        """Those without a partnership, who know with whom they met in the last twelve weeks."""
        busy = {one for group, _ in self.live for one in group.members}
        near = [two for two, last in self.met.items() if week - last < APART]
        return [
            replace(p, together=frozenset(other for two in near if p.id in two for other in two - {p.id}))
            for p in self.members.values()
            if p.id not in busy
        ]

    def run(self, week: int) -> None:
        """Suggest, tell whoever goes without, and let most suggestions become partnerships."""
        looking, today = self.looking(week), START + timedelta(weeks=week)
        vectors = random_vectors(2000, self.seed, 32)[[int(p.id[1:]) for p in looking]]
        outcome = suggest(looking, vectors, today, self.weights)
        left = {one.member for one in outcome.unmatched}
        population = gather(looking, vectors, today)
        for place, p in enumerate(population.profiles):
            is_hungry = p.id in left and has_choice(population, place)
            self.hungry[p.id] = self.hungry[p.id] + 1 if is_hungry else 0
            self.members[p.id] = replace(self.members[p.id], waited=p.waited + 1 if p.id in left else 0)
        for group in outcome.groups:
            for two in combinations(group.members, 2):
                assert week - self.met.get(frozenset(two), -APART) >= APART, "together again too soon"
            if self.chance.random() < ACCEPT:
                self.live.append((group, week + self.chance.randint(1, 10)))


def has_choice(population: Population, place: int) -> bool:
    """Tell whether somebody may meet three others at least, and a group of a size that they chose can be formed."""
    others = np.delete(np.arange(len(population)), place)
    others = others[admissible(population, np.full(len(others), place), others)]
    return len(others) >= 3 and any(can_form(population, place, others, size) for size in (2, 3, 4))


def can_form(population: Population, place: int, others: Places, members: int) -> bool:
    """Tell whether any of the groups among the first so many others would keep all conditions."""
    size = Size.of(members)
    chose = [other for other in others.tolist() if size in population.profiles[other].sizes][:20]
    groups = np.array(list(combinations(chose, members - 1)), dtype=np.intp).reshape(-1, members - 1)
    may = admissible(population, np.full(len(groups), place), *groups.T)
    return size in population.profiles[place].sizes and bool(may.any())


def longest(seed: int, sizes: Sequence[frozenset[Size]], weights: Weights = WEIGHTS) -> int:
    """Give the most runs in a row that anybody with a choice went without, in half a year."""
    community, most = Community(seed, sizes, weights, Random(seed)), 0
    for week in range(WEEKS):
        community.begin(week)
        community.run(week)
        most = max(most, *community.hungry.values())
    assert len(community.met) > MEMBERS / 2
    return most


@pytest.mark.parametrize("seed", [1000, 2000])
def test_nobody_with_a_choice_of_three_waits_more_than_two_runs(seed: int) -> None:
    """Where everybody takes a pair too, one is the most."""
    assert longest(seed, WITH_TWO) <= 1


def test_without_priority_for_those_who_waited_some_wait_longer() -> None:
    assert longest(1000, WITH_TWO, replace(WEIGHTS, waited=0.0)) == 2


def test_nor_does_anybody_who_wants_no_pair() -> None:
    assert longest(1000, EVERY_CHOICE) <= 2
