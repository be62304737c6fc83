from collections import Counter
from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.rotation import rounds

CIRCLES = st.lists(st.integers(), min_size=2, max_size=15, unique=True)


@given(CIRCLES)
def test_everybody_meets_everybody_exactly_once(circle: list[int]) -> None:
    met = [frozenset(two) for two in chain.from_iterable(rounds(circle))]
    assert Counter(met) == Counter(frozenset(two) for two in combinations(circle, 2))


@given(CIRCLES)
def test_nobody_is_in_two_twos_of_a_round(circle: list[int]) -> None:
    for twos in rounds(circle):
        present = list(chain.from_iterable(twos))
        assert len(present) == len(set(present))


@given(CIRCLES)
def test_the_rounds_are_as_few_as_can_be_and_each_of_an_odd_number_sits_out_once(circle: list[int]) -> None:
    found = rounds(circle)
    odd = len(circle) % 2
    assert len(found) == len(circle) - 1 + odd
    sat_out = Counter(member for twos in found for member in set(circle) - set(chain.from_iterable(twos)))
    assert sat_out == Counter(dict.fromkeys(circle, 1) if odd else {})


def test_four_meet_in_three_months() -> None:
    assert rounds(["Ada", "Ben", "Cleo", "Dan"]) == (
        (("Ada", "Dan"), ("Ben", "Cleo")),
        (("Ada", "Cleo"), ("Dan", "Ben")),
        (("Ada", "Ben"), ("Cleo", "Dan")),
    )


@pytest.mark.parametrize("circle", [[], ["Ada"]])
def test_fewer_than_two_have_nobody_to_meet(circle: list[str]) -> None:
    assert rounds(circle) == ()
