from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from matching.relations import Relations, joined, reporting_lines

IDS = "ABCDE"
PLACES = {one: place for place, one in enumerate(IDS)}
LISTS = st.dictionaries(st.sampled_from(IDS), st.frozensets(st.sampled_from("ABCDEX")))
MANAGERS = st.dictionaries(st.sampled_from(IDS), st.sampled_from("ABCDEX"))


def related(relations: Relations) -> set[tuple[str, str]]:
    a, b = (np.array(side) for side in zip(*product(range(5), repeat=2), strict=True))
    hold = relations.hold(a, b)
    return {(IDS[i], IDS[j]) for i, j, is_so in zip(a, b, hold, strict=True) if is_so}


def both_ways(*twos: str) -> set[tuple[str, str]]:
    return {(two[0], two[1]) for two in twos} | {(two[1], two[0]) for two in twos}


@given(LISTS)
def test_a_list_is_read_both_ways(lists: dict[str, frozenset[str]]) -> None:
    expected = both_ways(*(one + other for one, others in lists.items() for other in others if other not in (one, "X")))
    assert related(joined(lists.items(), PLACES)) == expected


def test_somebody_who_is_not_in_the_run_does_no_harm() -> None:
    assert related(joined([("A", ["X", "B"])], PLACES)) == both_ways("AB")


def test_nobody_is_related_to_anybody_where_there_are_no_lists() -> None:
    assert related(joined([], PLACES)) == set()


def test_everybody_above_is_in_the_line_and_peers_are_not() -> None:
    lines = reporting_lines({"A": "B", "B": "C", "D": "B", "C": "X"}, PLACES)
    assert related(lines) == both_ways("AB", "AC", "BC", "DB", "DC")


@given(MANAGERS)
def test_circles_of_managers_end_and_relate_all_on_them(manager_of: dict[str, str]) -> None:
    reached = set(manager_of.items())
    while more := {(a, d) for a, b in reached for c, d in reached if b == c} - reached:
        reached |= more
    expected = both_ways(*(a + b for a, b in reached if a != b and b != "X"))
    assert related(reporting_lines(manager_of, PLACES)) == expected
