"""The twelve practice cards: each once a year, the first when partners have settled in."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.practice.exercises import DAY, EXERCISES, SETTLING_IN, exercise_of, first_card
from bot.practice.rotation import months

DATES = st.dates(date(2020, 1, 1), date(2090, 1, 1))


def in_months(on: date, count: int) -> date:
    year, month = divmod(months(on) + count, 12)
    return date(year, month + 1, DAY)


@given(DATES, st.integers(0, 100))
def test_twelve_months_in_a_row_bring_twelve_exercises(formed: date, later: int) -> None:
    first = in_months(first_card(formed), later)
    found = [exercise_of(formed, in_months(first, count)) for count in range(len(EXERCISES))]
    assert None not in found
    assert len(set(found)) == len(EXERCISES) == 12


@given(DATES)
def test_the_first_one_waits_until_partners_have_settled_in_but_no_longer(formed: date) -> None:
    first = first_card(formed)
    assert first.day == DAY
    assert formed + SETTLING_IN <= first < formed + SETTLING_IN + timedelta(days=31)
    assert exercise_of(formed, first) is EXERCISES[0]
    assert exercise_of(formed, in_months(first, -1)) is None


def test_each_fits_a_card_and_its_ten_minutes() -> None:
    assert len({one.title for one in EXERCISES}) == 12
    for one in EXERCISES:
        assert len(one.steps) == 3
        assert "!" not in str(one)
        assert len(" ".join(one.steps)) < 500
