"""A month's twos: everybody meets everybody, and only then does anyone repeat."""

from collections import Counter
from datetime import date
from itertools import chain, combinations

from hypothesis import given
from hypothesis import strategies as st

from bot.practice.rotation import Twos, months, twos_of

CIRCLES = st.lists(st.sampled_from([f"U{letter}" for letter in "ABCDEFGH"]), min_size=4, max_size=6, unique=True)
MONTHS = st.dates(date(2020, 1, 1), date(2090, 1, 1))


def month_after(on: date, count: int) -> date:
    year, month = divmod(months(on) + count, 12)
    return date(year, month + 1, 28)


def season(circle: list[str], first: date) -> list[Twos]:
    """As many months in a row as it takes to meet everybody, whichever the first one is."""
    length = len(circle) - 1 + len(circle) % 2
    return [twos_of(circle, month_after(first, count)) for count in range(length)]


@given(CIRCLES, MONTHS)
def test_everybody_meets_everybody_before_anyone_repeats(circle: list[str], first: date) -> None:
    met = Counter(frozenset(two) for month in season(circle, first) for two in month.twos)
    assert met == Counter(frozenset(two) for two in combinations(circle, 2))


@given(CIRCLES, MONTHS)
def test_of_an_odd_number_each_sits_out_once(circle: list[str], first: date) -> None:
    alone = Counter(month.sits_out for month in season(circle, first) if month.sits_out)
    assert alone == Counter(dict.fromkeys(circle, 1) if len(circle) % 2 else {})


@given(CIRCLES, MONTHS)
def test_in_each_month_everybody_has_one_place(circle: list[str], first: date) -> None:
    for month in season(circle, first):
        placed = [*chain.from_iterable(month.twos), *([month.sits_out] if month.sits_out else [])]
        assert sorted(placed) == sorted(circle)


@given(CIRCLES, MONTHS)
def test_the_order_in_which_members_are_given_changes_nothing(circle: list[str], on: date) -> None:
    assert twos_of(circle, on) == twos_of(sorted(circle), on.replace(day=1))


def test_the_turn_of_the_year_is_a_month_like_any_other() -> None:
    assert twos_of("ABCD", date(2026, 12, 31)) != twos_of("ABCD", date(2027, 1, 1))
