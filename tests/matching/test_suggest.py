"""The front door: who is put together, who is left over and why."""

from datetime import date
from typing import Any

import numpy as np
import pytest

from matching import neighbours
from matching.profile import Group, LeftOver, Outcome
from matching.suggest import nearest, suggest, suggest_for, third_for
from matching.vocabulary import Cadence, Commitment, Format, Size, Solver, Unmatched
from tests.matching.build import (
    BOTH_SIZES,
    CALL,
    MONDAY,
    alike,
    directions,
    every_day,
    profile,
    random_vectors,
    timeless,
)
from tests.matching.checker import breaches, everybody
from tests.matching.populations import AUTUMN, crowd

TWO, THREE, CIRCLE = (frozenset({size}) for size in Size)


def names(outcome: Outcome) -> list[str]:
    return ["".join(g.members) for g in outcome.groups]


def reasons(outcome: Outcome) -> dict[str, Unmatched]:
    return {left.member: left.reason for left in outcome.unmatched}


def test_nobody_at_all_is_an_ordinary_case() -> None:
    outcome = suggest([], alike([]), MONDAY)
    assert (outcome.groups, outcome.unmatched) == ((), ())
    assert (outcome.totals.pairs, outcome.totals.total_fit, outcome.totals.proven) == (0, 0.0, True)
    assert nearest([], alike([]), MONDAY, 3) == []


def test_one_member_alone_is_told_so() -> None:
    alone = LeftOver("A", Unmatched.ALONE, None)
    assert suggest([profile("A")], directions(0), MONDAY).unmatched == (alone,)
    assert suggest_for("A", [profile("A")], directions(0), MONDAY) == alone


@pytest.mark.parametrize(("ids", "groups"), [("BA", ["AB"]), ("CAB", ["ABC"]), ("DCAB", ["AC", "BD"])])
def test_few_who_fit_are_all_placed_in_twos_or_three(ids: str, groups: list[str]) -> None:
    angles = {"A": 0, "B": 90, "C": 5, "D": 95}
    outcome = suggest([profile(m) for m in ids], directions(*(angles[m] for m in ids)), MONDAY)
    assert names(outcome) == groups


def test_more_people_placed_beats_a_closer_pair() -> None:
    members = [
        profile("A", sizes=TWO, avoid=frozenset({"C", "D"})),
        profile("B", sizes=TWO),
        profile("C", sizes=TWO),
        profile("D", sizes=TWO, avoid=frozenset({"B"})),
        profile("E", sizes=TWO, cadence=Cadence.MONTHLY),
    ]
    outcome = suggest(members, directions(0, 60, 61, 120, 0), MONDAY)
    assert names(outcome) == ["AB", "CD"]
    assert reasons(outcome) == {"E": Unmatched.NO_SHARED_CADENCE}


def test_an_odd_one_out_joins_the_pair_that_is_closest() -> None:
    assert names(suggest([profile(m) for m in "ABCDE"], directions(0, 1, 90, 91, 100), MONDAY)) == ["AB", "CDE"]


def test_nobody_joins_a_pair_that_wants_to_be_two() -> None:
    outcome = suggest([profile("A", sizes=TWO), profile("B", sizes=TWO), profile("C")], directions(0, 1, 90), MONDAY)
    assert (names(outcome), reasons(outcome)) == (["AB"], {"C": Unmatched.NOT_THIS_TIME})


def test_two_odd_ones_out_join_two_different_pairs() -> None:
    odd = [profile(m, sizes=THREE, avoid=frozenset("XY") - {m}) for m in "XY"]
    members = [*(profile(m) for m in "ABCD"), *odd]
    outcome = suggest(members, directions(0, 1, 90, 91, 2, 3), MONDAY)
    assert sorted(len(g.members) for g in outcome.groups) == [3, 3]
    assert [breaches(g, members, MONDAY) for g in outcome.groups] == [[], []]


@pytest.mark.parametrize(
    ("only", "ids", "groups"),
    [
        (THREE, "ABCDEF", ["ACE", "BDF"]),
        (CIRCLE, "ABCDEFGH", ["ACEG", "BDFH"]),
        (CIRCLE, "ABCDE", ["ABCDE"]),
        (CIRCLE, "ABC", []),
    ],
)
def test_groups_have_the_size_that_all_of_them_want(only: frozenset[Size], ids: str, groups: list[str]) -> None:
    vectors = directions(*(90 * (i % 2) + i for i in range(len(ids))))
    assert names(suggest([profile(m, sizes=only) for m in ids], vectors, MONDAY)) == groups


def test_a_member_who_wants_only_a_circle_is_not_put_with_those_who_want_three() -> None:
    members = [profile("A", sizes=CIRCLE), profile("B", sizes=THREE), profile("C", sizes=THREE)]
    outcome = suggest(members, alike(members), MONDAY)
    assert outcome.groups == ()
    assert reasons(outcome)["A"] is Unmatched.NO_SHARED_SIZE


def test_a_trio_needs_a_format_that_suits_all_three() -> None:
    written, recorded, document = Format.WRITTEN, Format.RECORDED, Format.DOCUMENT
    formats = {"A": {written, recorded}, "B": {recorded, document}, "C": {document, written}}
    members = [profile(m, sizes=THREE, formats=frozenset(some)) for m, some in formats.items()]
    assert suggest(members, alike(members), MONDAY).groups == ()


def test_each_left_over_is_told_their_own_reason() -> None:
    calls = [profile(m, formats=CALL) for m in "ABCD"]
    others = [profile("E", formats=CALL, cadence=Cadence.MONTHLY), profile("Z", formats=CALL, hours=every_day(0, 120))]
    outcome = suggest([*calls, *others, profile("F", active=2)], alike([*calls, *others, *calls[:1]]), MONDAY)
    assert reasons(outcome) == {
        "E": Unmatched.NO_SHARED_CADENCE,
        "F": Unmatched.AT_LIMIT,
        "Z": Unmatched.NO_SHARED_HOURS,
    }


def test_whoever_waited_is_not_left_out_again() -> None:
    members = [profile("A", sizes=TWO), profile("B", sizes=TWO), profile("C", sizes=TWO, waited=1)]
    assert list(reasons(suggest(members, directions(0, 1, 50), MONDAY))) == ["A"]


def test_ties_are_settled_the_same_way_in_any_order() -> None:
    members = [profile(f"U{i:02}") for i in range(11)]
    outcome = suggest(members, alike(members), MONDAY)
    assert timeless(outcome) == timeless(suggest(members[::-1], alike(members), MONDAY))
    assert sorted(len(g.members) for g in outcome.groups) == [2, 2, 2, 2, 3]


def test_the_week_is_named_by_its_monday() -> None:
    assert suggest([], alike([]), date(2026, 9, 13)).week_of == MONDAY


def test_out_of_turn_the_closest_admissible_partner_is_found() -> None:
    members = [profile("A"), profile("B", avoid=frozenset({"A"})), profile("C"), profile("D")]
    answer = suggest_for("A", members, directions(0, 1, 10, 40), MONDAY)
    assert isinstance(answer, Group)
    assert answer.members == ("A", "C")


def test_out_of_turn_a_member_who_wants_no_pair_waits_for_the_weekly_run() -> None:
    members = [profile("A", sizes=THREE), profile("B", sizes=BOTH_SIZES)]
    assert suggest_for("A", members, alike(members), MONDAY) == LeftOver("A", Unmatched.NOT_THIS_TIME, None)


def test_out_of_turn_somebody_unknown_is_an_error() -> None:
    with pytest.raises(KeyError, match="X"):
        suggest_for("X", [profile("A")], directions(0), MONDAY)


def test_the_third_is_who_fits_both_partners_best() -> None:
    members = [profile(m) for m in "ABCDE"]
    found = third_for(frozenset("AC"), members, directions(0, 30, 20, 11, 90), MONDAY)
    assert found
    assert found.members == ("A", "C", "D")


@pytest.mark.parametrize(
    "keeps_away",
    [
        {"avoid": frozenset("B")},
        {"together": frozenset("B")},
        {"cadence": Cadence.MONTHLY},
        {"formats": CALL},
        {"sizes": TWO},
        {"commitment": Commitment.ALL_IN},
        {"manager": "B"},
        {"active": 2},
    ],
)
def test_a_third_has_to_be_admissible_with_every_partner(keeps_away: dict[str, Any]) -> None:
    partners = [profile("A"), profile("B", commitment=Commitment.LIGHT)]
    members = [*partners, profile("C", **keeps_away)]
    assert third_for(frozenset("AB"), members, alike(members), MONDAY) is None
    free = [*partners, profile("C")]
    found = third_for(frozenset("AB"), free, alike(free), MONDAY)
    assert found
    assert found.members == ("A", "B", "C")


def test_partners_who_ask_for_one_more_are_not_asked_why_they_are_together() -> None:
    partners = [
        profile("A", sizes=TWO, avoid=frozenset("B"), together=frozenset("B"), manager="B", active=2),
        profile("B", sizes=TWO, active=2),
    ]
    members = [*partners, profile("C")]
    assert third_for(frozenset("AB"), members, alike(members), MONDAY) is not None


def test_a_circle_of_four_takes_in_who_wants_a_circle() -> None:
    members = [*(profile(m) for m in "ABCD"), profile("E", sizes=THREE), profile("F", sizes=CIRCLE)]
    found = third_for(frozenset("ABCD"), members, alike(members), MONDAY)
    assert found
    assert found.members == tuple("ABCDF")


def test_nobody_joins_somebody_unknown() -> None:
    with pytest.raises(KeyError, match="X"):
        third_for(frozenset("AX"), [profile("A")], directions(0), MONDAY)


@pytest.mark.parametrize("seed", [1, 2])
def test_a_large_run_keeps_the_conditions_and_its_promise(monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    monkeypatch.setattr(neighbours, "DENSE_UP_TO", 100)
    members = crowd(600, seed)
    vectors = random_vectors(600, seed, dimensions=32)
    outcome = suggest(members, vectors, AUTUMN)
    assert everybody(outcome) == sorted(p.id for p in members)
    assert [broken for group in outcome.groups if (broken := breaches(group, members, AUTUMN))] == []
    monkeypatch.setattr(neighbours, "DENSE_UP_TO", 1000)
    best = suggest(members, vectors, AUTUMN).totals
    assert (best.solver, best.pairs) == (Solver.EXACT, outcome.totals.pairs)
    assert 0.995 * best.total_fit <= outcome.totals.total_fit <= best.total_fit + 1e-3 <= outcome.totals.bound + 2e-3


def test_progress_is_told_for_every_stage() -> None:
    members = [profile(f"U{i}") for i in range(9)]
    told: dict[str, float] = {}
    outcome = suggest(members, random_vectors(9, seed=1), MONDAY, progress=told.__setitem__)
    assert set(told) >= {"conditions", "neighbours", "pairs", "circles", "reasons"}
    assert [stage for stage, _ in outcome.totals.seconds] == list(told)
    assert np.all(np.array([seconds for _, seconds in outcome.totals.seconds]) >= 0)
