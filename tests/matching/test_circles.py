from collections.abc import Iterable
from itertools import chain, combinations
from typing import Any

import numpy as np
import pytest

from matching import circles, circles_parts
from matching.circles import form
from matching.conditions import admissible
from matching.population import Population, gather
from matching.profile import Profile
from matching.vocabulary import Cadence, Format, Size
from tests.matching.build import MONDAY, alike, directions, every_day, profile, random_vectors

HOUR = 60


@pytest.fixture(params=["all circles compared", "seated and swapped"])
def either_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Form circles of few members as if they were many, too."""
    if request.param == "seated and swapped":
        monkeypatch.setattr(circles, "best_of_all", lambda *_: None)


@pytest.mark.usefixtures("either_way")
def test_close_goals_come_together() -> None:
    people = gather(everybody(8), directions(0, 90, 1, 91, 2, 92, 3, 93), MONDAY)
    assert form(people, np.arange(8), (4,)) == [(0, 2, 4, 6), (1, 3, 5, 7)]


@pytest.mark.usefixtures("either_way")
@pytest.mark.parametrize(
    ("members", "sizes", "placed"),
    [
        (0, (3,), 0),
        (1, (3,), 0),
        (7, (3,), 6),
        (3, (4, 5, 6), 0),
        (5, (4, 5, 6), 5),
        (7, (4, 5, 6), 6),
        (11, (4, 5, 6), 11),
        (13, (4, 5, 6), 13),
    ],
)
def test_circles_take_in_one_or_two_more_rather_than_leave_them_over(
    members: int, sizes: tuple[int, ...], placed: int
) -> None:
    assert len(seated(form(meeting(members), np.arange(members), sizes))) == placed


def test_nobody_is_left_over_among_many_whom_formats_keep_apart() -> None:
    kinds = [frozenset(two) for two in combinations([Format.WRITTEN, Format.RECORDED, Format.DOCUMENT], 2)]
    people = gather(everybody(120, formats=kinds), random_vectors(120, 6), MONDAY)
    found = form(people, np.arange(120), (4,))
    assert seated(found) == list(range(120))
    assert admissible(people, *np.array(found).T).all()


@pytest.mark.usefixtures("either_way")
def test_three_of_whom_any_two_share_an_hour_need_one_for_all() -> None:
    first, second, third = (every_day(start * HOUR, (start + 1) * HOUR) for start in (9, 10, 11))
    members = everybody(3, formats=[frozenset({Format.CALL_30})], hours=[first + second, second + third, first + third])
    people = gather(members, alike(members), MONDAY)
    a, b = np.triu_indices(3, 1)
    assert admissible(people, a, b).all()
    assert form(people, np.arange(3), (3,)) == []


@pytest.mark.usefixtures("either_way")
def test_whoever_waited_is_placed_before_others() -> None:
    members = everybody(4, waited=[0, 0, 0, 1])
    (circle,) = form(gather(members, directions(0, 1, 2, 30), MONDAY), np.arange(4), (3,))
    assert 3 in circle


def test_only_those_are_placed_who_asked_for_the_size_and_were_named() -> None:
    members = everybody(10, sizes=[frozenset({Size.TWO}), frozenset({Size.THREE})])
    assert form(gather(members, alike(members), MONDAY), np.arange(7), (3,)) == [(1, 3, 5)]


def test_each_cadence_has_circles_of_its_own() -> None:
    members = everybody(6, cadence=[Cadence.WEEKLY, Cadence.MONTHLY])
    assert form(gather(members, alike(members), MONDAY), np.arange(6), (3,)) == [(0, 2, 4), (1, 3, 5)]


def test_many_are_placed_in_parts_without_anybody_left_between_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(circles_parts, "PART", 37)
    monkeypatch.setattr(circles, "PART", 37)
    people = meeting(200)
    assert max(len(part) for part in circles_parts.parts(people, np.arange(200))) <= 37
    found = form(people, np.arange(200), (3,))
    assert len(seated(found)) == 198


def test_the_same_seed_gives_the_same_circles_whatever_the_order_of_places() -> None:
    people = meeting(90)
    assert form(people, np.arange(90), (4,), seed=1) == form(people, np.arange(90)[::-1], (4,), seed=1)


def everybody(n: int, **settings: list[Any]) -> list[Profile]:
    """Give n members who chose every size; each list of a setting goes round."""
    return [
        profile(f"U{i:03}", **{"sizes": frozenset(Size)} | {k: v[i % len(v)] for k, v in settings.items()})
        for i in range(n)
    ]


def meeting(n: int) -> Population:
    """Give n members who may all meet and whose goals differ."""
    return gather(everybody(n), random_vectors(n, 5), MONDAY)


def seated(found: Iterable[tuple[int, ...]]) -> list[int]:
    return sorted(chain.from_iterable(found))
