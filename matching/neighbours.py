"""The graph of members who may meet, as sparse as the number of members asks for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.candidates import Candidate
from matching.fit import blocked, fit

DENSE_UP_TO = 300
"""Up to this many members every admissible two are in the graph, so that the pairing is the exact optimum."""
BEST = 30
"""Beyond that, each member's closest admissible others; whoever has fewer keeps them all."""
_BLOCK = 512
"""Rows of cosines held at a time, so that memory stays far below n x n."""


@dataclass(frozen=True, slots=True)
class Edge:
    """Two members who may meet, by their place in the list, the lower first."""

    a: int
    b: int
    fit: float


def graph(members: Sequence[Candidate]) -> list[Edge]:
    """Give the edges in the order of their places."""
    most = len(members) if len(members) <= DENSE_UP_TO else BEST
    edges: dict[tuple[int, int], Edge] = {}
    for place, cosines in enumerate(_rows(members)):
        for edge in _best_of(place, cosines, members, most):
            edges.setdefault((edge.a, edge.b), edge)
    return [edges[key] for key in sorted(edges)]


def _best_of(place: int, cosines: NDArray[np.float32], members: Sequence[Candidate], most: int) -> Iterator[Edge]:
    """Walk from the closest other outwards until enough admissible ones are found."""
    found = 0
    for other in np.argsort(-cosines, kind="stable").tolist():
        if found == most:
            return
        a, b = sorted((place, other))
        if a != b and blocked(members[a], members[b]) is None:
            found += 1
            yield Edge(a, b, fit(members[a], members[b], float(cosines[other])))


def _rows(members: Sequence[Candidate]) -> Iterator[NDArray[np.float32]]:
    """Yield each member's cosines with everybody."""
    if not members:
        return
    vectors = np.stack([m.vector for m in members])
    for first in range(0, len(members), _BLOCK):
        yield from vectors[first : first + _BLOCK] @ vectors.T
