import pytest

from matching.candidates import gather
from matching.groups import group_of
from matching.profile import Group, Profile
from matching.vocabulary import Because, Commitment, Format, Period
from tests.matching.build import MONDAY, directions, every_day, profile

CALL = frozenset({Format.CALL_30})


def together(degrees: float, *profiles: Profile) -> Group:
    vectors = directions(*(i * degrees for i in range(len(profiles))))
    return group_of(*gather(profiles, vectors, MONDAY))


def test_everything_in_common_is_said_strongest_first() -> None:
    group = together(10, profile("A", formats=CALL), profile("B", formats=CALL))
    assert group.because == tuple(Because)
    assert group.overlap_minutes == 7 * 180


def test_only_what_is_true_is_said() -> None:
    group = together(80, profile("A"), profile("B", commitment=Commitment.LIGHT, period=Period.DAYS_30))
    assert group.because == (Because.CADENCE,)


def test_hours_are_not_claimed_for_a_few_scattered_minutes() -> None:
    formats = CALL | {Format.WRITTEN}
    group = together(10, profile("A", formats=formats), profile("B", formats=formats, hours=every_day(710, 900)))
    assert Because.HOURS not in group.because
    assert group.overlap_minutes == 7 * 10


def test_closeness_of_three_is_the_mean_over_their_twos() -> None:
    group = together(60, profile("A"), profile("B"), profile("C"))
    assert group.closeness == pytest.approx((0.5 + 0.5 - 0.5) / 3, abs=1e-6)


def test_members_stand_in_the_order_of_their_ids() -> None:
    assert together(10, profile("C"), profile("A"), profile("B")).members == ("A", "B", "C")
