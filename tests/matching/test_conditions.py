"""Each hard condition of the practice alone, both ways and for three jointly, and all against a second opinion."""

from datetime import date
from itertools import combinations, permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.conditions import CONDITIONS, admissible
from matching.population import gather
from matching.profile import Profile
from matching.vocabulary import Cadence, Change, Commitment, Format, Size, Unmatched
from tests.matching import checker
from tests.matching.build import CALL, NIGHT, every_day, people, profile, random_vectors, seats
from tests.matching.populations import DATES, profiles

WRITTEN, RECORDED, DOCUMENT = (frozenset({one}) for one in (Format.WRITTEN, Format.RECORDED, Format.DOCUMENT))
TWO, THREE, CIRCLE = (frozenset({size}) for size in Size)
LIGHT = {"commitment": Commitment.LIGHT}


def reasons(*members: Profile) -> set[Unmatched]:
    """Why the members may not meet, which must not depend on who sits where."""
    population, places = people(*members), range(len(members))
    found = [
        {condition.reason for condition in CONDITIONS if not condition.holds(population, *seats(*order))[0]}
        for order in permutations(places)
    ]
    assert all(one == found[0] for one in found)
    assert all(admissible(population, *seats(*order))[0] == (not found[0]) for order in permutations(places))
    return found[0]


def test_two_who_meet_every_condition_may_meet() -> None:
    assert reasons(profile("A"), profile("B")) == set()


def broken_by(other: str) -> dict[Unmatched, dict[str, object]]:
    """Changes of a member that break one condition each with `other`, who is LIGHT."""
    return {
        Unmatched.AT_LIMIT: {"active": 2},
        Unmatched.NO_SHARED_CADENCE: {"cadence": Cadence.MONTHLY},
        Unmatched.NO_SHARED_FORMAT: {"formats": RECORDED},
        Unmatched.NO_SHARED_SIZE: {"sizes": CIRCLE},
        Unmatched.COMMITMENT_TOO_FAR: {"commitment": Commitment.ALL_IN},
        Unmatched.ALREADY_TOGETHER: {"together": frozenset({other})},
        Unmatched.REPORTING_LINE: {"manager": other},
        Unmatched.NOT_THIS_TIME: {"avoid": frozenset({other})},
    }


@pytest.mark.parametrize("reason", broken_by("anybody"))
@pytest.mark.parametrize(("me", "other"), [("A", "B"), ("B", "A")])
def test_each_condition_alone_keeps_two_apart(reason: Unmatched, me: str, other: str) -> None:
    assert reasons(profile(other, **LIGHT), profile(me, **broken_by(other)[reason])) == {reason}


@pytest.mark.parametrize("reason", broken_by("anybody"))
def test_one_two_apart_keeps_three_apart(reason: Unmatched) -> None:
    assert reasons(profile("A", **LIGHT), profile("B"), profile("C", **broken_by("A")[reason])) == {reason}


def test_one_below_the_limit_may_have_one_more() -> None:
    assert reasons(profile("A", active=1), profile("B")) == set()
    assert reasons(profile("A", active=1, limit=1), profile("B")) == {Unmatched.AT_LIMIT}


@pytest.mark.parametrize("steps", [(Commitment.LIGHT, Commitment.STEADY), (Commitment.STEADY, Commitment.ALL_IN)])
def test_one_step_of_commitment_is_near_enough(steps: tuple[Commitment, Commitment]) -> None:
    assert reasons(profile("A", commitment=steps[0]), profile("B", commitment=steps[1])) == set()


def test_one_size_in_common_is_enough() -> None:
    assert reasons(profile("A"), profile("B", sizes=THREE | CIRCLE)) == set()


def test_a_live_format_needs_hours_in_common() -> None:
    night = every_day(*NIGHT)
    assert reasons(profile("A", formats=CALL), profile("B", formats=CALL, hours=night)) == {Unmatched.NO_SHARED_HOURS}


def test_a_shared_written_format_needs_no_hour() -> None:
    both = CALL | WRITTEN
    assert reasons(profile("A", formats=both), profile("B", formats=both, hours=every_day(*NIGHT))) == set()
    one_alone = profile("A", formats=both), profile("B", formats=CALL, hours=every_day(*NIGHT))
    assert reasons(*one_alone) == {Unmatched.NO_SHARED_HOURS}


@pytest.mark.parametrize(("minutes", "why"), [(29, {Unmatched.NO_SHARED_HOURS}), (30, set())])
def test_half_an_hour_is_enough_and_a_minute_less_is_not(minutes: int, why: set[Unmatched]) -> None:
    late = every_day(720 - minutes, 900)
    assert reasons(profile("A", formats=CALL), profile("B", formats=CALL, hours=late)) == why


class TestReportingLine:
    def test_reaches_through_others(self) -> None:
        a, b, c = profile("A", manager="B"), profile("B", manager="C"), profile("C")
        population = people(a, b, c)
        assert not admissible(population, *seats(0, 2))[0]
        assert not admissible(population, *seats(2, 0))[0]

    def test_reaches_through_somebody_who_has_no_room(self) -> None:
        population = people(profile("A", manager="B"), profile("B", manager="C", active=9), profile("C"))
        assert not admissible(population, *seats(0, 2))[0]

    def test_does_not_keep_peers_apart(self) -> None:
        population = people(profile("A", manager="C"), profile("B", manager="C"), profile("C"))
        assert admissible(population, *seats(0, 1))[0]
        assert reasons(profile("A", manager="elsewhere"), profile("B", manager="elsewhere")) == set()

    def test_ends_where_managers_go_round_in_a_circle(self) -> None:
        round_ = [profile("A", manager="B"), profile("B", manager="C"), profile("C", manager="B"), profile("D")]
        population = people(*round_, profile("E", manager="E"))
        apart = {(a, b) for a, b in combinations(range(5), 2) if not admissible(population, *seats(a, b))[0]}
        assert apart == {(0, 1), (0, 2), (1, 2)}


class TestThreeJointly:
    @pytest.mark.parametrize(
        ("name", "choices", "reason"),
        [
            ("formats", (WRITTEN | RECORDED, RECORDED | DOCUMENT, DOCUMENT | WRITTEN), Unmatched.NO_SHARED_FORMAT),
            ("sizes", (TWO | THREE, THREE | CIRCLE, CIRCLE | TWO), Unmatched.NO_SHARED_SIZE),
        ],
    )
    def test_what_suits_each_two_must_suit_all(
        self, name: str, choices: tuple[frozenset[str], ...], reason: Unmatched
    ) -> None:
        trio = [profile(m, **{name: one}) for m, one in zip("ABC", choices, strict=True)]
        assert [reasons(*two) for two in combinations(trio, 2)] == [set(), set(), set()]
        assert reasons(*trio) == {reason}

    def test_half_an_hour_must_suit_all_at_once(self) -> None:
        hours = ((540, 570), (600, 630)), ((600, 630), (660, 690)), ((660, 690), (540, 570))
        trio = [
            profile(m, formats=CALL, hours=(*every_day(*one), *every_day(*other)))
            for m, (one, other) in zip("ABC", hours, strict=True)
        ]
        assert [reasons(*two) for two in combinations(trio, 2)] == [set(), set(), set()]
        assert reasons(*trio) == {Unmatched.NO_SHARED_HOURS}


def test_the_table_is_complete() -> None:
    """Every reason but being alone is given by one condition, every choice of a member is changed by one."""
    assert sorted(c.reason for c in CONDITIONS) == sorted(set(Unmatched) - {Unmatched.ALONE})
    assert sorted(c.change for c in CONDITIONS if c.change) == sorted(Change)


def test_an_avoid_list_gives_a_reason_that_names_none() -> None:
    given_by = {condition.holds.__name__: condition.reason for condition in CONDITIONS}
    assert given_by["nobody_avoids"] is Unmatched.NOT_THIS_TIME


def test_many_groups_are_answered_at_once_and_none_is_an_ordinary_case() -> None:
    population = people(profile("A"), profile("B"), profile("C", cadence=Cadence.MONTHLY))
    assert admissible(population, np.array([0, 0, 1]), np.array([1, 2, 2])).tolist() == [True, False, False]
    nobody = np.zeros(0, dtype=np.intp)
    assert admissible(population, nobody, nobody, nobody).shape == (0,)


@settings(max_examples=100)
@given(profiles(most=7), DATES, st.integers(2, 4))
def test_every_group_is_judged_as_by_a_second_opinion(members: list[Profile], today: date, size: int) -> None:
    population = gather(members, random_vectors(len(members), seed=1), today)
    groups = list(combinations(range(len(members)), size))
    who = list(np.array(groups, dtype=np.intp).reshape(-1, size).T)
    expected = [checker.reasons([population.profiles[i] for i in group], members, today) for group in groups]
    broken = [(condition.reason, ~condition.holds(population, *who)) for condition in CONDITIONS]
    found = [{reason for reason, fails in broken if fails[i]} for i in range(len(groups))]
    assert found == expected
    assert admissible(population, *who).tolist() == [not why for why in expected]
