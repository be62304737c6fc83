"""What the planner looks up across partnerships is what hangs on each of them."""

from dataclasses import replace
from datetime import timedelta

from storage.database import Database
from storage.records import EVERYONE
from storage.vocabulary import Attendance, EndReason, NudgeKind, NudgeState
from tests.storage.build import (
    ANN,
    BEN,
    CY,
    LEASE,
    NOW,
    TERMS,
    WORKER,
    WS,
    check_in,
    group_nudge,
    nudge,
    partnership,
    row_id,
)

DAY = timedelta(days=1)
FIRST, SECOND, THIRD = (row_id(number) for number in (1, 2, 3))


def active(people: Database) -> None:
    """Let three partnerships be active, the third of which has ended, each with check-ins a week apart."""
    with people.write() as work:
        for number, members in ((1, (ANN, BEN)), (2, (BEN, CY)), (3, (ANN, CY))):
            work.partnerships.add(partnership(number, members))
            work.partnerships.activate(WS, row_id(number))
            work.covenants.propose(WS, row_id(number), members[0], TERMS)
            covenant = work.covenants.get(WS, row_id(number))
            assert covenant
            work.covenants.agree(covenant)
            for days in (7, 14, 21):
                work.check_ins.add(check_in(days, number))
        work.partnerships.end(WS, THIRD, EndReason.LEFT, NOW)
        work.commit()


def asked(people: Database, member_id: str, *days: int) -> None:
    """Let a member of the first partnership have been asked whether they met."""
    with people.write() as work:
        for one in days:
            due_at = NOW + one * DAY
            row = replace(
                nudge(member_id),
                subject_id=FIRST,
                local_date=check_in(one).local_date,
                due_at=due_at,
                expires_at=due_at + DAY,
            )
            work.nudges.plan([row])
            (claimed,) = work.nudges.claim(due_at, WORKER, LEASE, 1)
            work.nudges.intend(claimed, due_at)
            work.nudges.sent(claimed, "1700000000.000001")
        work.commit()


def silent(people: Database) -> list[tuple[str, int]]:
    """Give who has let how many questions pass."""
    with people.read() as work:
        found = work.life.unanswered(WS, NOW + 18 * DAY, NOW + 22 * DAY)
    return [(member_id, len(dates)) for (_, member_id), dates in found.items()]


def test_agreed_terms_are_those_of_active_partnerships(people: Database) -> None:
    active(people)
    with people.read() as work:
        assert work.life.agreed(WS) == {FIRST: TERMS, SECOND: TERMS}


def test_two_amiss_the_newest_of_them_lately(people: Database) -> None:
    active(people)
    with people.write() as work:
        for partnership_id in (FIRST, THIRD):
            work.check_ins.record(WS, partnership_id, check_in(7).local_date, ANN, Attendance.MISSED)
            work.check_ins.skip(WS, partnership_id, check_in(14).local_date)
        work.check_ins.skip(WS, SECOND, check_in(14).local_date)
        now, long_ago = NOW + 15 * DAY, NOW - DAY
        assert work.life.amiss(WS, long_ago, NOW + 13 * DAY, now) == (FIRST,)
        assert work.life.amiss(WS, long_ago, NOW + 15 * DAY, now) == ()
        assert work.life.amiss(WS, NOW + 8 * DAY, NOW + 13 * DAY, now) == ()
        assert work.life.amiss(WS, long_ago, NOW + 6 * DAY, NOW + 13 * DAY) == (), "the second is still to come"


def test_what_group_dms_were_told_lately(people: Database) -> None:
    active(people)
    told = replace(group_nudge(FIRST, NudgeKind.DECAY), due_at=NOW)
    with people.write() as work:
        work.nudges.plan([told, group_nudge(SECOND, NudgeKind.MOVED), nudge(ANN, NudgeKind.DECAY)])
        (found,) = work.life.to_groups(WS, {NudgeKind.DECAY}, NOW)
        assert (found.key, found.member_id, found.state) == (told.key, EVERYONE, NudgeState.DUE)
        assert work.life.to_groups(WS, {NudgeKind.DECAY}, NOW + DAY) == ()


def test_silence_counts_from_the_last_answer(people: Database) -> None:
    active(people)
    asked(people, ANN, 7, 14, 21)
    asked(people, BEN, 7, 14)
    assert silent(people) == [(ANN, 3)], "Ben was not asked lately"
    with people.write() as work:
        work.check_ins.record(WS, FIRST, check_in(7).local_date, ANN, Attendance.MISSED)
        work.commit()
    assert silent(people) == [(ANN, 2)]
    with people.write() as work:
        work.check_ins.record(WS, FIRST, check_in(21).local_date, ANN, Attendance.ATTENDED)
        work.commit()
    assert silent(people) == []


def test_what_was_let_go_is_no_silence(people: Database) -> None:
    active(people)
    asked(people, ANN, 7, 14, 21)
    with people.write() as work:
        work.check_ins.skip(WS, FIRST, check_in(14).local_date)
        work.commit()
    assert silent(people) == [(ANN, 2)]
