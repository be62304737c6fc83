"""Who meets whom inside a circle that keeps rotating twos (practice, section 6)."""

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def rounds(members: Sequence[T]) -> tuple[tuple[tuple[T, T], ...], ...]:
    """Give rounds of twos in which each meets each once before anyone repeats; of an odd number, each sits out once.

    Source: the circle method, in which one place stays fixed and the others move on by one.
    """
    places = [*range(len(members))]
    if len(places) % 2:
        places.append(-1)  # whoever faces this place sits out
    found = []
    for _ in range(len(places) - 1):
        half = len(places) // 2
        facing = zip(places[:half], reversed(places[half:]), strict=True)
        found.append(tuple((members[a], members[b]) for a, b in facing if -1 not in (a, b)))
        places = [places[0], places[-1], *places[1:-1]]
    return tuple(one for one in found if one)
