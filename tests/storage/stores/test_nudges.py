"""A nudge is planned once, follows changes while it is due, and can be made due again."""

from dataclasses import replace
from datetime import timedelta

import pytest

from storage.database import Database
from storage.errors import LostLeaseError
from storage.vocabulary import NudgeKind, NudgeReason, NudgeState
from tests.storage import build
from tests.storage.build import ANN, BEN, LEASE, NOW, OTHER_WORKER, WS
from tests.storage.claims import TS, claim_one, stored


def test_an_occurrence_is_planned_once(people: Database) -> None:
    with people.write() as work:
        assert work.nudges.plan([build.nudge(), build.nudge(BEN), build.nudge()]) == 2
        assert work.nudges.plan([build.nudge(due_in=30), build.nudge(kind=NudgeKind.DAY_BEFORE)]) == 1
        assert stored(work) == build.nudge()
        assert work.nudges.plan([]) == 0


def test_many_are_planned_in_one_go(people: Database) -> None:
    with people.write() as work:
        assert work.nudges.plan([build.nudge(f"U{number:04d}") for number in range(1200)]) == 1200


def test_a_shift_reaches_only_what_is_still_due(people: Database) -> None:
    with people.write() as work:
        work.nudges.plan([build.nudge(), build.nudge(BEN, due_in=60)])
        claimed = claim_one(work)
        work.nudges.shift(build.nudge(due_in=90))
        work.nudges.shift(build.nudge(BEN, due_in=90))
        assert stored(work) == claimed
        assert work.nudges.get(build.nudge(BEN)) == build.nudge(BEN, due_in=90)


def test_a_revived_one_is_due_again_and_keeps_its_message(people: Database) -> None:
    with people.write() as work:
        work.nudges.plan([build.nudge()])
        first = claim_one(work)
        work.nudges.sent(first, TS)
        work.nudges.revive(build.nudge(due_in=1))
        assert stored(work) == replace(build.nudge(due_in=1), fence=2, message_ts=TS)
        second = claim_one(work, at=timedelta(minutes=1))
        assert (second.state, second.message_ts) == (NudgeState.CLAIMED, TS)


def test_reviving_takes_it_from_whoever_holds_it(people: Database) -> None:
    with people.write() as work:
        work.nudges.revive(build.nudge())
        held = claim_one(work)
        work.nudges.revive(build.nudge())
        with pytest.raises(LostLeaseError):
            work.nudges.sent(held, TS)
        assert claim_one(work, OTHER_WORKER).fence == 3


def test_reviving_forgets_why_it_was_given_up(people: Database) -> None:
    with people.write() as work:
        work.nudges.plan([build.nudge()])
        work.nudges.close(claim_one(work), NudgeState.CANCELLED, NudgeReason.PAUSED)
        work.nudges.revive(build.nudge())
        assert stored(work) == replace(build.nudge(), fence=2)


def test_a_shift_makes_due_again_what_was_given_up_but_not_what_was_sent(people: Database) -> None:
    with people.write() as work:
        work.nudges.plan([build.nudge(), build.nudge(BEN)])
        given_up, arrived = work.nudges.claim(NOW, OTHER_WORKER, LEASE, 2)
        work.nudges.close(given_up, NudgeState.EXPIRED, NudgeReason.TOO_LATE)
        work.nudges.sent(arrived, TS)
        for member in (ANN, BEN):
            work.nudges.shift(build.nudge(member, due_in=90))
        assert stored(work) == replace(build.nudge(due_in=90), fence=1)
        assert work.nudges.of_member(WS, BEN, NOW)[0].state is NudgeState.SENT


def test_a_member_sees_their_own_from_a_day_on(people: Database) -> None:
    with people.write() as work:
        earlier = build.nudge(kind=NudgeKind.SIGNED, due_in=-60)
        work.nudges.plan([build.nudge(due_in=60), build.nudge(BEN), earlier])
        assert work.nudges.of_member(WS, ANN, NOW - timedelta(hours=1)) == (earlier, build.nudge(due_in=60))
        assert work.nudges.of_member(WS, ANN, NOW) == (build.nudge(due_in=60),)


def test_the_clock_learns_when_to_look_again(people: Database) -> None:
    with people.write() as work:
        assert work.nudges.next_due() is None
        work.nudges.plan([build.nudge(), build.nudge(BEN, due_in=60)])
        assert work.nudges.next_due() == NOW
        claimed = claim_one(work)
        assert work.nudges.next_due() == NOW + LEASE
        work.nudges.sent(claimed, TS)
        assert work.nudges.next_due() == build.nudge(BEN, due_in=60).due_at


def test_its_question_is_answered_once_and_only_after_it_was_asked(people: Database) -> None:
    with people.write() as work:
        work.nudges.plan([build.nudge()])
        assert not work.nudges.answer(build.nudge())
        work.nudges.sent(claim_one(work), TS)
        assert work.nudges.answer(build.nudge())
        assert not work.nudges.answer(build.nudge())
        work.nudges.ask_again(build.nudge())
        assert work.nudges.answer(build.nudge())
        assert stored(work).reason is NudgeReason.ANSWERED


def test_to_whom_it_was_sent_is_told_by_date(people: Database) -> None:
    with people.write() as work:
        work.nudges.plan([build.nudge(), build.nudge(BEN, due_in=60)])
        sent = claim_one(work)
        assert work.nudges.told(WS, sent.subject_id, sent.kind) == {}
        work.nudges.sent(sent, TS)
        assert work.nudges.told(WS, sent.subject_id, sent.kind) == {sent.local_date: {ANN}}
