"""Counts of a month as it stood at its end."""

from datetime import UTC, date, datetime, timedelta

import pytest

from storage.database import Database
from storage.records import CheckIn, Cycle
from storage.vocabulary import Attendance, EndReason
from tests.storage import build
from tests.storage.build import ANN, BEN, CY, NOW, OTHER_WS, WS, row_id

MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)
BEGINS, ENDS = (datetime(day.year, day.month, 1, tzinfo=UTC) for day in (MARCH, APRIL))
IN_MARCH = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def formed(people: Database) -> Database:
    """Give three partnerships, none of which has had a check-in."""
    build.add_people(people, OTHER_WS)
    with people.write() as work:
        for number, members in ((1, (ANN, BEN)), (2, (ANN, BEN, CY)), (3, (BEN, CY))):
            work.partnerships.add(build.partnership(number, members))
            work.partnerships.activate(WS, row_id(number))
        work.commit()
    return people


def meet(database: Database, number: int, at: datetime, *attended: str, missed: str = "") -> None:
    with database.write() as work:
        work.check_ins.add(CheckIn(WS, row_id(number), at.date(), at, 30))
        for member_id in attended:
            work.check_ins.record(WS, row_id(number), at.date(), member_id, Attendance.ATTENDED)
        if missed:
            work.check_ins.record(WS, row_id(number), at.date(), missed, Attendance.MISSED)
        work.commit()


def alive(database: Database, at: datetime = ENDS, ws: str = WS) -> int:
    with database.read() as work:
        return work.pulse.alive(ws, at)


def test_a_partnership_is_alive_from_its_first_check_in_to_its_end(formed: Database) -> None:
    assert alive(formed) == 0
    meet(formed, 1, IN_MARCH)
    meet(formed, 2, ENDS)
    assert (alive(formed), alive(formed, ENDS + DAY), alive(formed, ws=OTHER_WS)) == (1, 2, 0)
    with formed.write() as work:
        work.partnerships.end(WS, row_id(1), EndReason.RESTED, ENDS + DAY)
        work.commit()
    assert (alive(formed), alive(formed, ENDS + DAY), alive(formed, ENDS + 2 * DAY)) == (1, 2, 1)


def test_a_check_in_is_kept_that_two_attended(formed: Database) -> None:
    meet(formed, 1, IN_MARCH, ANN, BEN)
    meet(formed, 1, IN_MARCH + DAY, ANN, missed=BEN)
    meet(formed, 2, IN_MARCH, ANN, CY, missed=BEN)
    meet(formed, 2, IN_MARCH + DAY, ANN, BEN, CY)
    meet(formed, 2, ENDS, ANN, BEN, CY)
    meet(formed, 3, BEGINS - DAY, BEN, CY)
    with formed.read() as work:
        assert work.pulse.kept(WS, BEGINS, ENDS) == (1, 2)
        assert work.pulse.kept(OTHER_WS, BEGINS, ENDS) == ()


def test_who_began_another_cycle_in_the_month_is_counted(formed: Database) -> None:
    with formed.write() as work:
        for number, cycle, began in ((1, 1, MARCH), (2, 2, MARCH), (3, 2, APRIL)):
            meet_at = NOW + timedelta(days=number)
            work.check_ins.add(CheckIn(WS, row_id(number), meet_at.date(), meet_at, 30))
            work.cycles.begin(Cycle(WS, row_id(number), cycle, began))
        work.commit()
    with formed.read() as work:
        assert work.pulse.renewed(WS, ENDS, MARCH, APRIL) == 1
        assert work.pulse.renewed(WS, BEGINS, MARCH, APRIL) == 0
