"""What makes a goal look close to everything, so that it can be taken off again.

Some vectors are near to very many others ("hubs"; Radovanović et al., JMLR 11, 2010) and would be everybody's closest.
Cross-domain similarity local scaling (CSLS, arXiv 1710.04087) subtracts how near each of two is to its own neighbours.
"""

import numpy as np
from numpy.typing import NDArray

NEIGHBOURS = 10
"""How many neighbours tell how crowded it is around a goal, as in the paper."""
SAMPLE = 1024
"""Members among whom the neighbours are sought in a larger run; evenly spread over the order of ids."""
_AT_ONCE = 4096


def crowding(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Give for each unit row (n × d) half of how much nearer its neighbours are than is usual in this run.

    Halves of two members are taken off their cosine; the mean over all is 0, so the scale stays that of a cosine. In a
    small run neighbours are nearly everybody and tell little, so less is taken off, and nothing up to 11 members.
    """
    n = len(vectors)
    if n <= NEIGHBOURS + 1:
        return np.zeros(n, dtype=np.float32)
    sample = np.unique(np.linspace(0, n - 1, min(n, SAMPLE)).astype(np.intp))
    near = np.concatenate([_nearness(vectors, sample, i) for i in range(0, n, _AT_ONCE)])
    trust = 1 - NEIGHBOURS / (len(sample) - 1)
    half: NDArray[np.float32] = (trust * (near - near.mean()) / 2).astype(np.float32)
    return half


def _nearness(vectors: NDArray[np.float32], sample: NDArray[np.intp], first: int) -> NDArray[np.float32]:
    """Give the mean cosine with the nearest of the sample for a block of rows, themselves left out."""
    cosines = vectors[first : first + _AT_ONCE] @ vectors[sample].T
    own = (sample >= first) & (sample < first + _AT_ONCE)
    cosines[sample[own] - first, np.flatnonzero(own)] = -np.inf
    nearest: NDArray[np.float32] = np.partition(cosines, -NEIGHBOURS, axis=1)[:, -NEIGHBOURS:].mean(axis=1)
    return nearest
