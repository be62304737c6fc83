"""Other ways to pair the same people: `python -m tests.benchmarks.rivals SOLVER dense|sparse MEMBERS`."""

import json
import sys
import time
from collections.abc import Callable, Iterable

import networkx
import numpy as np
import rustworkx
from numpy.typing import NDArray

from tests.benchmarks.dense import Twos, dense, sparse
from tests.benchmarks.one_run import SEED

_STEPS = 1_000_000
"""Steps of a fit in whole numbers, which both libraries need for an exact answer."""

Pairs = Iterable[tuple[int, int]]


def by_networkx(twos: Twos) -> Pairs:
    """Solve exactly in Python."""
    graph = networkx.Graph()
    graph.add_weighted_edges_from(_weighted(twos))
    found: Pairs = networkx.max_weight_matching(graph, maxcardinality=True)
    return found


def by_rustworkx(twos: Twos) -> Pairs:
    """Solve exactly in Rust."""
    graph: rustworkx.PyGraph[None, int] = rustworkx.PyGraph(multigraph=False)
    graph.extend_from_weighted_edge_list(_weighted(twos))
    return rustworkx.max_weight_matching(graph, max_cardinality=True, weight_fn=int)


def greedily(twos: Twos) -> Pairs:
    """Take the best two who are both free, again and again."""
    return _first_come(twos, np.argsort(-twos.fit, kind="stable"))


def at_random(twos: Twos) -> Pairs:
    """Take any two who may meet and are both free, again and again."""
    return _first_come(twos, np.random.default_rng(SEED).permutation(len(twos.a)))


SOLVERS: dict[str, Callable[[Twos], Pairs]] = {
    "networkx": by_networkx,
    "rustworkx": by_rustworkx,
    "greedy": greedily,
    "random": at_random,
}
GRAPHS: dict[str, Callable[[int], Twos]] = {"dense": dense, "sparse": sparse}


def main(solver: str, graph: str, members: int) -> None:
    """Print pairs, total fit and the seconds of the solver alone as JSON."""
    twos = GRAPHS[graph](members)
    began = time.perf_counter()
    pairs = np.sort(list(SOLVERS[solver](twos)), axis=1)
    seconds = time.perf_counter() - began
    keys, chosen = twos.a * members + twos.b, pairs[:, 0] * members + pairs[:, 1]
    total = float(twos.fit[np.isin(keys, chosen)].sum())
    print(json.dumps({"seconds": seconds, "twos": len(keys), "pairs": len(pairs), "total": total}))


def _weighted(twos: Twos) -> list[tuple[int, int, int]]:
    steps = np.rint(twos.fit * _STEPS).astype(int).tolist()
    return list(zip(twos.a.tolist(), twos.b.tolist(), steps, strict=True))


def _first_come(twos: Twos, order: NDArray[np.intp]) -> Pairs:
    free = set(twos.a.tolist()) | set(twos.b.tolist())
    for a, b in zip(twos.a[order].tolist(), twos.b[order].tolist(), strict=True):
        if a in free and b in free:
            free -= {a, b}
            yield a, b


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
