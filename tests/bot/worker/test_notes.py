"""What is noted together is durable together, and one fault stays with whoever caused it."""

import itertools
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from bot.worker.notes import Notes
from storage.database import Database
from storage.errors import DatabaseUnusableError, LostLeaseError
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import NudgeState
from tests.bot.slack.place import NOON
from tests.bot.worker.desk import NUDGE, ONE, Desk
from tests.storage.build import LEASE

TS = "1700000000.000001"
MANY = [replace(NUDGE, subject_id=f"{number:032x}") for number in range(8)]


def claim(database: Database) -> None:
    with database.write() as work:
        work.nudges.claim(NOON, ONE, LEASE, len(MANY))
        work.commit()


@pytest.fixture
def notes(desk: Desk) -> Notes:
    desk.plan(*MANY)
    claim(desk.database)
    return Notes(desk.database)


def sent(notes: Notes, number: int, fence: int = 1) -> None:
    notes.note(lambda work: work.nudges.sent(replace(MANY[number], fence=fence), TS))


def states(desk: Desk) -> list[NudgeState]:
    return [desk.nudge(one).state for one in MANY]


def test_it_is_durable_when_the_note_returns(desk: Desk, notes: Notes) -> None:
    sent(notes, 0)
    assert states(desk)[:2] == [NudgeState.SENT, NudgeState.CLAIMED]


def test_many_hands_note_at_once_and_only_the_one_without_a_lease_fails(desk: Desk, notes: Notes) -> None:
    together = threading.Barrier(len(MANY))

    def note(number: int) -> bool:
        together.wait(timeout=10)
        try:
            sent(notes, number, fence=0 if number == 3 else 1)
        except LostLeaseError:
            return False
        return True

    with ThreadPoolExecutor(len(MANY)) as pool:
        noted = list(pool.map(note, range(len(MANY))))
    assert noted == [number != 3 for number in range(len(MANY))]
    assert states(desk) == [NudgeState.SENT if one else NudgeState.CLAIMED for one in noted]


def test_those_who_wait_are_committed_together(desk: Desk, notes: Notes, monkeypatch: pytest.MonkeyPatch) -> None:
    commits: list[int] = []
    first_is_in, others_wait = threading.Event(), threading.Event()
    commit = UnitOfWork.commit

    def counted(work: UnitOfWork) -> None:
        commits.append(1)
        commit(work)

    def slow(work: UnitOfWork) -> None:
        first_is_in.set()
        others_wait.wait(timeout=10)
        work.nudges.sent(replace(MANY[0], fence=1), TS)

    monkeypatch.setattr(UnitOfWork, "commit", counted)
    with ThreadPoolExecutor(len(MANY)) as pool:
        leader = pool.submit(notes.note, slow)
        first_is_in.wait(timeout=10)
        rest = [pool.submit(sent, notes, number) for number in range(1, len(MANY))]
        while len(notes._waiting) < len(rest):
            threading.Event().wait(0.001)
        others_wait.set()
        for one in (leader, *rest):
            one.result(timeout=10)
    assert len(commits) == 2
    assert set(states(desk)) == {NudgeState.SENT}


def test_a_nudge_is_settled_although_every_first_answer_of_the_database_is_lost(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    commits = itertools.count()
    commit = UnitOfWork.commit

    def answer_lost(work: UnitOfWork) -> None:
        commit(work)
        if next(commits) in {1, 3}:  # after the claim: the intent, the same again, that it was sent, the same again
            raise DatabaseUnusableError

    desk.plan(NUDGE)
    monkeypatch.setattr(UnitOfWork, "commit", answer_lost)
    desk.tick(NOON)
    assert next(commits) == 5
    assert (len(desk.shown()), desk.nudge().state) == (1, NudgeState.SENT)
