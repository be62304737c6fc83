"""Say why somebody was left without a group, and which one choice of theirs would open most."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from matching.conditions import CONDITIONS, hours_in_common, needs_no_hour
from matching.population import Places, Population
from matching.profile import LeftOver, Nearest
from matching.vocabulary import Change, Unmatched

_ASKED = 4096
"""Others whom each is compared with; of more, so many evenly spread, and numbers are then estimates."""

Fails = NDArray[np.bool_]
"""Conditions × others."""


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
    nearest = _nearest(people, me, asked, fails, len(others) / len(asked))
    if could_meet or not fails.any(axis=0).all():
        return LeftOver(member, Unmatched.NOT_THIS_TIME, nearest)
    first = np.bincount(fails.argmax(axis=0), minlength=len(CONDITIONS))
    return LeftOver(member, CONDITIONS[int(first.argmax())].reason, nearest)


def _nearest(people: Population, me: Places, asked: Places, fails: Fails, each: float) -> Nearest | None:
    """Give the choice that alone keeps most others away; each of those asked stands for as many as `each` says."""
    opened = [
        (int((fails.any(axis=0) & ~_still_fails(people, me, asked, fails, condition.change)).sum()), condition.change)
        for condition in CONDITIONS
        if condition.change
    ]
    most, change = max(opened, key=lambda one: one[0])
    return Nearest(change, round(most * each)) if most else None


def _still_fails(people: Population, me: Places, asked: Places, fails: Fails, change: Change) -> NDArray[np.bool_]:
    """Tell which others would stay out of reach if a member were free in one choice."""
    left = fails.copy()
    for row, condition in enumerate(CONDITIONS):
        if condition.change is change:
            left[row] = False
        elif condition.holds is hours_in_common and change is Change.FORMAT:
            left[row] &= ~(needs_no_hour(people, asked) | people.weeks.half_hour(me, asked))
    still: NDArray[np.bool_] = np.asarray(left.any(axis=0))
    return still
