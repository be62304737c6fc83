"""The best pairs on a graph: most people first, then the greatest total fit."""

from collections.abc import Sequence

import numpy as np
import pytest

from matching.neighbours import Graph
from matching.pairing import Pairing, pair
from matching.vocabulary import Solver
from tests.matching.build import Edge, complete, graph_of
from tests.matching.checker import other_solver


def as_it_is(_graph: Graph, _tempted: object) -> None:
    """Never let the graph grow."""


def paired(n: int, edges: Sequence[Edge]) -> Pairing:
    return pair(graph_of(n, edges), as_it_is)


def twos(pairing: Pairing) -> list[tuple[int, ...]]:
    return sorted(tuple(two) for two in pairing.pairs.tolist())


@pytest.mark.parametrize("n", [0, 1, 2, 3])
def test_without_anybody_to_meet_there_are_no_pairs(n: int) -> None:
    pairing = paired(n, [])
    assert (twos(pairing), pairing.total, pairing.bound, pairing.is_proven) == ([], 0, 0, True)


@pytest.mark.parametrize("fit", [-3.0, -1e-6, 0.0, 0.5, 1e6])
def test_two_who_may_meet_are_a_pair_however_they_fit(fit: float) -> None:
    pairing = paired(2, [(0, 1, fit)])
    assert (twos(pairing), pairing.total) == ([(0, 1)], fit)
    assert pairing.bound == pytest.approx(fit)


def test_of_three_the_two_who_fit_best_are_a_pair() -> None:
    assert twos(paired(3, [(0, 1, 0.1), (1, 2, 0.3), (0, 2, 0.2)])) == [(1, 2)]


def test_more_people_placed_beat_a_closer_pair() -> None:
    pairing = paired(4, [(0, 1, -5), (1, 2, 100), (2, 3, -5)])
    assert (twos(pairing), pairing.total) == ([(0, 1), (2, 3)], -10)


def test_of_a_star_only_the_best_is_paired() -> None:
    assert twos(paired(9, [(0, leaf, leaf / 10) for leaf in range(1, 9)])) == [(0, 8)]


@pytest.mark.parametrize("n", [5, 7, 9])
def test_of_an_odd_cycle_the_one_who_costs_least_stays_alone(n: int) -> None:
    pairing = paired(n, [(i, (i + 1) % n, -1.0 if n - 1 in (i, (i + 1) % n) else -0.5) for i in range(n)])
    assert len(pairing.pairs) == n // 2
    assert pairing.total == pytest.approx(-0.5 * (n // 2))


def test_two_odd_cycles_with_a_bridge_are_paired_across_it() -> None:
    cycles = [(a + far, b + far, 1.0) for far in (0, 3) for a, b in ((0, 1), (1, 2), (0, 2))]
    pairing = paired(6, [*cycles, (2, 3, -2.0)])
    assert twos(pairing) == [(0, 1), (2, 3), (4, 5)]


def test_unequal_components_and_the_isolated_are_each_served() -> None:
    edges = [(0, 1, 0.5), (3, 4, 9.0), (4, 5, 0.1), (5, 6, 9.0), (7, 8, -1.0), (8, 9, -2.0), (7, 9, -3.0)]
    pairing = paired(12, edges)
    assert twos(pairing) == [(0, 1), (3, 4), (5, 6), (7, 8)]
    assert pairing.total == pytest.approx(other_solver(edges)[1])


@pytest.mark.parametrize("n", [8, 21, 40])
@pytest.mark.parametrize("fit", [-1.0, 0.0, 0.7])
def test_all_equal_fits_still_place_everybody(n: int, fit: float) -> None:
    pairing = paired(n, [(a, b, fit) for a, b, _ in complete(n, seed=0)])
    assert len(pairing.pairs) == n // 2
    assert pairing.total == pytest.approx(fit * (n // 2))


def test_the_same_graph_gives_the_same_pairs() -> None:
    edges = [(a, b, round(fit, 1)) for a, b, fit in complete(31, seed=3)]
    assert twos(paired(31, edges)) == twos(paired(31, edges[::-1]))


@pytest.mark.parametrize("n", [100, 400])
def test_a_long_chain_is_paired_in_full_at_any_cost(n: int) -> None:
    """To place two more, all who fit well have to part."""
    pairing = paired(n, [(i, i + 1, float(i % 2)) for i in range(n - 1)])
    assert twos(pairing) == [(i, i + 1) for i in range(0, n, 2)]


def test_of_many_odd_parts_each_leaves_one_alone() -> None:
    """Where one must stay alone in any case, staying alone must not look cheap to the others."""
    chance = np.random.default_rng(5)
    edges = [(9 * part + a, 9 * part + b, float(chance.normal())) for part in range(20) for a, b, _ in complete(9, 0)]
    pairing = paired(180, edges)
    assert len(pairing.pairs) == 20 * 4
    assert pairing.total == pytest.approx(other_solver(edges)[1])


class TestHoles:
    """Shapes on which exact solvers were seen to fall into a hole; there is no clock here, they only have to end."""

    @staticmethod
    def served(n: int, edges: Sequence[Edge]) -> None:
        pairing = paired(n, edges)
        assert len(np.unique(pairing.pairs)) == 2 * len(pairing.pairs)
        assert pairing.total <= pairing.bound
        assert pairing.solver is Solver.EXACT

    def test_equal_worths(self) -> None:
        self.served(2000, [(a, b, 0.5) for a, b in random_twos(2000, 10)])

    def test_few_different_worths(self) -> None:
        chance = np.random.default_rng(1)
        self.served(1000, [(a, b, float(chance.integers(3))) for a, b in random_twos(1000, 10)])

    def test_random_worths(self) -> None:
        chance = np.random.default_rng(2)
        self.served(2000, [(a, b, float(chance.normal())) for a, b in random_twos(2000, 10)])

    def test_many_odd_parts(self) -> None:
        chance = np.random.default_rng(3)
        self.served(
            1998,
            [
                (first + a, first + b, float(chance.normal()))
                for first in range(0, 1998, 9)
                for a, b, _ in complete(9, seed=0)
            ],
        )

    def test_hubs(self) -> None:
        chance = np.random.default_rng(4)
        spokes = [(hub, leaf, float(chance.random())) for hub in range(20) for leaf in range(20, 2000)]
        self.served(2000, [*spokes, *((a, b, 0.1) for a, b in random_twos(2000, 1) if b >= 20 <= a)])


def random_twos(n: int, each: int) -> list[tuple[int, int]]:
    """Distinct twos, so many for each member on average."""
    chance = np.random.default_rng(n + each)
    drawn = {(min(a, b), max(a, b)) for a, b in chance.integers(n, size=(n * each // 2, 2)).tolist() if a != b}
    return sorted(drawn)
