from itertools import combinations

import numpy as np
import pytest

from matching.fit import WEIGHTS, Weights, fit
from matching.groups import describe
from matching.population import gather
from matching.profile import Group, Profile
from matching.vocabulary import Because, Cadence, Commitment, Format, Period
from tests.matching.build import CALL, MONDAY, directions, every_day, profile, random_vectors, two


def together(degrees: float, *profiles: Profile) -> Group:
    """Describe them as one group, their goals so many degrees apart from one to the next."""
    vectors = directions(*(i * degrees for i in range(len(profiles))))
    return describe(gather(profiles, vectors, MONDAY), [tuple(range(len(profiles)))])[0]


def test_everything_in_common_is_said_strongest_first() -> None:
    group = together(10, profile("A", formats=CALL, team="red"), profile("B", formats=CALL, team="blue"))
    assert group.because == tuple(Because)
    assert group.overlap_minutes == 7 * 180


def test_only_what_is_true_is_said() -> None:
    group = together(80, profile("A"), profile("B", commitment=Commitment.LIGHT, period=Period.DAYS_30))
    assert group.because == (Because.CADENCE,)
    assert group.overlap_minutes == 0


def test_hours_are_not_claimed_for_a_few_scattered_minutes() -> None:
    formats = CALL | {Format.WRITTEN}
    group = together(10, profile("A", formats=formats), profile("B", formats=formats, hours=every_day(710, 900)))
    assert Because.HOURS not in group.because
    assert group.overlap_minutes == 7 * 10


@pytest.mark.parametrize(
    ("teams", "is_said"),
    [(("red", "blue", "green"), True), (("red", "blue", "red"), False), (("red", "blue", None), False)],
)
def test_other_teams_are_said_only_if_all_are_known_and_differ(teams: tuple[str | None, ...], is_said: bool) -> None:
    group = together(10, *(profile(m, team=team) for m, team in zip("ABC", teams, strict=True)))
    assert (Because.TEAMS in group.because) is is_said


def test_what_one_of_three_does_not_share_is_not_said() -> None:
    three = [profile("A"), profile("B"), profile("C", period=Period.DAYS_30, cadence=Cadence.MONTHLY)]
    assert together(80, *three).because == (Because.COMMITMENT,)


def test_closeness_and_fit_are_means_over_all_twos() -> None:
    members = [profile(f"U{i}", waited=i, team=str(i)) for i in range(12)]
    population = gather(members, random_vectors(12, seed=1), MONDAY)
    weights = Weights(waited=0.1)
    group = describe(population, [(1, 5, 7, 11)], weights)[0]
    twos = [two(*places) for places in combinations((1, 5, 7, 11), 2)]
    assert group.closeness == pytest.approx(np.mean([population.closeness(*one) for one in twos]))
    assert group.fit == pytest.approx(np.mean([fit(population, *two, weights) for two in twos]))
    assert group.fit != pytest.approx(describe(population, [(1, 5, 7, 11)], WEIGHTS)[0].fit)


def test_groups_of_all_sizes_stand_in_the_order_of_their_ids() -> None:
    members = [profile(f"U{i}") for i in range(9)]
    population = gather(members, random_vectors(9, seed=2), MONDAY)
    groups = describe(population, [(8, 1), (7, 6, 0), (5, 4, 3, 2)])
    assert [group.members for group in groups] == [("U0", "U6", "U7"), ("U1", "U8"), ("U2", "U3", "U4", "U5")]
    assert describe(population, []) == ()
