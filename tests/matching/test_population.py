from dataclasses import fields
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.population import UNKNOWN, gather
from matching.profile import Profile
from matching.vocabulary import Format, Size
from tests.matching.build import MONDAY, alike, people, profile, random_vectors
from tests.matching.populations import profiles


@settings(max_examples=50)
@given(profiles(), st.randoms(use_true_random=False))
def test_the_order_of_the_input_is_irrelevant(members: list[Profile], chance: Random) -> None:
    vectors = random_vectors(len(members), seed=1)
    order = list(range(len(members)))
    chance.shuffle(order)
    one, other = gather(members, vectors, MONDAY), gather([members[i] for i in order], vectors[order], MONDAY)
    assert one.profiles == other.profiles
    for column in {field.name for field in fields(one)} - {"profiles", "weeks", "avoiding", "met", "lines"}:
        assert np.array_equal(getattr(one, column), getattr(other, column)), column
    assert [r.keys.tolist() for r in (one.avoiding, one.met, one.lines)] == [
        r.keys.tolist() for r in (other.avoiding, other.met, other.lines)
    ]
    assert np.array_equal(one.weeks.free, other.weeks.free)


def test_each_member_has_the_row_of_their_own_goal() -> None:
    vectors = random_vectors(3, seed=2)
    population = gather([profile("C"), profile("A"), profile("B")], vectors, MONDAY)
    assert population.ids([2, 0]) == ("A", "C")
    assert np.array_equal(population.vectors, vectors[[1, 2, 0]])


def test_settings_become_columns() -> None:
    written, call = Format.WRITTEN, Format.CALL_15
    population = people(
        profile("A", team="red", formats=frozenset({written, call}), waited=3),
        profile("B", team="blue", sizes=frozenset({Size.CIRCLE}), active=2),
        profile("C", active=1),
        profile("D", team="red"),
    )
    assert population.formats.tolist() == [0b1001, 0b1000, 0b1000, 0b1000]
    assert population.sizes.tolist() == [0b011, 0b100, 0b011, 0b011]
    assert population.team.tolist() == [0, 1, UNKNOWN, 0]
    assert population.has_room.tolist() == [True, False, True, True]
    assert population.waited.tolist() == [3, 0, 0, 0]


def test_vectors_that_do_not_belong_to_the_members_are_refused() -> None:
    with pytest.raises(ValueError, match="2 members and 1 vectors"):
        gather([profile("A"), profile("B")], random_vectors(1, seed=3), MONDAY)


def test_nobody_is_gathered_twice() -> None:
    with pytest.raises(ValueError, match="twice"):
        gather([profile("A"), profile("A")], random_vectors(2, seed=3), MONDAY)


def test_nobody_at_all_is_an_ordinary_case() -> None:
    assert len(gather([], alike([]), MONDAY)) == 0


def test_vectors_are_never_printed() -> None:
    population = gather([profile("A")], np.full((1, 4), 0.5, dtype=np.float32), MONDAY)
    assert "0.5" not in repr(population)
    assert "vectors" not in repr(population)
