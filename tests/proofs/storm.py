"""A kill storm: workers send to a workspace where calls go wrong, and are killed at random moments."""

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import connection, get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from signal import SIGKILL

from sqlalchemy import select

from storage import engine, migrations, process_lock
from storage.database import Database
from storage.records import Nudge
from storage.stores.nudge_rows import from_row
from storage.tables import NudgeRow
from storage.vocabulary import NudgeState
from tests.proofs.crowd import NUDGES, Crowd
from tests.proofs.fast_time import FastTime
from tests.proofs.storm_slack import COUNT, END, Address, Transcript, serve
from tests.proofs.storm_worker import Job, work

GIVEN_UP = frozenset({NudgeState.EXPIRED, NudgeState.CANCELLED})
CLOSED = GIVEN_UP | {NudgeState.SENT}
SEED = 20261121
CALM = 0.9
"""The share of the posts after which nobody is killed any more."""
# A server that has imported everything and opened nothing, and has one thread: each worker is a fork of it.
_PROCESSES = get_context("forkserver")
_PROCESSES.set_forkserver_preload([__name__, "tests.postgres", "tests.proofs.table"])


@dataclass(frozen=True, slots=True)
class Storm:
    """How hard it is; the kills come after random amounts of work, all of them before the last tenth of it."""

    crowd: Crowd
    kills: int
    factor: float
    workers: int
    is_rival: bool = False


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What a storm left behind, nudge by nudge, and how long it took in real seconds."""

    nudges: tuple[Nudge, ...]
    transcript: Transcript
    kills: int
    seconds: float

    @property
    def duplicates(self) -> int:
        """Count the messages that members saw besides the first of each nudge."""
        return sum(max(0, self.transcript.times(one) - 1) for one in self.nudges)

    @property
    def lost(self) -> int:
        """Count what nobody saw and nobody is told about."""
        told = [one for one in self.nudges if one.state in GIVEN_UP and one.reason is not None]
        return len(self.nudges) - len(told) - self.seen

    @property
    def seen(self) -> int:
        """Count the nudges that arrived and are not given up."""
        return sum(1 for one in self.nudges if one.state not in GIVEN_UP and self.transcript.times(one))

    @property
    def given_up(self) -> int:
        """Count what was given up with a reason and truly did not arrive."""
        gone = [one for one in self.nudges if one.state in GIVEN_UP and one.reason is not None]
        return sum(1 for one in gone if not self.transcript.times(one))

    @property
    def misreported(self) -> int:
        """Count what arrived although App Home says that it did not."""
        return sum(1 for one in self.nudges if one.state in GIVEN_UP and self.transcript.times(one))

    @property
    def open(self) -> int:
        """Count what is still on its way, of unknown outcome or not."""
        return sum(1 for one in self.nudges if one.state not in CLOSED)


def weather(storm: Storm, database_url: str) -> Aftermath:
    """Fill the database, let workers be killed until nothing is on its way, and look at what is there."""
    _prepare(storm.crowd, database_url)
    fast = FastTime(storm.factor)
    with _slack(storm.crowd, fast) as line:
        address: Address = line.recv()
        kills = _let_it_rage(storm, Job(database_url, address, fast, storm.is_rival), line)
        seconds = fast.real(fast.seconds())
        line.send(END)
        transcript: Transcript = line.recv()
    return Aftermath(_read(database_url), transcript, kills, seconds)


@contextmanager
def _slack(crowd: Crowd, fast: FastTime) -> Iterator[Connection]:
    ours, theirs = _PROCESSES.Pipe()
    process = _PROCESSES.Process(target=serve, args=(crowd, fast, SEED, theirs))
    process.start()
    try:
        yield ours
    finally:
        process.kill()
        process.join()


def _let_it_rage(storm: Storm, job: Job, line: Connection) -> int:
    """Kill whenever so many posts have been made, until all that is to be is sent; give how often."""
    chance = random.Random(SEED)
    calm_after = round(CALM * NUDGES * storm.crowd.count)
    moments = sorted(chance.randrange(calm_after) for _ in range(storm.kills))
    kills = 0
    with _running(storm.workers, job) as workers:
        for moment in moments:
            if not _reached(moment, workers, line):
                break
            _kill(workers.pop(chance.randrange(len(workers))))
            workers.append(_started(job))
            kills += 1
        for one in workers:
            one.join()
            assert one.exitcode == 0, f"a worker ended by itself with {one.exitcode}"
    return kills


def _reached(posts: int, workers: Sequence[ForkServerProcess], line: Connection) -> bool:
    """Wait for so many posts; give False if a worker finds nothing more to do before that."""
    while True:
        line.send(COUNT)
        if line.recv() >= posts:
            return True
        if connection.wait([one.sentinel for one in workers], timeout=0.02):
            return False


@contextmanager
def _running(count: int, job: Job) -> Iterator[list[ForkServerProcess]]:
    workers = [_started(job) for _ in range(count)]
    try:
        yield workers
    finally:
        for one in workers:
            one.kill()


def _started(job: Job) -> ForkServerProcess:
    process = _PROCESSES.Process(target=work, args=(job,))
    process.start()
    return process


def _kill(victim: ForkServerProcess) -> None:
    victim.kill()
    victim.join()
    assert victim.exitcode == -SIGKILL, victim.exitcode


def _prepare(crowd: Crowd, database_url: str) -> None:
    made = engine.create(database_url)
    migrations.upgrade(made)
    crowd.fill(Database(made))
    made.dispose()


def _read(database_url: str) -> tuple[Nudge, ...]:
    with process_lock.held(database_url):
        database = Database(engine.create(database_url))
        with database.read() as work:
            found = tuple(from_row(row) for row in work.connection.execute(select(NudgeRow)))
        database.close()
    return found
