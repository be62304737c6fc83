"""Workers of a busy week: each does all of its jobs at every instant, at the same moment as all the others."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.queues import SimpleQueue
from typing import Protocol
from uuid import uuid4

from bot.metrics import Metrics
from bot.services.context import Context
from bot.slack.messenger import Messenger, make_client
from bot.slack.words import Words
from bot.worker.worker import Worker
from matching import zones
from matching.errors import TrellisError
from storage import engine, process_lock
from storage.database import Database
from tests.proofs.busy_week import Week
from tests.proofs.many_slack import SECRET, Address
from tests.trips.cast import WordCounts

SLOWEST = 300.0
"""Seconds of real time after which a worker that does not come to the next instant is taken for stuck."""
_PROCESSES = get_context("forkserver")
_PROCESSES.set_forkserver_preload([__name__])


class Gate(Protocol):
    """Lets those who wait at it go on together."""

    def wait(self, timeout: float | None = None) -> int: ...


@dataclass(frozen=True, slots=True)
class Job:
    """What each worker does, and where."""

    week: Week
    database_url: str
    address: Address


def tick_through(job: Job, database: Database, gate: Gate) -> int:
    """Do all of a worker's jobs at every instant, together with all others; gives how many ticks came to nothing."""
    messenger = Messenger(make_client(job.address.token, job.address.base_url), SECRET)
    context = Context(database, messenger, Words(messenger), lambda: uuid4().hex)
    worker = Worker(context, WordCounts, lambda: job.week.end, uuid4().hex, Metrics())
    given_up = 0
    for now in job.week.instants():
        gate.wait(SLOWEST)
        try:
            worker.tick(now)
        except TrellisError:  # as the product's clock does: the next tick tries again
            given_up += 1
    return given_up


def as_threads(job: Job, workers: int) -> int:
    """Let so many threads of one process work, as only one may open a SQLite file."""
    with process_lock.held(job.database_url), ThreadPoolExecutor(workers) as pool:
        database, gate = Database(engine.create(job.database_url)), threading.Barrier(workers)
        given_up = [pool.submit(tick_through, job, database, gate) for _ in range(workers)]
        total = sum(one.result() for one in given_up)
        database.close()
    return total


def as_processes(job: Job, workers: int) -> int:
    """Let so many processes work, forked from one that has imported everything and opened nothing."""
    gate, given_up = _PROCESSES.Barrier(workers), _PROCESSES.SimpleQueue()
    crowd = [_PROCESSES.Process(target=_process, args=(job, gate, given_up)) for _ in range(workers)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    assert [one.exitcode for one in crowd] == [0] * workers
    return sum(given_up.get() for _ in crowd)


def _process(job: Job, gate: Gate, given_up: "SimpleQueue[int]") -> None:
    zones.use_package()
    database = Database(engine.create(job.database_url))
    given_up.put(tick_through(job, database, gate))
    database.close()
