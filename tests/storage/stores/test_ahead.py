"""What is still to come is moved only as it was read: whoever changed or began it meanwhile was first."""

from dataclasses import replace
from datetime import timedelta

import pytest

from storage.database import Database
from storage.vocabulary import CheckInState, NudgeKind, NudgeState
from tests.storage import build
from tests.storage.build import BEN, NOW, OTHER_WS, WORKER, WS, check_in, row_id

ID = row_id(1)
FIRST, SECOND = check_in(days=7), check_in(days=14)
HOUR = timedelta(hours=1)
LATER = build.nudge(due_in=30)


@pytest.fixture
def planned(people: Database) -> Database:
    """Give a database with two check-ins ahead, and a nudge of each member half an hour ahead."""
    with people.write() as work:
        work.partnerships.add(build.partnership())
        work.partnerships.activate(WS, ID)
        for one in (FIRST, SECOND):
            work.check_ins.add(one)
        work.nudges.plan([LATER, build.nudge(BEN, due_in=-1)])
        work.commit()
    return people


def test_only_what_is_still_to_come_is_given(planned: Database) -> None:
    with planned.read() as work:
        assert work.ahead.check_ins(WS, NOW) == (FIRST, SECOND)
        assert work.ahead.check_ins(WS, FIRST.starts_at) == (SECOND,)
        assert work.ahead.nudges(WS, NOW) == (LATER,)
        assert work.ahead.nudges(WS, LATER.due_at) == ()
        assert (work.ahead.check_ins(OTHER_WS, NOW), work.ahead.nudges(OTHER_WS, NOW)) == ((), ())


def test_what_members_moved_is_not_given(planned: Database) -> None:
    with planned.write() as work:
        moved_here = check_in(days=8)
        work.check_ins.move(WS, ID, FIRST.local_date, moved_here.local_date)
        work.check_ins.add(moved_here)
        told = replace(build.group_nudge(ID, NudgeKind.MOVED), local_date=SECOND.local_date)
        work.nudges.plan([told])
        assert work.ahead.check_ins(WS, NOW) == ()


def test_a_check_in_starts_at_another_instant_unless_it_was_changed_meanwhile(planned: Database) -> None:
    with planned.write() as work:
        assert work.ahead.restart(FIRST, FIRST.starts_at + HOUR)
        assert not work.ahead.restart(FIRST, FIRST.starts_at + 2 * HOUR)
        work.check_ins.skip(WS, ID, SECOND.local_date)
        assert not work.ahead.restart(SECOND, SECOND.starts_at + HOUR)
        first, second = work.check_ins.all_of(WS, ID)
    assert first == replace(FIRST, starts_at=FIRST.starts_at + HOUR)
    assert second == replace(SECOND, state=CheckInState.SKIPPED)


def test_a_nudge_is_due_at_another_instant_unless_it_is_on_its_way(planned: Database) -> None:
    at, until = LATER.due_at + HOUR, LATER.expires_at + HOUR
    with planned.write() as work:
        assert work.ahead.retime(LATER, at, until)
        assert work.nudges.get(LATER) == replace(LATER, due_at=at, expires_at=until)
        assert not work.ahead.retime(LATER, at + HOUR, until + HOUR)
        (_, held) = work.nudges.claim(at, WORKER, timedelta(seconds=30), 2)
        assert not work.ahead.retime(held, LATER.due_at, LATER.expires_at)
        found = work.nudges.get(LATER)
    assert found is not None
    assert (found.due_at, found.state) == (at, NudgeState.CLAIMED)
