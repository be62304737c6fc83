"""Who must agree to a move, until when, and when it keeps the rhythm."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.practice.moves import keeps_rhythm, needs_a_yes, open_until
from matching.vocabulary import Cadence

OLD = datetime(2026, 11, 26, 14, tzinfo=UTC)
HOUR = timedelta(hours=1)
ON = date(2026, 11, 26)


def test_two_move_at_once_and_a_circle_needs_one_more_yes() -> None:
    assert [needs_a_yes(members) for members in (2, 3, 4, 5, 6)] == [False, True, True, True, True]


@pytest.mark.parametrize(
    ("new", "proposed", "lapses"),
    [
        (OLD + 24 * HOUR, OLD - HOUR, OLD),
        (OLD - 2 * HOUR, OLD - 24 * HOUR, OLD - 2 * HOUR),
        (OLD + 24 * HOUR, OLD + HOUR, OLD + 24 * HOUR),
    ],
)
def test_a_proposal_lapses_with_the_first_time_that_was_still_to_come(
    new: datetime, proposed: datetime, lapses: datetime
) -> None:
    assert open_until(OLD, new, proposed) == lapses


@pytest.mark.parametrize(
    ("cadence", "days", "kept"),
    [
        (Cadence.SEVEN_TO_TEN_DAYS, 7, True),
        (Cadence.SEVEN_TO_TEN_DAYS, 10, True),
        (Cadence.SEVEN_TO_TEN_DAYS, 11, False),
        (Cadence.SEVEN_TO_TEN_DAYS, 0, False),
        (Cadence.WEEKLY, 7, False),
        (Cadence.MONTHLY, 9, False),
    ],
)
def test_ten_days_keep_the_rhythm_of_seven_to_ten(cadence: Cadence, days: int, kept: bool) -> None:
    assert keeps_rhythm(cadence, ON, ON + timedelta(days=days)) is kept
