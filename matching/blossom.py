"""Exact matching of greatest total worth, by PyMatching's sparse blossom (arXiv 2303.15933).

The library wants the cheapest way to bring every member to somebody else or to the boundary, in whole numbers below
2^24. So two cost 2 B less their worth and being alone costs B, where B is large, or three edges that meet in one member
could be cheaper than one. Worth is counted from prices, which leaves the solver little to do.
"""

import io
import math
import signal
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

import numpy as np
import pymatching
from numpy.typing import NDArray
from scipy.sparse import csc_array

from matching.greedy import ALONE, pair_in_order
from matching.prices import Floats, Ints

Steps = NDArray[np.float64]
"""Whole numbers."""
_BASE = 1 << 22
_MOST = (1 << 24) - 1
EXITS_UP_TO = 3_000
"""With more members, evenness takes the solver long and tells little."""
IN_PROCESS_UP_TO = 5_000
"""Beyond this many members the solver runs in a process of its own, which can be stopped when its time is up."""


@dataclass(frozen=True, slots=True)
class Network:
    """Members 0 to n - 1, twos a < b of them with their worth, and what else each may do."""

    a: Ints
    b: Ints
    worth: Floats
    stake: Floats
    """What staying alone costs each."""
    ceiling: Floats
    """What each is worth beside somebody who is not among the twos, -inf where there is nobody."""
    part: Ints
    """Only members of one part can meet at all."""

    @property
    def has_exits(self) -> bool:
        """Tell whether those who take their ceilings have to be an even number, as in truth."""
        return len(self.ceiling) <= EXITS_UP_TO

    @property
    def alone(self) -> Floats:
        """Give what each is worth without a mate."""
        return -self.stake if self.has_exits else np.maximum(self.ceiling, -self.stake)

    def only(self, members: Ints) -> "Network":
        """Give whole parts by themselves: all their `members`, in order."""
        place = np.full(len(self.part), ALONE, dtype=np.intp)
        place[members] = np.arange(len(members))
        kept = place[self.a] != ALONE
        parts = np.unique(self.part[members], return_inverse=True)[1].astype(np.intp)
        a, b, worth = place[self.a[kept]], place[self.b[kept]], self.worth[kept]
        return Network(a, b, worth, self.stake[members], self.ceiling[members], parts)


def mates(network: Network, price: Floats, seconds: float) -> Ints | None:
    """Give the mate of each member (ALONE for none), or None if that takes more than `seconds`, or the memory.

    Two mates who are not among the twos take their ceilings. Exact to a step in 3 million of what being alone may cost.
    """
    task = _in_steps(network, price)
    if len(network.ceiling) <= IN_PROCESS_UP_TO:
        return solve(**task)
    given = io.BytesIO()
    np.savez(given, allow_pickle=False, **task)
    command = [sys.executable, "-m", __name__, str(math.ceil(seconds))]
    try:
        done = subprocess.run(command, input=given.getvalue(), stdout=subprocess.PIPE, timeout=seconds, check=True)
    except (OSError, subprocess.SubprocessError):  # out of time, or of memory
        return None
    found: Ints = np.load(io.BytesIO(done.stdout), allow_pickle=False)
    return found


def solve(a: Ints, b: Ints, costs: Steps, lone: Steps, out: Ints, through: Ints, fares: Steps) -> Ints:
    """Solve for whole costs of two together, of one alone, and of members `out` who go `through` their part's exit.

    An exit has no need of its own, so an even number goes through it: they pair with one another there.
    """
    n, m, k = len(lone), len(a), len(out)
    exits = int(through.max(initial=-1)) + 1
    two = np.arange(m + k)
    rows = np.concatenate([a, out, b, n + through, np.arange(n)])
    columns = np.concatenate([two, two, np.arange(m + k, m + k + n)])
    edges = csc_array((np.ones(len(rows), dtype=np.uint8), (rows, columns)), shape=(n + exits, m + k + n))
    network = pymatching.Matching.from_check_matrix(edges, weights=np.concatenate([costs, fares, lone]))
    found = np.asarray(network.decode_to_matched_dets_array(np.arange(n + exits) < n))
    twos = found[(found >= 0).all(axis=1)]
    mate = np.full(n, ALONE, dtype=np.intp)
    mate[twos[:, 0]], mate[twos[:, 1]] = twos[:, 1], twos[:, 0]
    return mate


def _in_steps(network: Network, price: Floats) -> dict[str, NDArray[Any]]:
    """Count what everybody loses against their prices, in whole steps."""
    a, b = network.a, network.b
    lone = price - network.alone
    step = max(lone.max(initial=0), 1e-9) / (0.9 * _BASE)
    together = np.maximum(np.rint((price[a] + price[b] - network.worth) / step), 0)
    together += _not_first(a, b, together, len(price))
    out = np.flatnonzero((network.ceiling > -network.stake) & network.has_exits)
    fares = np.rint((price[out] - network.ceiling[out]) / step)
    return {
        "a": a,
        "b": b,
        "costs": np.minimum(2 * _BASE + together, _MOST),
        "lone": _BASE + np.rint(np.maximum(lone, 0) / step),
        "out": out,
        "through": network.part[out],
        "fares": np.minimum(_BASE + np.maximum(fares, 0), _MOST),
    }


def _not_first(a: Ints, b: Ints, costs: Steps, n: int) -> NDArray[np.bool_]:
    """Mark twos whom a greedy pairing leaves out; one step more for them, or equal costs are weighed for minutes."""
    mate = np.full(n, ALONE, dtype=np.intp)
    order = np.argsort(costs, kind="stable")
    pair_in_order(mate, a[order], b[order])
    left_out: NDArray[np.bool_] = mate[a] != b
    return left_out


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.alarm(int(sys.argv[1]))  # whoever started us may be gone by then
    with np.load(io.BytesIO(sys.stdin.buffer.read()), allow_pickle=False) as task:
        np.save(sys.stdout.buffer, solve(**task), allow_pickle=False)
