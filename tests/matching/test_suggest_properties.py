"""Random populations through the front door: nobody lost, no condition broken, order irrelevant, nearest first."""

from datetime import date
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from matching.profile import Group, Profile
from matching.suggest import nearest, suggest, suggest_for
from matching.vocabulary import Size
from tests.matching import checker
from tests.matching.build import MONDAY, random_vectors, timeless
from tests.matching.checker import breaches, everybody
from tests.matching.populations import DATES, profiles

SEEDS = st.integers(0, 1000)


@settings(max_examples=100)
@given(profiles(), SEEDS, DATES)
def test_everybody_is_told_once_and_no_condition_is_broken(members: list[Profile], seed: int, today: date) -> None:
    outcome = suggest(members, random_vectors(len(members), seed), today, seed=seed)
    assert everybody(outcome) == sorted(p.id for p in members)
    assert [broken for group in outcome.groups if (broken := breaches(group, members, today))] == []
    assert all(2 <= len(group.members) <= 6 for group in outcome.groups)
    assert all(group.overlap_minutes >= 0 for group in outcome.groups)
    assert outcome.totals.total_fit <= outcome.totals.bound


@settings(max_examples=50)
@given(profiles(), SEEDS, DATES)
def test_nobody_is_left_over_beside_somebody_whom_they_could_meet(
    members: list[Profile], seed: int, today: date
) -> None:
    outcome = suggest(members, random_vectors(len(members), seed), today)
    left = {one.member for one in outcome.unmatched}
    lost = [p for p in members if p.id in left and Size.TWO in p.sizes]
    assert not [(a.id, b.id) for a in lost for b in lost if a.id < b.id and not checker.reasons([a, b], members, today)]


@settings(max_examples=50)
@given(profiles(), SEEDS, st.randoms(use_true_random=False))
def test_the_order_of_the_input_is_irrelevant(members: list[Profile], seed: int, chance: Random) -> None:
    vectors = random_vectors(len(members), seed)
    order = list(range(len(members)))
    chance.shuffle(order)
    shuffled = suggest([members[i] for i in order], vectors[order], MONDAY, seed=seed)
    assert timeless(shuffled) == timeless(suggest(members, vectors, MONDAY, seed=seed))


@settings(max_examples=40)
@given(profiles(most=8), SEEDS, DATES)
def test_out_of_turn_a_partner_is_admissible_and_absent_only_if_nobody_is(
    members: list[Profile], seed: int, today: date
) -> None:
    for me in members:
        answer = suggest_for(me.id, members, random_vectors(len(members), seed), today)
        twos = [Group((me.id, other.id), 0, 0, (), 0) for other in members if other is not me]
        possible = {two.members[1] for two in twos if not breaches(two, members, today)}
        if isinstance(answer, Group):
            assert set(answer.members) - {me.id} <= possible
        else:
            assert (answer.member, possible) == (me.id, set())


@settings(max_examples=40)
@given(profiles(most=10), SEEDS, st.integers(1, 4))
def test_the_nearest_of_each_are_admissible_and_best_first(members: list[Profile], seed: int, most: int) -> None:
    found = nearest(members, random_vectors(len(members), seed), MONDAY, most)
    assert [one for one, _ in found] == sorted(p.id for p in members)
    by_id = {p.id: p for p in members}
    for me, others in found:
        may = [o for o in by_id if o != me and not checker.reasons([by_id[me], by_id[o]], members, MONDAY)]
        assert len(others) == min(most, len(may))
        assert {other for other, _ in others} <= set(may)
        assert [near for _, near in others] == sorted((near for _, near in others), reverse=True)
