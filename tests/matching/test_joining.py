from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain, permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching import joining
from matching.fit import fit
from matching.joining import join
from matching.population import Population, gather
from matching.profile import Group, Profile
from matching.vocabulary import Commitment, Format, Size
from tests.matching.build import MONDAY, alike, directions, every_day, profile, random_vectors
from tests.matching.checker import breaches
from tests.matching.populations import DATES, profiles

Groups = list[tuple[int, ...]]


@given(profiles(most=9), DATES, st.integers(0, 4), st.sampled_from([1, 64]))
def test_no_other_way_of_joining_places_more_or_gains_more(
    people: list[Profile], today: date, most: int, look: int
) -> None:
    population = gather(people, random_vectors(len(people), 1), today)
    twos: Groups = [(i - 1, i) for i in range(1, len(people), 2)]
    pairs = [two for two in twos if _may(population, two, today)][:most]
    odd = sorted(set(range(len(people))) - set(chain.from_iterable(pairs)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(joining, "_LOOK", look)
        groups = join(population, pairs, np.array(odd, dtype=np.intp))
    placed, gain = max(_value(population, pairs, way) for way in _ways(population, pairs, odd, today))
    assert _value(population, pairs, groups) == pytest.approx((placed, gain), abs=1e-4)
    assert all(_may(population, group, today) for group in groups if len(group) == 3)
    assert [tuple(m for m in group if m not in odd) for group in groups] == pairs


def test_an_odd_one_joins_the_pair_whose_goals_are_closest() -> None:
    members = [profile(f"U{i}") for i in range(5)]
    people = gather(members, directions(0, 1, 90, 91, 80), MONDAY)
    assert join(people, [(0, 1), (2, 3)], np.array([4])) == [(0, 1), (2, 3, 4)]


def test_an_odd_one_moves_on_where_else_another_would_be_left_alone() -> None:
    """The fourth may join either pair and fits the first best; the fifth may only join the first."""
    written, both = frozenset({Format.WRITTEN}), frozenset({Format.WRITTEN, Format.RECORDED})
    formats = [both, both, written, written, written, frozenset({Format.RECORDED})]
    members = [profile(f"U{i}", formats=chosen) for i, chosen in enumerate(formats)]
    people = gather(members, directions(0, 1, 90, 91, 2, 60), MONDAY)
    assert join(people, [(0, 1), (2, 3)], np.array([4, 5])) == [(0, 1, 5), (2, 3, 4)]


def test_a_pair_takes_one_only() -> None:
    members = [profile(f"U{i}") for i in range(4)]
    (group,) = join(gather(members, alike(members), MONDAY), [(0, 1)], np.array([2, 3]))
    assert len(group) == 3


@pytest.mark.parametrize("without", [0, 2])
def test_all_three_must_have_chosen_three(without: int) -> None:
    members = [profile(f"U{i}", **({"sizes": frozenset({Size.TWO})} if i == without else {})) for i in range(3)]
    assert join(gather(members, alike(members), MONDAY), [(0, 1)], np.array([2])) == [(0, 1)]


def test_the_hour_must_suit_all_three() -> None:
    nine, ten, eleven = (every_day(start * 60, (start + 1) * 60) for start in (9, 10, 11))
    hours = [nine + ten, ten + eleven, nine + eleven]
    members = [profile(f"U{i}", hours=h, formats=frozenset({Format.CALL_30})) for i, h in enumerate(hours)]
    assert join(gather(members, alike(members), MONDAY), [(0, 1)], np.array([2])) == [(0, 1)]


def test_whoever_may_join_only_the_farthest_pair_of_many_finds_it() -> None:
    far = {398, 399, 400}
    members = [profile(f"U{i:03}", commitment=Commitment.ALL_IN if i in far else Commitment.LIGHT) for i in range(401)]
    people = gather(members, directions(*(i * 0.4 for i in range(400)), 0), MONDAY)
    pairs: Groups = [(i, i + 1) for i in range(0, 400, 2)]
    assert join(people, pairs, np.array([400]))[-1] == (398, 399, 400)


@pytest.mark.parametrize(("pairs", "odd"), [([], []), ([], [0, 1]), ([(0, 1)], [])])
def test_without_pairs_or_odd_ones_nothing_changes(pairs: Groups, odd: list[int]) -> None:
    members = [profile("U0"), profile("U1")]
    assert join(gather(members, alike(members), MONDAY), pairs, np.array(odd, dtype=np.intp)) == pairs


def _may(people: Population, group: tuple[int, ...], today: date) -> bool:
    return not breaches(Group(people.ids(group), 0, 0, (), 0), people.profiles, today)


def _ways(people: Population, pairs: Groups, odd: Sequence[int], today: date) -> Iterator[Groups]:
    """Give every way in which odd ones, or nobody, join the pairs."""
    for chosen in set(permutations([*odd, *(None for _ in pairs)], len(pairs))):
        groups = [pair if one is None else (*pair, one) for pair, one in zip(pairs, chosen, strict=True)]
        if all(len(group) == 2 or _may(people, group, today) for group in groups):
            yield groups


def _value(people: Population, pairs: Groups, groups: Groups) -> tuple[int, float]:
    """Count who joined, and add up their fits with the two of their pair."""
    joined = [
        (one, mate) for pair, group in zip(pairs, groups, strict=True) for one in {*group} - {*pair} for mate in pair
    ]
    fits = [float(fit(people, np.array([one]), np.array([mate]))[0]) for one, mate in joined]
    return len(joined) // 2, sum(fits)
