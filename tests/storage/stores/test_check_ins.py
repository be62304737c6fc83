"""Check-ins by date, and attendance as each says for themselves."""

from dataclasses import replace
from datetime import timedelta

import pytest

from storage.database import Database
from storage.vocabulary import Attendance, CheckInState, EndReason
from tests.storage import build
from tests.storage.build import ANN, BEN, NOW, OTHER_WS, WS, check_in, row_id

ID = row_id(1)
FIRST, SECOND = check_in(days=7), check_in(days=14)


@pytest.fixture
def planned(people: Database) -> Database:
    """Give a database with an active partnership and two planned check-ins."""
    with people.write() as work:
        work.partnerships.add(build.partnership())
        work.partnerships.activate(WS, ID)
        assert work.check_ins.add(SECOND)
        assert work.check_ins.add(FIRST)
        work.commit()
    return people


def test_a_date_has_one_check_in(planned: Database) -> None:
    with planned.write() as work:
        assert not work.check_ins.add(replace(FIRST, minutes=60))
        assert work.check_ins.get(WS, ID, FIRST.local_date) == FIRST
        assert work.check_ins.all_of(WS, ID) == (FIRST, SECOND)


def test_the_next_one_is_the_one_that_is_not_over(planned: Database) -> None:
    over = FIRST.starts_at + timedelta(minutes=FIRST.minutes)
    with planned.read() as work:
        assert work.check_ins.next_of(WS, ID, NOW) == FIRST
        assert work.check_ins.next_of(WS, ID, over - timedelta(seconds=1)) == FIRST
        assert work.check_ins.next_of(WS, ID, over) == SECOND
        assert work.check_ins.next_of(WS, ID, over + timedelta(days=30)) is None


def test_the_first_answer_of_each_member_stays(planned: Database) -> None:
    with planned.write() as work:
        assert work.check_ins.record(WS, ID, FIRST.local_date, ANN, Attendance.ATTENDED)
        assert not work.check_ins.record(WS, ID, FIRST.local_date, ANN, Attendance.MISSED)
        assert work.check_ins.record(WS, ID, FIRST.local_date, BEN, Attendance.MISSED)
        said = {ANN: Attendance.ATTENDED, BEN: Attendance.MISSED}
        assert work.check_ins.get(WS, ID, FIRST.local_date) == replace(FIRST, attendance=said)


def test_it_is_moved_once_and_the_old_date_is_kept(planned: Database) -> None:
    later = FIRST.local_date + timedelta(days=1)
    with planned.write() as work:
        assert work.check_ins.move(WS, ID, FIRST.local_date, later)
        assert not work.check_ins.move(WS, ID, FIRST.local_date, later + timedelta(days=1))
        moved = replace(FIRST, state=CheckInState.MOVED, moved_to=later)
        assert work.check_ins.all_of(WS, ID) == (moved, SECOND)
        assert work.check_ins.next_of(WS, ID, NOW) == SECOND


def test_it_is_let_go_once_and_can_still_be_moved(planned: Database) -> None:
    later = FIRST.local_date + timedelta(days=1)
    with planned.write() as work:
        assert work.check_ins.skip(WS, ID, FIRST.local_date)
        assert not work.check_ins.skip(WS, ID, FIRST.local_date)
        assert work.check_ins.next_of(WS, ID, NOW) == SECOND
        assert work.check_ins.move(WS, ID, FIRST.local_date, later)
        assert not work.check_ins.skip(WS, ID, FIRST.local_date)
        assert work.check_ins.get(WS, ID, FIRST.local_date) == replace(FIRST, state=CheckInState.MOVED, moved_to=later)


def test_it_is_shifted_within_its_date(planned: Database) -> None:
    at = FIRST.starts_at + timedelta(hours=2)
    with planned.write() as work:
        work.check_ins.shift(WS, ID, FIRST.local_date, at, 45)
        assert work.check_ins.get(WS, ID, FIRST.local_date) == replace(FIRST, starts_at=at, minutes=45)


def test_new_terms_drop_what_is_planned_and_keep_who_was_there(planned: Database) -> None:
    with planned.write() as work:
        work.check_ins.add(check_in(days=0))
        work.check_ins.add(check_in(days=21))
        work.check_ins.move(WS, ID, FIRST.local_date, check_in(days=8).local_date)
        work.check_ins.record(WS, ID, SECOND.local_date, ANN, Attendance.ATTENDED)
        work.check_ins.drop_after(WS, ID, NOW)
        kept = [each.local_date for each in work.check_ins.all_of(WS, ID)]
    assert kept == [check_in(days=0).local_date, SECOND.local_date]


def test_new_terms_void_what_was_said_of_an_hour_that_is_no_more(planned: Database) -> None:
    with planned.write() as work:
        work.check_ins.record(WS, ID, SECOND.local_date, ANN, Attendance.MISSED)
        work.check_ins.drop_after(WS, ID, NOW)
        assert work.check_ins.all_of(WS, ID) == ()
        work.check_ins.add(SECOND)
        assert work.check_ins.all_of(WS, ID) == (SECOND,)


def test_those_between_two_instants_are_found_in_every_workspace(planned: Database) -> None:
    build.add_people(planned, OTHER_WS)
    with planned.write() as work:
        work.partnerships.add(build.partnership(ws=OTHER_WS))
        work.partnerships.activate(OTHER_WS, ID)
        work.check_ins.add(check_in(days=7, ws=OTHER_WS))
        found = work.check_ins.without_nudges(FIRST.starts_at, NOW, SECOND.starts_at)
    assert found == (check_in(days=7, ws=OTHER_WS), FIRST)


def test_nothing_is_planned_for_partnerships_that_are_not_active(planned: Database) -> None:
    with planned.write() as work:
        work.partnerships.add(build.partnership(2))
        work.check_ins.add(check_in(days=7, number=2))
        assert work.check_ins.without_nudges(NOW, NOW, SECOND.starts_at) == (FIRST,)
        work.partnerships.end(WS, ID, EndReason.LEFT, NOW)
        assert work.check_ins.without_nudges(NOW, NOW, SECOND.starts_at) == ()


def test_moved_ones_are_not_planned(planned: Database) -> None:
    with planned.write() as work:
        work.check_ins.move(WS, ID, FIRST.local_date, SECOND.local_date)
        assert work.check_ins.without_nudges(NOW, NOW, SECOND.starts_at) == ()


def test_those_with_nudges_are_not_planned_again(planned: Database) -> None:
    after = replace(build.nudge(), subject_id=ID, local_date=FIRST.local_date)
    with planned.write() as work:
        work.nudges.plan([replace(after, member_id=one) for one in build.partnership().members])
        assert work.check_ins.without_nudges(NOW, NOW, SECOND.starts_at + timedelta(days=1)) == (SECOND,)


def test_who_joins_gets_the_nudges_of_what_is_still_to_come(planned: Database) -> None:
    after = replace(build.nudge(), subject_id=ID, local_date=FIRST.local_date)
    with planned.write() as work:
        work.nudges.plan([after])
        assert work.check_ins.without_nudges(NOW, NOW, SECOND.starts_at) == (FIRST,)
        assert work.check_ins.without_nudges(NOW, FIRST.starts_at, SECOND.starts_at) == ()


def test_a_partnership_runs_out_when_fewer_are_ahead_than_wanted(planned: Database) -> None:
    with planned.write() as work:
        assert work.check_ins.running_out(NOW, 2) == ()
        assert work.check_ins.running_out(FIRST.starts_at, 2) == ((WS, ID),)
        work.check_ins.move(WS, ID, FIRST.local_date, SECOND.local_date)
        assert work.check_ins.running_out(NOW, 2) == ((WS, ID),)
        work.partnerships.end(WS, ID, EndReason.LEFT, NOW)
        assert work.check_ins.running_out(NOW, 2) == ()
