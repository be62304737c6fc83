"""The sparse graph of candidates: for each member the best others whom they may meet, found by exact search."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from matching.conditions import admissible
from matching.fit import Weights, fit, in_parts
from matching.population import Places, Population
from matching.processor import fast_dtype
from matching.search import Search

DENSE_UP_TO = 500
"""Up to this many members every admissible two are looked at one by one, which is quicker than searching."""

_BRIDGES = 6
_SPARE = 8
"""Others looked at beyond those wanted, since the search rounds."""

Closeness = NDArray[np.float64]
Progress = Callable[[str, float], None]
"""Told the name of a stage and the share of it that is done, from 0 to 1."""


def silent(stage: str, share: float) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Graph:
    """Twos who may meet, by their places, a < b, in order; `ceiling` makes the graph speak for the twos left out.

    No admissible two without an edge fit better than the sum of their ceilings; -inf where there are none.
    """

    a: Places
    b: Places
    fit: NDArray[np.float64]
    ceiling: NDArray[np.float64]
    part: Places
    """By member: whoever may meet is of the same part, which is their cadence."""


def graph(people: Population, places: Places, best: int, weights: Weights, progress: Progress = silent) -> Graph:
    """Join each of `places` with their `best` admissible others, or with all of them where they have fewer."""
    if len(places) <= DENSE_UP_TO:
        first, second = np.triu_indices(len(places), 1)
        return _joined(people, places[first], places[second], weights)
    search = Search(people, places, best, weights, fast_dtype())
    found, done = [_bridges(people, places)], 0
    for looked_at, twos in search.run():
        found.append(_keys(people, *twos))
        done += looked_at
        progress("neighbours", done / len(places))
    return _of_keys(people, np.unique(np.concatenate(found)), search.ceiling, weights)


def widened(people: Population, places: Places, known: Graph, among: Places, weights: Weights) -> Graph:
    """Join `places` with all whom they may meet `among` others, so that none of theirs is left out."""
    a, b = np.repeat(places, len(among)), np.tile(among, len(places))
    apart = a != b
    a, b = a[apart], b[apart]
    may = admissible(people, a, b)
    keys = np.setdiff1d(_keys(people, a[may], b[may]), _keys(people, known.a, known.b))
    fresh = _of_keys(people, keys, known.ceiling.copy(), weights)
    fresh.ceiling[places] = -np.inf
    order = np.argsort(np.concatenate([_keys(people, known.a, known.b), keys]))
    a, b = np.concatenate([known.a, fresh.a])[order], np.concatenate([known.b, fresh.b])[order]
    return Graph(a, b, np.concatenate([known.fit, fresh.fit])[order], fresh.ceiling, fresh.part)


def closest(people: Population, most: int, progress: Progress = silent) -> Iterator[tuple[Places, Places, Closeness]]:
    """Yield members, by place, with others whom they may meet and how close they are; `most` for each, best first."""
    search = Search(people, np.arange(len(people)), most + _SPARE, Weights(1, 0, 0, 0, 0, 0), torch.float32)
    done = 0
    for looked_at, (rows, others) in search.run():
        near = in_parts(people.closeness, rows, others)
        order = np.lexsort((others, -near, rows))
        rows, others, near = rows[order], others[order], near[order]
        rank = np.arange(len(rows)) - np.searchsorted(rows, rows)
        yield rows[rank < most], others[rank < most], near[rank < most]
        done += looked_at
        progress("neighbours", done / len(people))


def _bridges(people: Population, places: Places) -> Places:
    """Join each with those next in an order of like members.

    Where hundreds have the same goal, all would else have the same few candidates, and most would be left out.
    """
    order = places[np.lexsort((people.vectors[places, 0], people.commitment[places], people.cadence[places]))]
    a = np.concatenate([order[:-step] for step in range(1, _BRIDGES + 1)])
    b = np.concatenate([order[step:] for step in range(1, _BRIDGES + 1)])
    may = admissible(people, a, b)
    return _keys(people, a[may], b[may])


def _joined(people: Population, a: Places, b: Places, weights: Weights) -> Graph:
    may = admissible(people, a, b)
    return _of_keys(people, _keys(people, a[may], b[may]), np.full(len(people), -np.inf), weights)


def _keys(people: Population, a: Places, b: Places) -> Places:
    return np.minimum(a, b) * len(people) + np.maximum(a, b)


def _of_keys(people: Population, keys: Places, ceiling: NDArray[np.float64], weights: Weights) -> Graph:
    a, b = np.divmod(keys, max(len(people), 1))
    return Graph(a, b, in_parts(lambda x, y: fit(people, x, y, weights), a, b), ceiling, people.cadence.astype(np.intp))
