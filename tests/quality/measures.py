"""How often a goal's true partner is found among many, with bootstrap intervals."""

from dataclasses import dataclass

import numpy as np
import pymatching
from numpy.typing import NDArray
from scipy.sparse import csc_array

from matching.crowding import crowding

Floats = NDArray[np.float64]
_STEPS = 1 << 22
_DRAWS = 2_000


@dataclass(frozen=True, slots=True)
class Figure:
    """A mean over pairs and where 95 % of its bootstrap samples lie."""

    mean: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.mean:.3f} ({self.low:.3f}–{self.high:.3f})"


def closenesses(vectors: NDArray[np.float32], corrected: bool) -> Floats:
    """Give the closeness of every two (n × n), corrected for crowding if asked, and -inf of each to itself."""
    close = (vectors @ vectors.T).astype(np.float64)
    if corrected:
        taken = crowding(vectors)
        close -= taken[:, None] + taken[None, :]
    np.fill_diagonal(close, -np.inf)
    return close


def ranks(close: Floats, pairs: int) -> NDArray[np.int64]:
    """Give for both of each pair (p × 2) the rank of the other among all that are in the pool, from 1.

    The pool is `pairs` goals, then their partners, then any distractors.
    """
    own = np.arange(2 * pairs)
    partner = close[own, (own + pairs) % (2 * pairs)]
    rank: NDArray[np.int64] = 1 + (close[: 2 * pairs] > partner[:, None]).sum(axis=1)
    return rank.reshape(2, pairs).T


def recovered(close: Floats) -> Floats:
    """Give 1 for each pair that is together in the pairing of greatest total closeness, else 0.

    The pool is as many goals as partners, without distractors.
    """
    pairs = len(close) // 2
    a, b = np.triu_indices(2 * pairs, k=1)
    dearer = close[a, b].max() - close[a, b]
    # The solver takes any edges that leave each an odd number: with this much for each edge, one is cheapest.
    costs = np.rint((dearer + 2 * dearer.max()) * (_STEPS / max(dearer.max(), 1e-9)))
    two = np.arange(len(a))
    edges = csc_array((np.ones(2 * len(a), dtype=np.uint8), (np.r_[a, b], np.r_[two, two])), shape=(2 * pairs, len(a)))
    solver = pymatching.Matching.from_check_matrix(edges, weights=costs)
    mates = np.asarray(solver.decode_to_matched_dets_array(np.ones(2 * pairs, dtype=np.uint8)))
    together: Floats = (np.abs(mates[:, 0] - mates[:, 1]) == pairs).astype(np.float64)
    return together


def figure(values: Floats) -> Figure:
    """Give the mean of one value for each pair, with its interval; the same draws every time."""
    drawn = np.random.default_rng(0).integers(len(values), size=(_DRAWS, len(values)))
    low, high = np.quantile(values[drawn].mean(axis=1), [0.025, 0.975])
    return Figure(float(values.mean()), float(low), float(high))
