"""Whatever is stored and however many claim: no nudge is ever held twice, and none that is free is left."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from threading import Barrier

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.database import Database
from storage.errors import LostLeaseError
from storage.records import Nudge
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import NudgeState
from tests.storage import build
from tests.storage.build import LEASE, NOW, OTHER_WORKER, WORKER

MANY = [build.nudge(f"U{number:03d}", due_in=-number) for number in range(60)]


def claim_all(database: Database, owner: str, start: Callable[[], object]) -> list[str]:
    start()
    taken: list[str] = []
    for _ in range(len(MANY)):
        with database.write() as work:
            claimed = work.nudges.claim(NOW, owner, LEASE, 7)
            work.commit()
        taken += [each.key for each in claimed]
        if not claimed:
            break
    return taken


def test_two_claimers_never_get_the_same_nudge(people: Database) -> None:
    with people.write() as work:
        work.nudges.plan(MANY)
        work.commit()
    together = Barrier(4)
    with ThreadPoolExecutor(4) as pool:
        owners = (WORKER, OTHER_WORKER, "c" * 32, "d" * 32)
        taken = pool.map(lambda owner: claim_all(people, owner, lambda: together.wait(timeout=10)), owners)
        assert sorted(chain.from_iterable(taken)) == sorted(each.key for each in MANY)


def test_two_planners_plan_each_occurrence_once(people: Database) -> None:
    together = Barrier(2)

    def plan(nudges: list[Nudge]) -> int:
        together.wait(timeout=10)
        with people.write() as work:
            planned = work.nudges.plan(nudges)
            work.commit()
        return planned

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(plan, (MANY, MANY[::-1]))) == len(MANY)


@dataclass
class Expected:
    """What a nudge's row should say, by the rules of design section 5."""

    due_at: datetime
    state: NudgeState = NudgeState.DUE
    lease_until: datetime | None = None
    fence: int = 0

    def is_free(self, now: datetime) -> bool:
        unheld = self.lease_until is None or self.lease_until < now
        return self.state is not NudgeState.SENT and self.due_at <= now and unheld

    def claim(self, now: datetime) -> None:
        untried = self.state in {NudgeState.DUE, NudgeState.CLAIMED}
        self.state = NudgeState.CLAIMED if untried else NudgeState.UNKNOWN
        self.lease_until, self.fence = now + LEASE, self.fence + 1

    def settle(self, state: NudgeState, now: datetime) -> None:
        self.state = state
        if state is not NudgeState.SENDING:
            self.lease_until = None
        if state in {NudgeState.DUE, NudgeState.UNKNOWN}:
            self.due_at = now


def settle(work: UnitOfWork, held: Nudge, state: NudgeState, now: datetime) -> None:
    if state is NudgeState.SENDING:
        work.nudges.intend(held, now)
    elif state is NudgeState.SENT:
        work.nudges.sent(held, "1700000000.000001")
    elif state is NudgeState.DUE:
        work.nudges.back(held, now)
    else:
        work.nudges.unsure(held, now)


outcomes = st.sampled_from([NudgeState.SENDING, NudgeState.SENT, NudgeState.DUE, NudgeState.UNKNOWN])
step = st.tuples(st.integers(0, 40), st.integers(1, 3), st.lists(st.tuples(st.integers(0, 20), outcomes), max_size=3))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(due=st.lists(st.integers(-3, 3), min_size=1, max_size=5), steps=st.lists(step, max_size=8))
def test_any_history_leaves_each_nudge_with_one_holder(
    due: list[int], steps: list[tuple[int, int, list[tuple[int, NudgeState]]]], people: Database
) -> None:
    planned = [build.nudge(f"U{number:03d}", due_in=minutes) for number, minutes in enumerate(due)]
    expected = {each.key: Expected(each.due_at) for each in planned}
    ever_held: list[Nudge] = []
    now = NOW
    with people.write() as work:  # never committed, so that the next history starts from nothing
        work.nudges.plan(planned)
        for seconds, limit, settlements in steps:
            now += timedelta(seconds=seconds)
            ever_held += claim_as_expected(work, expected, now, limit)
            for number, state in settlements if ever_held else []:
                settle_as_expected(work, expected, ever_held[number % len(ever_held)], state, now)


def claim_as_expected(work: UnitOfWork, expected: dict[str, Expected], now: datetime, limit: int) -> tuple[Nudge, ...]:
    free = sorted((each.due_at, key) for key, each in expected.items() if each.is_free(now))[:limit]
    claimed = work.nudges.claim(now, WORKER, LEASE, limit)
    for _, key in free:
        expected[key].claim(now)
    assert [each.key for each in claimed] == [key for _, key in free]
    assert all((each.state, each.fence) == (expected[each.key].state, expected[each.key].fence) for each in claimed)
    return claimed


def settle_as_expected(
    work: UnitOfWork, expected: dict[str, Expected], held: Nudge, state: NudgeState, now: datetime
) -> None:
    if expected[held.key].fence != held.fence:
        with pytest.raises(LostLeaseError):
            settle(work, held, state, now)
        return
    settle(work, held, state, now)
    expected[held.key].settle(state, now)
