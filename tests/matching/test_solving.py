"""One network: what is left alone, whose mates are elsewhere, and what happens when time is up."""

from collections.abc import Sequence

import numpy as np
import pytest

from matching import blossom, solving
from matching.blossom import Network
from matching.solving import solve
from matching.vocabulary import Solver
from tests.matching.build import Edge, complete, graph_of
from tests.matching.checker import other_solver

LINE = [(0, 1, 1.0), (1, 2, 2.0), (2, 3, 1.5)]


def network(n: int, edges: Sequence[Edge], ceiling: Sequence[float] = (), part: Sequence[int] = ()) -> Network:
    graph = graph_of(n, edges, ceiling, part)
    return Network(graph.a, graph.b, graph.fit, np.zeros(n), graph.ceiling, graph.part)


def test_worth_is_what_pairs_add_up_to_less_what_being_alone_costs() -> None:
    solved = solve(network(4, LINE), stake=0.1)
    assert solved.mate.tolist() == [1, 0, 3, 2]
    assert solved.worth == pytest.approx(2.5)
    assert not solved.alone.any()


def test_a_low_stake_leaves_people_alone_and_a_high_one_does_not() -> None:
    edges = [(0, 1, -1.0), (1, 2, 3.0), (2, 3, -1.0)]
    assert solve(network(4, edges), stake=0.1).alone.tolist() == [True, False, False, True]
    assert solve(network(4, edges), stake=0.1).worth == pytest.approx(3 - 0.2)
    assert not solve(network(4, edges), stake=5).alone.any()


def test_a_part_is_thin_if_more_are_alone_than_one_of_an_odd_number() -> None:
    star = [(0, 1, 1.0), (0, 2, 1.0), (0, 3, 1.0)]
    triangle = [(4, 5, 1.0), (5, 6, 1.0), (4, 6, 1.0)]
    solved = solve(network(7, [*star, *triangle], part=[0, 0, 0, 0, 1, 1, 1]), stake=1)
    assert solved.alone.sum() == 3
    assert solved.thin.tolist() == [0, 1, 2, 3]


def test_a_part_is_solved_anew_by_itself_and_taken_over() -> None:
    one, other = [(0, 2, -1.0), (2, 4, 3.0), (4, 6, -1.0)], [(1, 3, 1.0), (3, 5, 2.0), (5, 7, 1.0)]
    whole = network(8, [*one, *other], part=[0, 1] * 4)
    solved = solve(whole, stake=0.1)
    assert solved.thin.tolist() == [0, 2, 4, 6]
    mended = solved.mended(solved.thin, solve(whole.only(solved.thin), stake=5, is_firm=True))
    assert mended.mate.tolist() == [2, 3, 0, 1, 6, 7, 4, 5]
    assert sorted(whole.worth[mended.chosen].tolist()) == [-1, -1, 1, 1]


WILD = network(4, [(0, 3, 0.1), (1, 3, 0.1), (2, 3, 0.1)], ceiling=[1.0, 1.0, 1.0, -np.inf])
"""Three would be better off with somebody beside the graph, but only two of them can be."""


def test_those_whose_mate_is_elsewhere_are_an_even_number_of_a_part() -> None:
    solved = solve(WILD, stake=0.5)
    assert solved.tempted.sum() == 2
    assert solved.worth == pytest.approx(1 + 1 + 0.1)
    two_parts = network(4, [(0, 1, 0.1), (2, 3, 0.1)], ceiling=[1.0, -np.inf, 1.0, -np.inf], part=[0, 0, 1, 1])
    assert not solve(two_parts, stake=0.5).tempted.any()


def test_in_a_large_run_nobody_counts_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blossom, "EXITS_UP_TO", 0)
    solved = solve(WILD, stake=0.5)
    assert solved.tempted.tolist() == [True, True, True, False]
    assert solved.worth == pytest.approx(3 - 0.5)


@pytest.mark.parametrize("seconds", [0.0, 60.0])
def test_past_its_time_a_process_is_stopped_and_another_way_taken(
    monkeypatch: pytest.MonkeyPatch, seconds: float
) -> None:
    monkeypatch.setattr(blossom, "IN_PROCESS_UP_TO", 0)
    monkeypatch.setattr(solving, "_SECONDS", seconds)
    monkeypatch.setattr(solving, "_SECONDS_EACH", 0.0)
    edges = complete(41, seed=1)
    solved = solve(network(41, edges), stake=3.0)
    best = other_solver(edges)[1]
    assert solved.solver is (Solver.EXACT if seconds else Solver.NEAR_OPTIMAL)
    assert solved.alone.sum() == 1
    assert solved.worth >= best - solved.network.stake[solved.alone].sum() - 1e-4
    total = solved.network.worth[solved.chosen].sum()
    assert total == pytest.approx(best, abs=1e-4) if seconds else 0.9 * best < total <= best + 1e-9
