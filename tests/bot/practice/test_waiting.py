"""How long a covenant may wait."""

from datetime import UTC, datetime, timedelta

from bot.practice.waiting import LAPSE, REMIND, first_mover, lapses_at, remind_at
from storage.records import Partnership
from storage.vocabulary import PartnershipState

SINCE = datetime(2026, 11, 20, 9, tzinfo=UTC)
THREE = ("UANA", "UBEN", "UCYN")


def test_it_lapses_after_ten_days_if_a_reminder_came_after_three() -> None:
    assert lapses_at(SINCE, SINCE + REMIND) == SINCE + LAPSE


def test_a_late_reminder_leaves_as_much_time_as_an_early_one() -> None:
    reminded = SINCE + timedelta(days=30)
    assert lapses_at(SINCE, reminded) == reminded + timedelta(days=7)


def test_a_reminder_that_had_to_wait_comes_at_the_hour_at_which_the_wait_began() -> None:
    assert remind_at(SINCE, SINCE + REMIND) == SINCE + REMIND
    assert remind_at(SINCE, SINCE + REMIND + timedelta(hours=1)) == SINCE + REMIND + timedelta(hours=1)
    midnight = datetime(2026, 12, 10, tzinfo=UTC)
    assert remind_at(SINCE, midnight) == datetime(2026, 12, 10, 9, tzinfo=UTC)


def test_each_partner_is_the_convener_of_some_partnership() -> None:
    drawn = {
        first_mover(Partnership("T1", f"{number:08x}" + "0" * 24, None, PartnershipState.FORMING, SINCE, THREE))
        for number in range(3)
    }
    assert drawn == set(THREE)
