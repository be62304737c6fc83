"""Which card comes when, and which one waits."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from bot.practice.renewal import (
    FEW_DAYS,
    IMPORTANCE,
    WEEK,
    Card,
    cards,
    ends_on,
    first_began,
    goes_on_by_itself,
    half_as_often,
    post_dates,
)
from matching.vocabulary import Cadence, Format
from storage.records import Cycle, Terms
from storage.vocabulary import NudgeKind

BEGAN = date(2026, 11, 30)
CYCLE = Cycle("T1", "f" * 32, 1, BEGAN)
SECOND = replace(CYCLE, number=2, began_on=ends_on(CYCLE))
TERMS = Terms(BEGAN, 540, "Europe/Berlin", Cadence.WEEKLY, 30, Format.CALL_30, date(2027, 1, 15))
GRADUATION, RENEWAL, RECALIBRATION, FRESHNESS, DECAY = IMPORTANCE


def on(kind: NudgeKind, cycle: Cycle = CYCLE, terms: Terms = TERMS) -> list[date]:
    return [one.on for one in cards(cycle, terms) if one.kind is kind]


def test_planning_anew_is_on_the_agreed_date() -> None:
    assert on(RECALIBRATION) == [date(2027, 1, 15)]


def test_freshness_is_three_and_six_calendar_months_after_the_first_cycle_began() -> None:
    assert on(FRESHNESS) == on(FRESHNESS, SECOND) == [date(2027, 2, 28), date(2027, 5, 30)]


def test_week_12_renews_and_week_24_graduates() -> None:
    assert on(RENEWAL) == [BEGAN + timedelta(weeks=12)]
    assert on(GRADUATION) == on(GRADUATION, SECOND) == [BEGAN + timedelta(weeks=24)]
    assert on(RENEWAL, SECOND) == [], "the graduation asks the same and more"
    third = replace(SECOND, number=3, began_on=ends_on(SECOND))
    assert on(RENEWAL, third) == [BEGAN + timedelta(weeks=36)]
    assert first_began(third) == BEGAN


def test_who_meets_every_three_months_is_asked_for_no_more() -> None:
    quarterly = replace(TERMS, cadence=Cadence.QUARTERLY)
    assert on(RENEWAL, terms=quarterly) == on(GRADUATION, terms=quarterly) == []


def test_without_an_answer_the_next_cycle_begins_after_14_days() -> None:
    assert not goes_on_by_itself(CYCLE, ends_on(CYCLE) + timedelta(days=13))
    assert goes_on_by_itself(CYCLE, ends_on(CYCLE) + timedelta(days=14))


def test_half_as_often_never_ends_in_nothing() -> None:
    assert half_as_often(Cadence.SEVEN_TO_TEN_DAYS) is half_as_often(Cadence.WEEKLY) is Cadence.BIWEEKLY
    assert half_as_often(Cadence.BIWEEKLY) is Cadence.MONTHLY
    assert half_as_often(Cadence.MONTHLY) is half_as_often(Cadence.QUARTERLY) is Cadence.QUARTERLY


def test_of_two_within_a_few_days_the_less_important_waits_a_week() -> None:
    decay, anew = Card(DECAY, BEGAN), Card(RECALIBRATION, BEGAN + timedelta(days=3))
    assert post_dates([decay, anew]) == {anew: anew.on, decay: BEGAN + WEEK}
    assert post_dates([decay], taken=[BEGAN - timedelta(days=2)]) == {decay: BEGAN + WEEK}
    apart = Card(RECALIBRATION, BEGAN + timedelta(days=4))
    assert post_dates([decay, apart])[decay] == BEGAN


days = st.dates(date(2026, 1, 1), date(2026, 3, 1))


@given(st.sets(st.builds(Card, st.sampled_from(IMPORTANCE), days), max_size=8), st.sets(days, max_size=4))
def test_nobody_gets_a_heap(found: set[Card], taken: set[date]) -> None:
    when = post_dates(found, taken)
    assert set(when) == found
    assert all(abs(one - other) > FEW_DAYS for one, other in combinations(when.values(), 2))
    assert all(abs(one - other) > FEW_DAYS for one in when.values() for other in taken)
    assert all(posted >= card.on and (posted - card.on) % WEEK == timedelta(0) for card, posted in when.items())
