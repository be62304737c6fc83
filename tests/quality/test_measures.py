from itertools import permutations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.quality.measures import closenesses, figure, ranks, recovered
from tests.quality.rows import read


def test_partners_who_are_nearest_rank_first_both_ways() -> None:
    close = closenesses(np.eye(3, dtype=np.float32)[[0, 1, 2, 0, 1, 2]], corrected=False)
    assert ranks(close, 3).tolist() == [[1, 1]] * 3
    assert recovered(close).tolist() == [1, 1, 1]


def test_a_distractor_that_is_nearer_pushes_the_partner_back() -> None:
    goal, same, near = [1.0, 0.0], [0.6, 0.8], [0.8, 0.6]
    close = closenesses(np.array([goal, same, near], dtype=np.float32), corrected=False)
    assert ranks(close, 1).tolist() == [[2, 2]]


@given(st.integers(0, 1_000_000))
def test_the_pairing_is_of_greatest_closeness(seed: int) -> None:
    close = np.random.default_rng(seed).normal(size=(6, 6))
    close = close + close.T
    orders = [list(order) for order in permutations(range(6))]
    best = max(orders, key=lambda order: sum(close[order[i], order[i + 1]] for i in (0, 2, 4)))
    twos = {frozenset(best[i : i + 2]) for i in (0, 2, 4)}
    assert recovered(close).sum() == sum(frozenset((i, i + 3)) in twos for i in range(3))


def test_the_interval_holds_the_mean_and_shrinks_with_more_pairs() -> None:
    few, many = figure(np.tile([0.0, 1.0], 10)), figure(np.tile([0.0, 1.0], 1000))
    assert few.low < few.mean == 0.5 < few.high
    assert many.high - many.low < (few.high - few.low) / 5


def test_no_goal_that_is_measured_was_taught() -> None:
    taught = {text for row in read("training-*") for text in (row.goal, row.same)}
    measured = {text for name in ("development", "untouched") for row in read(name) for text in (row.goal, row.same)}
    shared = len(taught & measured)  # a number, so that a failure shows nobody the untouched goals
    assert shared == 0


def test_the_sets_are_as_large_as_the_issue_asks() -> None:
    measured = read("development") + read("untouched")
    assert len(measured) >= 300
    assert len({row.theme for row in measured}) >= 40
