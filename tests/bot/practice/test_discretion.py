"""No preview counts fewer than five people, and nobody can reckon such a number from what is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.practice.discretion import FEWEST, Few, Findings, discreet

REASONS = "ABCDE"


@st.composite
def runs(draw: st.DrawFn) -> tuple[int, int, dict[str, int]]:
    """Draw people suggested, in how many groups of two to six, and people left over by reason."""
    sizes = draw(st.lists(st.integers(2, 6), max_size=30))
    return sum(sizes), len(sizes), draw(st.dictionaries(st.sampled_from(REASONS), st.integers(1, 40)))


@given(runs())
def test_every_number_and_what_remains_beside_it_hold_five_people(run: tuple[int, int, dict[str, int]]) -> None:
    found = discreet(*run)
    parts = [one for one in (found.suggested, found.left, *(count for _, count in found.because)) if one is not None]
    if found.looking is None:
        assert parts == []
        return
    assert found.looking >= FEWEST
    assert all(FEWEST <= one <= found.looking - FEWEST for one in parts)


@given(runs())
def test_no_difference_between_numbers_tells_of_fewer_than_five(run: tuple[int, int, dict[str, int]]) -> None:
    found = discreet(*run)
    named = sum(count for _, count in found.because)
    if found.left is not None:
        assert found.left - named == 0 or found.left - named >= FEWEST
        assert found.suggested is not None
        assert found.suggested - 2 * (found.groups or 0) >= FEWEST
    elif found.looking is not None:
        assert found.looking - named >= FEWEST
        assert found.groups is None


@given(runs())
def test_what_is_shown_is_true(run: tuple[int, int, dict[str, int]]) -> None:
    suggested, groups, left = run
    found = discreet(*run)
    assert found.looking in {None, suggested + sum(left.values())}
    assert found.suggested in {None, suggested}
    assert found.left in {None, sum(left.values())}
    assert all(left[reason] == count for reason, count in found.because)
    assert (found.groups or 0) <= groups


@pytest.mark.parametrize(
    ("suggested", "groups", "left", "shown"),
    [
        (2, 1, {"A": 2}, Findings(None, Few.BOTH)),
        (6, 3, {"A": 3}, Findings(9, Few.BOTH)),
        (20, 9, {}, Findings(20, Few.LEFT)),
        (20, 9, {"A": 4}, Findings(24, Few.LEFT)),
        (2, 1, {"A": 12, "B": 6}, Findings(20, Few.SUGGESTED, because=(("A", 12),))),
        (20, 10, {"A": 7, "B": 5}, Findings(32, None, 20, 5, 12, (("A", 7), ("B", 5)))),
        (20, 10, {"A": 7, "B": 3, "C": 2}, Findings(32, None, 20, 5, 12, (("A", 7),))),
        (20, 10, {"A": 7, "B": 6, "C": 1}, Findings(34, None, 20, 5, 14, (("A", 7),))),
        (12, 6, {"A": 5, "B": 4}, Findings(21, None, 12, None, 9)),
        (1000, 498, {"A": 50}, Findings(1050, None, 1000, 495, 50, (("A", 50),))),
    ],
)
def test_small_numbers_are_merged_or_kept_back(
    suggested: int, groups: int, left: dict[str, int], shown: Findings[str]
) -> None:
    assert discreet(suggested, groups, left) == shown
