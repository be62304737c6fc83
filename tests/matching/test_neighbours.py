"""The graph of candidates, against all twos looked at one by one."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from matching import columns, neighbours, search
from matching.conditions import admissible
from matching.fit import WEIGHTS, Weights, fit, in_parts
from matching.neighbours import Graph, closest, graph, widened
from matching.population import Population, gather
from matching.search import Search
from tests.matching.build import MONDAY, directions, profile, random_vectors
from tests.matching.populations import AUTUMN, RECIPES, Recipe, crowd

Table = NDArray[np.float64]
ONLY_CLOSENESS = Weights(1, 0, 0, 0, 0, 0)
BEST = st.integers(1, 12)


@dataclass(frozen=True, slots=True)
class Ways:
    """How a search is done: with what numbers, and in classes by period too or not."""

    dtype: torch.dtype
    by_period: bool
    block: int

    @contextmanager
    def taken(self) -> Iterator[None]:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(neighbours, "DENSE_UP_TO", 0)
            patch.setattr(neighbours, "fast_dtype", lambda: self.dtype)
            patch.setattr(search, "_FINE_FROM", 0 if self.by_period else 10**9)
            patch.setattr(search, "_BLOCK", self.block)
            yield


WAYS = st.builds(Ways, st.sampled_from([torch.bfloat16, torch.float32]), st.booleans(), st.sampled_from([1, 1 << 25]))


def table(people: Population, weights: Weights) -> Table:
    """Exact fits of all twos, -inf where they may not meet."""
    a, b = (side.ravel() for side in np.indices((len(people), len(people))))
    may = admissible(people, a, b) & (a != b)
    return np.where(may, in_parts(lambda x, y: fit(people, x, y, weights), a, b), -np.inf).reshape(
        len(people), len(people)
    )


def excess(people: Population, found: Graph, weights: Weights) -> float:
    """By how much a two without an edge fits better than its ceilings, at most."""
    left_out = table(people, weights)
    left_out[found.a, found.b] = left_out[found.b, found.a] = -np.inf
    a, b = np.nonzero(np.isfinite(left_out))
    return float((left_out[a, b] - found.ceiling[a] - found.ceiling[b]).max(initial=-np.inf))


@settings(max_examples=60)
@given(RECIPES, BEST, WAYS)
def test_each_keeps_the_best_but_for_what_a_rough_fit_cannot_tell(recipe: Recipe, best: int, ways: Ways) -> None:
    """Hours, teams and maybe periods are no part of a rough fit, nor is waiting; whoever has few has all."""
    people = recipe.people()
    fits = table(people, replace(WEIGHTS, waited=0.0))
    with ways.taken():
        rounding, share = columns.roundings(people, WEIGHTS, ways.dtype)
        found = [twos for _, twos in Search(people, np.arange(len(people)), best, WEIGHTS, ways.dtype).run()]
    a, b = (np.concatenate(side) for side in zip(*found, strict=True))
    rest = WEIGHTS.hours + WEIGHTS.teams + WEIGHTS.period * (not ways.by_period)
    for row, exact in enumerate(fits):
        mine = b[a == row]
        assert len(set(mine)) == len(mine) == min(best, np.isfinite(exact).sum())
        others = np.delete(exact, mine)
        assert exact[mine].min(initial=np.inf) >= others.max(initial=-np.inf) - rest - 2 * (rounding + 2 * share)


@settings(max_examples=100)
@given(RECIPES, BEST, WAYS, st.sampled_from([WEIGHTS, Weights(closeness=3), Weights(0.3, 0, 1, 2, 0, 0)]))
def test_no_two_without_an_edge_fit_better_than_their_ceilings(
    recipe: Recipe, best: int, ways: Ways, weights: Weights
) -> None:
    people = recipe.people()
    with ways.taken():
        found = graph(people, np.arange(len(people)), best, weights)
    assert excess(people, found, weights) <= 0


@pytest.mark.parametrize("by_period", [False, True])
@pytest.mark.parametrize("degrees", [43.1025, 43.1, 43.5725, 44.20845])
def test_ceilings_hold_where_rounding_errs_to_one_side_by_the_most(degrees: float, by_period: bool) -> None:
    people = gather([profile(f"U{i}") for i in range(6)], directions(*[degrees] * 6), MONDAY)
    with Ways(torch.bfloat16, by_period, 1 << 25).taken():
        found = graph(people, np.arange(6), 2, WEIGHTS)
    assert excess(people, found, WEIGHTS) <= 0


@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float32])
def test_buckets_lose_nobody_in_a_large_run(dtype: torch.dtype) -> None:
    """Long enough rows that only the best of each bucket is ranked at first."""
    n, best = 1000, 2
    people = gather(crowd(n, seed=1), random_vectors(n, seed=1, dimensions=64), AUTUMN)
    with Ways(dtype, False, 1 << 18).taken():
        found = graph(people, np.arange(n), best, WEIGHTS)
    fits = table(people, WEIGHTS)
    joined = np.full((n, n), False)
    joined[found.a, found.b] = joined[found.b, found.a] = True
    assert (joined <= np.isfinite(fits)).all()
    assert (joined.sum(axis=1) >= np.minimum(best, np.isfinite(fits).sum(axis=1))).all()
    assert excess(people, found, WEIGHTS) <= 0


@settings(max_examples=30)
@given(RECIPES)
def test_a_small_run_is_looked_at_two_by_two(recipe: Recipe) -> None:
    people = recipe.people()
    found = graph(people, np.arange(len(people)), 1, WEIGHTS)
    fits = np.triu(table(people, WEIGHTS), 1)
    a, b = np.nonzero(np.triu(np.isfinite(fits), 1))
    assert (found.a.tolist(), found.b.tolist()) == (a.tolist(), b.tolist())
    assert found.fit == pytest.approx(fits[a, b])
    assert (found.ceiling == -np.inf).all()


@settings(max_examples=30)
@given(RECIPES, BEST, st.data())
def test_only_the_places_that_are_asked_for_are_joined(recipe: Recipe, best: int, data: st.DataObject) -> None:
    people = recipe.people()
    places = np.array(sorted(data.draw(st.sets(st.integers(0, len(people) - 1), min_size=1))))
    with Ways(torch.float32, False, 1 << 25).taken():
        found = graph(people, places, best, WEIGHTS)
    assert np.isin(np.concatenate([found.a, found.b]), places).all()
    assert (np.diff(found.a * len(people) + found.b) > 0).all()
    assert (found.a < found.b).all()
    assert found.fit == pytest.approx(fit(people, found.a, found.b))


@settings(max_examples=30)
@given(RECIPES, BEST, st.data())
def test_a_wider_graph_leaves_out_none_of_some(recipe: Recipe, best: int, data: st.DataObject) -> None:
    people = recipe.people()
    some = np.array(sorted(data.draw(st.sets(st.integers(0, len(people) - 1)))), dtype=np.intp)
    everybody = np.arange(len(people))
    with Ways(torch.float32, False, 1 << 25).taken():
        known = graph(people, everybody, best, WEIGHTS)
    wider = widened(people, some, known, everybody, WEIGHTS)
    before, after = (set(zip(g.a.tolist(), g.b.tolist(), strict=True)) for g in (known, wider))
    first, second = np.nonzero(np.triu(np.isfinite(table(people, WEIGHTS)), 1))
    touched = np.isin(first, some) | np.isin(second, some)
    assert after == before | set(zip(first[touched].tolist(), second[touched].tolist(), strict=True))
    assert len(wider.a) == len(after)
    assert (np.diff(wider.a * len(people) + wider.b) > 0).all()
    assert wider.fit == pytest.approx(fit(people, wider.a, wider.b))
    assert excess(people, wider, WEIGHTS) <= 0


@settings(max_examples=30)
@given(RECIPES, st.integers(1, 5), WAYS)
def test_the_closest_others_come_best_first(recipe: Recipe, most: int, ways: Ways) -> None:
    people = recipe.people()
    near = table(people, ONLY_CLOSENESS)
    with ways.taken():
        off, share = columns.roundings(people, ONLY_CLOSENESS, torch.float32)
        found = list(closest(people, most))
    slack = 2 * (off + 2 * share)
    seen = {}
    for rows, others, closeness in found:
        assert closeness == pytest.approx(near[rows, others], abs=1e-6)
        for row in np.unique(rows):
            seen[int(row)] = others[rows == row]
            assert (np.diff(closeness[rows == row]) <= 0).all()
    for row, exact in enumerate(near):
        mine, expected = seen.get(row, []), np.sort(exact[np.isfinite(exact)])[::-1][:most]
        assert len(set(mine)) == len(mine) == len(expected)
        assert exact[mine] == pytest.approx(expected, abs=slack)


def test_progress_is_told_to_the_end() -> None:
    people = gather(crowd(50, seed=2), random_vectors(50, seed=2), AUTUMN)
    told: list[tuple[str, float]] = []
    with Ways(torch.float32, False, 1).taken():
        graph(people, np.arange(50), 3, WEIGHTS, lambda *news: told.append(news))
    assert {stage for stage, _ in told} == {"neighbours"}
    assert [share for _, share in told] == sorted(share for _, share in told)
    assert told[-1][1] == 1


def test_nobody_at_all_is_an_ordinary_case() -> None:
    nobody = gather([], random_vectors(0, seed=1), MONDAY)
    found = graph(nobody, np.arange(0), 3, WEIGHTS)
    assert len(found.a) == len(found.ceiling) == 0
    assert list(closest(nobody, 3)) == []
