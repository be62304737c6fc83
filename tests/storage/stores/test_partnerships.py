"""A partnership's turns are each taken once; who is together is known without any word of theirs."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from storage.database import Database
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import Attendance, EndReason, PartnershipState
from tests.storage import build
from tests.storage.build import ANN, BEN, CY, NOW, OTHER_WS, TODAY, WS, row_id
from tests.storage.races import overlapping

ID = row_id(1)


@pytest.fixture
def formed(people: Database) -> Database:
    """Give a database in which Ann and Ben are partners."""
    with people.write() as work:
        work.partnerships.add(build.partnership())
        work.commit()
    return people


def test_a_partnership_comes_back_as_it_went(formed: Database) -> None:
    with formed.read() as work:
        assert work.partnerships.get(WS, ID) == build.partnership()
        assert work.partnerships.get(OTHER_WS, ID) is None


def test_the_group_dm_can_be_named_later(people: Database) -> None:
    with people.write() as work:
        work.partnerships.add(replace(build.partnership(), channel_id=None))
        work.partnerships.set_channel(WS, ID, "G0NEW")
        assert work.partnerships.get(WS, ID) == replace(build.partnership(), channel_id="G0NEW")


def test_it_becomes_active_once(formed: Database) -> None:
    with formed.write() as work:
        assert work.partnerships.activate(WS, ID)
        assert not work.partnerships.activate(WS, ID)
        assert work.partnerships.get(WS, ID) == replace(build.partnership(), state=PartnershipState.ACTIVE)


def test_it_ends_once_and_stays_ended(formed: Database) -> None:
    with formed.write() as work:
        assert work.partnerships.end(WS, ID, EndReason.LEFT, NOW)
        assert not work.partnerships.end(WS, ID, EndReason.ERASED, NOW + timedelta(days=1))
        assert not work.partnerships.activate(WS, ID)
        assert work.partnerships.get(WS, ID) == replace(
            build.partnership(), state=PartnershipState.ENDED, ended_at=NOW, end_reason=EndReason.LEFT
        )
        assert work.partnerships.live(WS) == work.partnerships.live_of(WS, ANN) == ()


def test_who_left_is_no_longer_counted(formed: Database) -> None:
    with formed.write() as work:
        work.partnerships.add(build.partnership(2, (ANN, BEN, CY)))
        assert work.partnerships.leave(WS, row_id(2), ANN, NOW)
        assert not work.partnerships.leave(WS, row_id(2), ANN, NOW)
        assert work.partnerships.live_of(WS, ANN) == (build.partnership(),)
        assert work.partnerships.live_of(WS, CY) == (build.partnership(2, (BEN, CY)),)
        assert work.partnerships.live_counts(WS) == {ANN: 1, BEN: 2, CY: 1}


def test_one_that_everybody_left_is_still_found(formed: Database) -> None:
    with formed.write() as work:
        work.partnerships.leave(WS, ID, ANN, NOW)
        work.partnerships.leave(WS, ID, BEN, NOW)
        assert work.partnerships.get(WS, ID) == build.partnership(members=())


def test_partners_are_together_until_it_ends(formed: Database) -> None:
    with formed.write() as work:
        assert work.partnerships.together(WS, TODAY) == {(ANN, BEN)}
        work.partnerships.end(WS, ID, EndReason.LEFT, NOW)
        assert work.partnerships.together(WS, TODAY) == frozenset()


@pytest.mark.parametrize(
    ("ben_said", "since_days", "expected"),
    [
        (Attendance.ATTENDED, 7, {(ANN, BEN)}),
        (Attendance.ATTENDED, 8, set()),
        (Attendance.MISSED, 7, set()),
        (None, 7, set()),
    ],
)
def test_those_who_met_count_as_together_for_a_while(
    ben_said: Attendance | None, since_days: int, expected: set[tuple[str, str]], formed: Database
) -> None:
    with formed.write() as work:
        met = build.check_in(days=7)
        work.check_ins.add(met)
        work.check_ins.record(WS, ID, met.local_date, ANN, Attendance.ATTENDED)
        if ben_said is not None:
            work.check_ins.record(WS, ID, met.local_date, BEN, ben_said)
        work.partnerships.end(WS, ID, EndReason.LEFT, NOW)
        assert work.partnerships.together(WS, TODAY + timedelta(days=since_days)) == expected


def test_of_two_who_leave_at_once_the_second_sees_that_nobody_is_left(formed: Database) -> None:
    def leave(member_id: str, work: UnitOfWork) -> tuple[str, ...]:
        assert work.partnerships.leave(WS, ID, member_id, NOW)
        found = work.partnerships.get(WS, ID)
        assert found is not None
        return found.members

    assert overlapping(formed, partial(leave, ANN), partial(leave, BEN)) == ((BEN,), ())
