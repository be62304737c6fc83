"""Reasons are what people chose, in words for two and for more; a reason that no longer holds is not given."""

import pytest

from bot.slack.blocks import phrases
from bot.slack.blocks.reasons import Common, why
from matching.vocabulary import Because, Cadence, Change, Commitment, Period, Unmatched, Weekday

COMMON = Common(Commitment.ALL_IN, Cadence.BIWEEKLY, Period.DAYS_60, (Weekday.TUE, 6))


def test_for_two() -> None:
    assert why(frozenset(Because), COMMON, people=2) == [
        "your goals are close",
        "you are both all in",
        "you both want to check in every two weeks",
        "you have three shared hours on Tuesdays",
        "both your goals run for 60 days",
        "you come from different teams",
    ]


@pytest.mark.parametrize("people", [3, 6])
def test_for_more(people: int) -> None:
    assert why(frozenset(Because), COMMON, people) == [
        "your goals are close",
        "all of you are all in",
        "all of you want to check in every two weeks",
        "all of you have three shared hours on Tuesdays",
        "all your goals run for 60 days",
        "you come from different teams",
    ]


@pytest.mark.parametrize(
    ("commitment", "two", "three"),
    [
        (Commitment.LIGHT, "you both want a little, regularly", "all of you want a little, regularly"),
        (
            Commitment.STEADY,
            "you both keep a fixed place in the week for it",
            "all of you keep a fixed place in the week for it",
        ),
    ],
)
def test_each_commitment_in_its_own_words(commitment: Commitment, two: str, three: str) -> None:
    common = Common(commitment=commitment)
    assert why({Because.COMMITMENT}, common, 2) == [two]
    assert why({Because.COMMITMENT}, common, 3) == [three]


@pytest.mark.parametrize(
    ("half_hours", "said"),
    [
        (1, "a shared half-hour"),
        (2, "one shared hour"),
        (3, "one and a half shared hours"),
        (5, "two and a half shared hours"),
        (24, "twelve shared hours"),
        (32, "16 shared hours"),
    ],
)
def test_hours_are_whole_or_half(half_hours: int, said: str) -> None:
    common = Common(hours=(Weekday.SUN, half_hours))
    assert why({Because.HOURS}, common, 2) == [f"you have {said} on Sundays"]


def test_what_they_no_longer_have_in_common_is_not_said() -> None:
    assert why(frozenset(Because), Common(), 2) == ["your goals are close", "you come from different teams"]


def test_everything_in_the_lists_has_words() -> None:
    assert set(phrases.UNMATCHED) == set(phrases.UNMATCHED_OF_OTHERS) == set(Unmatched)
    assert set(phrases.CHANGES) == set(Change)
