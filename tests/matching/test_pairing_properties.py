"""Random graphs: the pairs against trying everything and another solver, the bound against twos left out."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import blossom, pairing, solving
from matching.neighbours import Graph
from matching.pairing import Pairing, pair
from matching.prices import Ints
from matching.vocabulary import Solver
from tests.matching.build import Edge, graph_of
from tests.matching.checker import other_solver, try_everything


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to draw a graph whose members are of several parts that never meet."""

    n: int
    seed: int
    density: float
    parts: int
    kind: str

    @property
    def part(self) -> list[int]:
        return [min(i % (2 * self.parts), self.parts - 1) for i in range(self.n)]

    def edges(self) -> list[Edge]:
        chance = np.random.default_rng(self.seed)
        part = self.part
        may = [(a, b) for a, b in combinations(range(self.n), 2) if part[a] == part[b]]
        return [(a, b, self._fit(chance)) for a, b in may if chance.random() < self.density]

    def _fit(self, chance: np.random.Generator) -> float:
        fits = {
            "spread": chance.uniform(-2, 3),
            "ties": chance.integers(-1, 2) / 2,
            "equal": 0.3,
            "negative": chance.uniform(-3, -1),
            "waited": chance.uniform(0, 0.6) + chance.choice([0, 0, 0.5, 2.0]),
        }
        return round(float(fits[self.kind]), 4)


def recipes(most: int) -> st.SearchStrategy[Recipe]:
    return st.builds(
        Recipe,
        n=st.integers(0, most),
        seed=st.integers(0, 9999),
        density=st.sampled_from([0.05, 0.15, 0.4, 1.0]),
        parts=st.integers(1, 4),
        kind=st.sampled_from(["spread", "ties", "equal", "negative", "waited"]),
    )


def as_it_is(_graph: Graph, _tempted: Ints) -> None:
    """Never let the graph grow."""


def checked(found: Pairing, edges: list[Edge]) -> Pairing:
    """Make sure that it is a pairing at all, and adds up."""
    fits = {(a, b): fit for a, b, fit in edges}
    twos = [(a, b) for a, b in found.pairs.tolist()]
    assert len({one for two in twos for one in two}) == 2 * len(twos)
    assert found.total == pytest.approx(sum(fits[two] for two in twos), abs=1e-9)
    assert found.total <= found.bound
    return found


@settings(max_examples=200)
@given(recipes(8))
def test_up_to_eight_members_the_pairing_is_the_best_there_is(recipe: Recipe) -> None:
    edges = recipe.edges()[:16]
    found = checked(pair(graph_of(recipe.n, edges, part=recipe.part), as_it_is), edges)
    count, total = try_everything(edges)
    assert len(found.pairs) == count
    assert found.total == pytest.approx(total, abs=1e-4)


@settings(max_examples=150)
@given(recipes(60))
def test_another_solver_finds_nothing_better(recipe: Recipe) -> None:
    edges = recipe.edges()
    found = checked(pair(graph_of(recipe.n, edges, part=recipe.part), as_it_is), edges)
    count, total = other_solver(edges)
    assert len(found.pairs) == count
    assert found.total == pytest.approx(total, abs=1e-3)


@dataclass(frozen=True, slots=True)
class Sparse:
    """A graph of the `best` candidates of each, and honest ceilings for the twos that it leaves out."""

    recipe: Recipe
    best: int
    share: float
    """How much of a two left out the first of them answers for."""

    def graph(self) -> Graph:
        edges = self.recipe.edges()
        of_each = [sorted((e for e in edges if i in e[:2]), key=lambda e: -e[2])[: self.best] for i in range(self.n)]
        kept = sorted({edge for some in of_each for edge in some})
        ceiling = [-np.inf] * self.n
        for a, b, fit in set(edges) - set(kept):
            ceiling[a] = max(ceiling[a], self.share * fit, fit - self.share * fit)
            ceiling[b] = max(ceiling[b], self.share * fit, fit - self.share * fit)
        return graph_of(self.n, kept, ceiling, self.recipe.part)

    @property
    def n(self) -> int:
        return self.recipe.n

    def wider(self, known: Graph, tempted: Ints) -> Graph:
        """Leave out no two of those tempted."""
        edges = {(a, b, fit) for a, b, fit in self.recipe.edges() if {a, b} & set(tempted.tolist())}
        edges |= set(zip(known.a.tolist(), known.b.tolist(), known.fit.tolist(), strict=True))
        ceiling = known.ceiling.copy()
        ceiling[tempted] = -np.inf
        return graph_of(self.n, sorted(edges), ceiling.tolist(), self.recipe.part)


SPARSE = st.builds(Sparse, recipes(40), st.integers(1, 6), st.sampled_from([0.5, 0.3, 0.9]))
WAYS = st.sampled_from(["whole", "exits-off", "out-of-time"])


@contextmanager
def solved_by(way: str) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        if way == "exits-off":
            patch.setattr(blossom, "EXITS_UP_TO", 0)
        if way == "out-of-time":
            patch.setattr(solving, "mates", lambda *_: None)
        yield


@settings(max_examples=200)
@given(SPARSE, WAYS, st.booleans())
def test_nothing_that_is_left_out_beats_the_bound(sparse: Sparse, way: str, grows: bool) -> None:
    edges = sparse.recipe.edges()
    with solved_by(way):
        found = checked(pair(sparse.graph(), sparse.wider if grows else as_it_is), edges)
    count, total = other_solver(edges)
    assert len(found.pairs) <= count
    assert found.bound >= total - 1e-5 * max(count, 1)
    assert (found.solver is Solver.NEAR_OPTIMAL) == (way == "out-of-time" and bool(edges))
    if found.is_proven:
        assert found.total >= total - 2e-5 * max(count, 1)


@settings(max_examples=3)
@given(SPARSE)
def test_a_process_of_its_own_gives_the_same(sparse: Sparse) -> None:
    graph = sparse.graph()
    here = pair(graph, as_it_is)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blossom, "IN_PROCESS_UP_TO", 0)
        patch.setattr(pairing, "IN_PROCESS_UP_TO", 0)
        there = pair(graph, as_it_is)
    assert there.total == pytest.approx(here.total, abs=1e-6)
    assert there.bound == pytest.approx(here.bound, abs=1e-6)
    assert np.array_equal(there.pairs, here.pairs)
