"""Say why somebody was left without a group, and which one choice of theirs would open most."""

from collections.abc import Iterator

import numpy as np

from matching.conditions import CONDITIONS
from matching.population import Places, Population
from matching.profile import LeftOver, Nearest
from matching.vocabulary import Unmatched

_ASKED = 4096
"""Others whom each is compared with; of more, so many evenly spread, and numbers are then estimates."""


def left_over(people: Population, members: Places, with_choice: Places) -> Iterator[LeftOver]:
    """Explain each of `members`; those `with_choice` could meet somebody, who went to others."""
    could = set(with_choice.tolist())
    looking = np.flatnonzero(people.has_room)
    for place in members.tolist():
        if not people.has_room[place]:
            yield LeftOver(people.profiles[place].id, Unmatched.AT_LIMIT, None)
        else:
            yield _explained(people, place, looking[looking != place], place in could)


def _explained(people: Population, place: int, others: Places, could_meet: bool) -> LeftOver:
    member = people.profiles[place].id
    if not len(others):
        return LeftOver(member, Unmatched.ALONE, None)
    asked = others[np.unique(np.linspace(0, len(others) - 1, _ASKED).astype(np.intp))]
    me = np.full(len(asked), place)
    fails = np.stack([~condition.holds(people, me, asked) for condition in CONDITIONS])
    number = fails.sum(axis=0)
    nearest = _nearest(np.bincount(fails[:, number == 1].argmax(axis=0), minlength=len(CONDITIONS)), others, asked)
    if could_meet or not number.all():
        return LeftOver(member, Unmatched.NOT_THIS_TIME, nearest)
    first = np.bincount(fails.argmax(axis=0), minlength=len(CONDITIONS))
    return LeftOver(member, CONDITIONS[int(first.argmax())].reason, nearest)


def _nearest(opened: Places, others: Places, asked: Places) -> Nearest | None:
    """Give the choice that alone keeps most others away, given how many each condition alone does."""
    counts = [(int(n), c.change) for n, c in zip(opened, CONDITIONS, strict=True) if c.change and n]
    if not counts:
        return None
    most, change = max(counts, key=lambda one: one[0])
    return Nearest(change, round(most * len(others) / len(asked)))
