import pytest

from matching.candidates import Candidate, gather
from matching.fit import CONDITIONS, WEIGHTS, blocked, fit, overlap
from matching.profile import Profile
from matching.vocabulary import Cadence, Commitment, Format, Period, Size, Unmatched
from tests.matching.build import MONDAY, alike, every_day, profile

CALL = frozenset({Format.CALL_30})
NIGHT = every_day(0, 240)


def candidates(*profiles: Profile) -> list[Candidate]:
    return gather(profiles, alike(profiles), MONDAY)


def fit_of(one: Profile, other: Profile) -> float:
    a, b = candidates(one, other)
    return fit(a, b, 0.4)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"cadence": Cadence.MONTHLY}, Unmatched.NO_SHARED_CADENCE),
        ({"formats": frozenset({Format.RECORDED})}, Unmatched.NO_SHARED_FORMAT),
        ({"sizes": frozenset({Size.CIRCLE})}, Unmatched.NO_SHARED_SIZE),
        ({"commitment": Commitment.ALL_IN}, Unmatched.COMMITMENT_TOO_FAR),
        ({"together": frozenset({"A"})}, Unmatched.ALREADY_TOGETHER),
        ({"avoid": frozenset({"A"})}, Unmatched.NOT_THIS_TIME),
    ],
)
def test_each_condition_keeps_two_apart_in_both_directions(changes: dict[str, object], reason: Unmatched) -> None:
    a, b = candidates(profile("A", commitment=Commitment.LIGHT), profile("B", **changes))
    assert blocked(a, b) is reason
    assert blocked(b, a) is reason


def test_a_live_format_needs_half_an_hour_in_common() -> None:
    a, b = candidates(profile("A", formats=CALL), profile("B", formats=CALL, hours=NIGHT))
    assert blocked(a, b) is Unmatched.NO_SHARED_HOURS


def test_a_shared_written_format_needs_no_hour() -> None:
    formats = CALL | {Format.WRITTEN}
    a, b = candidates(profile("A", formats=formats), profile("B", formats=formats, hours=NIGHT))
    assert blocked(a, b) is None


def test_a_written_format_of_one_alone_does_not_help() -> None:
    a, b = candidates(profile("A", formats=CALL | {Format.WRITTEN}), profile("B", formats=CALL, hours=NIGHT))
    assert blocked(a, b) is Unmatched.NO_SHARED_HOURS


def test_one_step_of_commitment_apart_is_near_enough() -> None:
    a, b = candidates(profile("A", commitment=Commitment.LIGHT), profile("B", commitment=Commitment.STEADY))
    assert blocked(a, b) is None


def test_three_who_fit_two_by_two_still_need_a_format_that_suits_all() -> None:
    written, recorded, document = Format.WRITTEN, Format.RECORDED, Format.DOCUMENT
    a, b, c = candidates(
        profile("A", formats=frozenset({written, recorded})),
        profile("B", formats=frozenset({recorded, document})),
        profile("C", formats=frozenset({document, written})),
    )
    assert [blocked(a, b), blocked(b, c), blocked(a, c)] == [None, None, None]
    assert blocked(a, b, c) is Unmatched.NO_SHARED_FORMAT


def test_every_condition_has_a_reason_that_names_no_avoid_list() -> None:
    reasons = {condition.__name__: reason for condition, reason in CONDITIONS}
    assert reasons["nobody_avoids"] is Unmatched.NOT_THIS_TIME
    assert len(reasons) == len(CONDITIONS) == 7


@pytest.mark.parametrize(
    "better",
    [
        {"commitment": Commitment.STEADY, "period": Period.DAYS_30},
        {"commitment": Commitment.LIGHT, "period": Period.DAYS_60},
        {"commitment": Commitment.LIGHT, "period": Period.DAYS_30, "waited": 1},
    ],
)
def test_each_wish_that_is_met_raises_the_fit(better: dict[str, object]) -> None:
    plain = profile("B", commitment=Commitment.LIGHT, period=Period.DAYS_30)
    assert fit_of(profile("A"), profile("B", **better)) > fit_of(profile("A"), plain)


def test_hours_raise_the_fit_until_there_are_ample() -> None:
    def with_hours(minutes: int) -> float:
        hours = every_day(540, 540 + minutes)
        return fit_of(profile("A", formats=CALL), profile("B", formats=CALL, hours=hours))

    assert with_hours(10) < with_hours(20) < with_hours(26)
    assert with_hours(26) == with_hours(180)


def test_closeness_outweighs_all_settings_together() -> None:
    assert WEIGHTS.closeness * 0.3 > WEIGHTS.commitment + WEIGHTS.period + WEIGHTS.hours


def test_waiting_longer_weighs_more_up_to_a_limit() -> None:
    def after(runs: int) -> float:
        return fit_of(profile("A", waited=runs), profile("B"))

    assert after(0) < after(1) < after(2)
    assert after(WEIGHTS.waited_most) == after(50)


def test_overlap_is_counted_only_where_a_live_format_is_in_common() -> None:
    written = candidates(profile("A"), profile("B"))
    call = candidates(profile("A", formats=CALL), profile("B", formats=CALL))
    assert overlap(*written) == 0
    assert overlap(*call) == 7 * 180
