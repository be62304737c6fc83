"""Pairing in order, the first two first: quick, and seldom far from the best."""

import numpy as np

from matching.prices import Ints

ALONE = -1
"""Stands for nobody among mates."""


def pair_in_order(mate: Ints, a: Ints, b: Ints) -> None:
    """Pair those whose mate is ALONE, going through twos in their order; `mate` is changed in place."""
    free = (mate[a] == ALONE) & (mate[b] == ALONE)
    found = mate.tolist()
    for one, other in zip(a[free].tolist(), b[free].tolist(), strict=True):
        if found[one] == ALONE and found[other] == ALONE:
            found[one], found[other] = other, one
    mate[:] = np.array(found, dtype=np.intp)
