from datetime import date

import pytest

from matching.pairing import suggest, suggest_for
from matching.profile import Group, Outcome, Profile
from matching.vocabulary import Cadence, Format, Size, Unmatched
from tests.matching.build import BOTH_SIZES, MONDAY, alike, directions, every_day, profile, random_vectors
from tests.matching.checker import breaches, everybody

TWO = frozenset({Size.TWO})
THREE = frozenset({Size.THREE})
CIRCLE = frozenset({Size.CIRCLE})


def names(outcome: Outcome) -> list[str]:
    return ["".join(g.members) for g in outcome.groups]


def test_nobody_at_all_is_an_ordinary_case() -> None:
    assert suggest([], alike([]), MONDAY) == Outcome((), (), MONDAY)


def test_one_member_alone_is_told_so() -> None:
    members = [profile("A")]
    assert suggest(members, alike(members), MONDAY).unmatched == (("A", Unmatched.ALONE),)
    assert suggest_for("A", members, alike(members), MONDAY) is Unmatched.ALONE


def test_two_who_fit_are_a_pair() -> None:
    members = [profile("B"), profile("A")]
    assert names(suggest(members, alike(members), MONDAY)) == ["AB"]


def test_three_who_fit_are_a_trio() -> None:
    members = [profile("A"), profile("B"), profile("C")]
    assert names(suggest(members, alike(members), MONDAY)) == ["ABC"]


def test_close_goals_come_together() -> None:
    members = [profile(m) for m in "ABCD"]
    assert names(suggest(members, directions(0, 90, 5, 95), MONDAY)) == ["AC", "BD"]


def test_more_people_placed_beats_a_closer_pair() -> None:
    weekly, monthly = Cadence.WEEKLY, Cadence.MONTHLY
    members = [
        profile("A", cadence=weekly, sizes=TWO, avoid=frozenset({"C", "D"})),
        profile("B", cadence=weekly, sizes=TWO),
        profile("C", cadence=weekly, sizes=TWO),
        profile("D", cadence=weekly, sizes=TWO, avoid=frozenset({"B"})),
        profile("E", cadence=monthly, sizes=TWO),
    ]
    outcome = suggest(members, directions(0, 60, 61, 120, 0), MONDAY)
    assert names(outcome) == ["AB", "CD"]
    assert outcome.unmatched == (("E", Unmatched.NO_SHARED_CADENCE),)


def test_an_odd_one_out_joins_the_pair_that_is_closest() -> None:
    members = [profile(m) for m in "ABCDE"]
    assert names(suggest(members, directions(0, 1, 90, 91, 100), MONDAY)) == ["AB", "CDE"]


def test_nobody_joins_a_pair_that_wants_to_be_two() -> None:
    members = [profile("A", sizes=TWO), profile("B", sizes=TWO), profile("C")]
    outcome = suggest(members, directions(0, 1, 90), MONDAY)
    assert names(outcome) == ["AB"]
    assert outcome.unmatched == (("C", Unmatched.NOT_THIS_TIME),)


def test_two_odd_ones_out_join_two_different_pairs() -> None:
    apart = frozenset({"X", "Y"})
    members = [*(profile(m) for m in "ABCD"), *(profile(m, sizes=THREE, avoid=apart - {m}) for m in "XY")]
    outcome = suggest(members, directions(0, 1, 90, 91, 2, 3), MONDAY)
    assert sorted(len(g.members) for g in outcome.groups) == [3, 3]
    assert [breaches(g, members, MONDAY) for g in outcome.groups] == [[], []]


@pytest.mark.parametrize("only", [THREE, CIRCLE])
def test_those_who_want_no_pair_form_trios_among_themselves(only: frozenset[Size]) -> None:
    members = [profile(m, sizes=only) for m in "ABCDEF"]
    outcome = suggest(members, directions(0, 90, 1, 91, 2, 92), MONDAY)
    assert names(outcome) == ["ACE", "BDF"]


def test_a_member_who_wants_only_a_circle_is_not_put_with_those_who_want_three() -> None:
    members = [profile("A", sizes=CIRCLE), profile("B", sizes=THREE), profile("C", sizes=THREE)]
    outcome = suggest(members, alike(members), MONDAY)
    assert outcome.groups == ()
    assert dict(outcome.unmatched)["A"] is Unmatched.NO_SHARED_SIZE


def test_an_isolated_member_hears_what_kept_most_others_away() -> None:
    call = frozenset({Format.CALL_30})
    members = [
        *(profile(m, formats=call) for m in "ABCD"),
        profile("E", formats=call, cadence=Cadence.MONTHLY),
        profile("Z", formats=call, hours=every_day(0, 120)),
    ]
    unmatched = dict(suggest(members, alike(members), MONDAY).unmatched)
    assert unmatched == {"E": Unmatched.NO_SHARED_CADENCE, "Z": Unmatched.NO_SHARED_HOURS}


def test_an_avoid_list_is_never_given_as_the_reason() -> None:
    members = [profile("A", avoid=frozenset({"B"})), profile("B")]
    outcome = suggest(members, alike(members), MONDAY)
    assert dict(outcome.unmatched) == dict.fromkeys("AB", Unmatched.NOT_THIS_TIME)


def test_whoever_waited_is_not_left_out_again() -> None:
    far_but_waited = profile("C", sizes=TWO, waited=1)
    members = [profile("A", sizes=TWO), profile("B", sizes=TWO), far_but_waited]
    outcome = suggest(members, directions(0, 1, 50), MONDAY)
    assert [member for member, _ in outcome.unmatched] == ["A"]


def test_unequal_components_are_each_paired_within() -> None:
    weekly = [profile(f"W{i}") for i in range(5)]
    monthly = [profile(f"M{i}", cadence=Cadence.MONTHLY) for i in range(2)]
    outcome = suggest(weekly + monthly, random_vectors(7, seed=3), MONDAY)
    assert sorted(len(g.members) for g in outcome.groups) == [2, 2, 3]
    assert outcome.unmatched == ()


def test_ties_are_settled_the_same_way_in_any_order() -> None:
    members = [profile(f"U{i:02}") for i in range(11)]
    outcome = suggest(members, alike(members), MONDAY)
    assert outcome == suggest(members[::-1], alike(members), MONDAY)
    assert sorted(len(g.members) for g in outcome.groups) == [2, 2, 2, 2, 3]


def test_the_week_is_named_by_its_monday() -> None:
    assert suggest([], alike([]), date(2026, 9, 13)).week_of == MONDAY


def test_beyond_the_dense_limit_everybody_is_still_placed_within_the_conditions() -> None:
    cadences = list(Cadence)
    members = [profile(f"U{i:03}", cadence=cadences[i % 4]) for i in range(402)]
    outcome = suggest(members, random_vectors(402, seed=5, dimensions=16), MONDAY)
    assert everybody(outcome) == sorted(p.id for p in members)
    assert outcome.unmatched == ()
    assert [b for g in outcome.groups for b in breaches(g, members, MONDAY)] == []


def test_out_of_turn_the_closest_admissible_partner_is_found() -> None:
    members = [profile("A"), profile("B", avoid=frozenset({"A"})), profile("C"), profile("D")]
    answer = suggest_for("A", members, directions(0, 1, 10, 40), MONDAY)
    assert isinstance(answer, Group)
    assert answer.members == ("A", "C")


def test_out_of_turn_a_member_who_wants_no_pair_waits_for_the_weekly_run() -> None:
    members: list[Profile] = [profile("A", sizes=THREE), profile("B", sizes=BOTH_SIZES)]
    assert suggest_for("A", members, alike(members), MONDAY) is Unmatched.NOT_THIS_TIME


def test_vectors_that_do_not_belong_to_the_members_are_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        suggest([profile("A"), profile("B")], directions(0), MONDAY)


def test_a_trio_from_those_left_over_needs_a_format_that_suits_all_three() -> None:
    written, recorded, document = Format.WRITTEN, Format.RECORDED, Format.DOCUMENT
    members = [
        profile("A", sizes=THREE, formats=frozenset({written, recorded})),
        profile("B", sizes=THREE, formats=frozenset({recorded, document})),
        profile("C", sizes=THREE, formats=frozenset({document, written})),
    ]
    assert suggest(members, alike(members), MONDAY).groups == ()
