"""A claimed nudge belongs to one worker until its lease ends, and only that worker settles it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from storage.database import Database
from storage.errors import LostLeaseError
from storage.records import Nudge
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import NudgeReason, NudgeState
from tests.storage import build
from tests.storage.build import ANN, BEN, LEASE, NOW, OTHER_WORKER, WORKER
from tests.storage.claims import LATER, SOON, TS, claim_one, stored


def test_a_claim_takes_what_is_due_oldest_first(people: Database) -> None:
    with people.write() as work:
        work.nudges.plan([build.nudge(BEN, due_in=-1), build.nudge(due_in=-2), build.nudge("U0LATE", due_in=1)])
        claimed = work.nudges.claim(NOW, WORKER, LEASE, 10)
        assert [each.member_id for each in claimed] == [ANN, BEN]
        assert claimed[0] == replace(build.nudge(due_in=-2), state=NudgeState.CLAIMED, owner=WORKER, fence=1)


def test_a_claim_takes_no_more_than_asked_for(people: Database) -> None:
    with people.write() as work:
        work.nudges.plan([build.nudge(f"U0{number}", due_in=-number) for number in range(5)])
        assert [each.member_id for each in work.nudges.claim(NOW, WORKER, LEASE, 2)] == ["U04", "U03"]
        assert len(work.nudges.claim(NOW, WORKER, LEASE, 10)) == 3


def test_a_held_nudge_is_nobody_elses_until_its_lease_ends(people: Database) -> None:
    with people.write() as work:
        work.nudges.plan([build.nudge()])
        claim_one(work)
        assert work.nudges.claim(NOW + LEASE, OTHER_WORKER, LEASE, 10) == ()
        taken_over = claim_one(work, OTHER_WORKER, LEASE + timedelta(seconds=1))
        assert (taken_over.owner, taken_over.fence, taken_over.state) == (OTHER_WORKER, 2, NudgeState.CLAIMED)


def test_an_interrupted_attempt_is_handed_over_as_unknown(people: Database) -> None:
    with people.write() as work:
        work.nudges.plan([build.nudge()])
        work.nudges.intend(claim_one(work), SOON)
        taken_over = claim_one(work, OTHER_WORKER, LEASE + timedelta(seconds=1))
        assert (taken_over.state, taken_over.attempted_at) == (NudgeState.UNKNOWN, SOON)
        assert work.nudges.claim(LATER, WORKER, LEASE, 10) == ()
        again = claim_one(work, WORKER, 3 * LEASE)
        assert (again.state, again.attempted_at, again.fence) == (NudgeState.UNKNOWN, SOON, 3)


def test_an_unsure_one_is_looked_for_since_its_first_attempt(people: Database) -> None:
    with people.write() as work:
        work.nudges.plan([build.nudge()])
        first = claim_one(work)
        work.nudges.intend(first, NOW)
        work.nudges.unsure(first, SOON)
        assert work.nudges.claim(NOW, WORKER, LEASE, 10) == ()
        second = claim_one(work, at=timedelta(seconds=5))
        assert (second.state, second.attempted_at) == (NudgeState.UNKNOWN, NOW)
        work.nudges.intend(second, SOON)
        assert (stored(work).state, stored(work).attempted_at) == (NudgeState.SENDING, NOW)


def test_one_that_surely_did_not_arrive_starts_anew(people: Database) -> None:
    with people.write() as work:
        work.nudges.plan([build.nudge()])
        first = claim_one(work)
        work.nudges.intend(first, NOW)
        work.nudges.back(first, SOON)
        second = claim_one(work, at=timedelta(seconds=5))
        assert (second.state, second.due_at) == (NudgeState.CLAIMED, SOON)
        work.nudges.intend(second, SOON)
        assert stored(work).attempted_at == SOON


def test_one_that_arrived_is_never_claimed_again(people: Database) -> None:
    with people.write() as work:
        work.nudges.plan([build.nudge()])
        claimed = claim_one(work)
        work.nudges.intend(claimed, NOW)
        work.nudges.sent(claimed, TS)
        found = stored(work)
        assert (found.state, found.message_ts, found.owner) == (NudgeState.SENT, TS, None)
        assert work.nudges.claim(NOW + 9 * LEASE, WORKER, LEASE, 10) == ()
        assert work.nudges.plan([build.nudge()]) == 0


def test_one_that_is_given_up_says_why(people: Database) -> None:
    with people.write() as work:
        work.nudges.plan([build.nudge()])
        work.nudges.close(claim_one(work), NudgeState.EXPIRED, NudgeReason.TOO_LATE)
        assert (stored(work).state, stored(work).reason) == (NudgeState.EXPIRED, NudgeReason.TOO_LATE)
        assert work.nudges.claim(LATER, WORKER, LEASE, 10) == ()


WRITES: dict[str, Callable[[UnitOfWork, Nudge], None]] = {
    "intend": lambda work, held: work.nudges.intend(held, NOW),
    "sent": lambda work, held: work.nudges.sent(held, TS),
    "back": lambda work, held: work.nudges.back(held, SOON),
    "unsure": lambda work, held: work.nudges.unsure(held, SOON),
    "close": lambda work, held: work.nudges.close(held, NudgeState.CANCELLED, NudgeReason.PAUSED),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES.keys())
def test_the_fence_refuses_a_late_write(write: Callable[[UnitOfWork, Nudge], None], people: Database) -> None:
    with people.write() as work:
        work.nudges.plan([build.nudge()])
        late = claim_one(work)
        held = claim_one(work, OTHER_WORKER, LEASE + timedelta(seconds=1))
        with pytest.raises(LostLeaseError):
            write(work, late)
        assert stored(work) == held
        write(work, held)
        assert stored(work) != held
