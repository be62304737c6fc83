from datetime import date
from random import Random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from matching.candidates import Candidate, closeness, gather
from matching.fit import blocked, fit
from matching.pairing import suggest, suggest_for
from matching.profile import Group, Profile
from matching.vocabulary import Size
from tests.matching.build import MONDAY, profile, random_vectors
from tests.matching.checker import breaches, everybody
from tests.matching.populations import DATES, profiles

SEEDS = st.integers(0, 1000)


@given(profiles(), SEEDS, DATES)
def test_nobody_is_lost_or_placed_twice(members: list[Profile], seed: int, today: date) -> None:
    outcome = suggest(members, random_vectors(len(members), seed), today)
    assert everybody(outcome) == sorted(p.id for p in members)


@given(profiles(), SEEDS, DATES)
def test_no_condition_is_broken(members: list[Profile], seed: int, today: date) -> None:
    outcome = suggest(members, random_vectors(len(members), seed), today)
    assert [breaches(g, members, today) for g in outcome.groups if breaches(g, members, today)] == []


@given(profiles(), SEEDS, st.randoms(use_true_random=False))
def test_the_order_of_the_input_is_irrelevant(members: list[Profile], seed: int, chance: Random) -> None:
    vectors = random_vectors(len(members), seed)
    order = list(range(len(members)))
    chance.shuffle(order)
    shuffled = suggest([members[i] for i in order], vectors[order], MONDAY)
    assert shuffled == suggest(members, vectors, MONDAY)


@given(profiles(most=8), SEEDS, DATES)
def test_out_of_turn_a_partner_is_admissible_and_absent_only_if_nobody_is(
    members: list[Profile], seed: int, today: date
) -> None:
    vectors = random_vectors(len(members), seed)
    for me in members:
        answer = suggest_for(me.id, members, vectors, today)
        possible = {m.id for m in members if m is not me and not breaches(_two(me.id, m.id), members, today)}
        if isinstance(answer, Group):
            assert set(answer.members) - {me.id} <= possible
        else:
            assert possible == set()


@given(st.integers(0, 8), SEEDS, st.data())
def test_up_to_eight_members_the_pairing_is_the_best_there_is(n: int, seed: int, data: st.DataObject) -> None:
    two = frozenset({Size.TWO})
    ids = [f"U{i}" for i in range(n)]
    avoid = [data.draw(st.frozensets(st.sampled_from(ids), max_size=n // 2)) if n else frozenset() for _ in ids]
    waited = [data.draw(st.integers(0, 3)) for _ in ids]
    members = [profile(i, sizes=two, avoid=a, waited=w) for i, a, w in zip(ids, avoid, waited, strict=True)]
    vectors = random_vectors(n, seed)
    outcome = suggest(members, vectors, MONDAY)
    count, total = _best(gather(members, vectors, MONDAY))
    assert len(outcome.groups) == count
    assert np.isclose(sum(g.fit for g in outcome.groups), total, atol=1e-4)


def _best(left: list[Candidate]) -> tuple[int, float]:
    """Try everything: the greatest number of twos, and among those the greatest total fit."""
    if len(left) < 2:
        return 0, 0.0
    first, *rest = left
    best = _best(rest)
    for other in rest:
        if blocked(first, other) is None:
            count, total = _best([m for m in rest if m is not other])
            best = max(best, (count + 1, total + fit(first, other, closeness(first, other))))
    return best


def _two(a: str, b: str) -> Group:
    return Group(members=(a, b), fit=0, closeness=0, because=(), overlap_minutes=0)
