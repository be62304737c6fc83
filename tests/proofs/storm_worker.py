"""A worker in a kill storm: the real sending with everything it needs, in a process that may be killed at any time."""

import logging
import time
from dataclasses import dataclass
from functools import partial
from uuid import uuid4

from bot.metrics import Metrics
from bot.services.context import Context
from bot.services.nudges import compose
from bot.services.settling import settled
from bot.slack.messenger import TIMEOUT, Messenger, make_client
from bot.slack.words import Words
from bot.worker.dispatch import HANDS, Dispatcher
from matching.errors import TrellisError
from storage import engine, process_lock
from storage.database import Database
from tests.proofs.fast_time import FastTime
from tests.proofs.lease_and_rerun import LeaseAndRerun
from tests.proofs.storm_slack import SECRET, Address

TICK = 1.0
"""Seconds between two looks at what is due, as in the product."""


@dataclass(frozen=True, slots=True)
class Job:
    """What a worker works on, and whether in Trellis' way or in the rival's."""

    database_url: str
    slack: Address
    fast: FastTime
    is_rival: bool


def work(job: Job) -> None:
    """Send what is due until nothing is left on its way."""
    logging.getLogger().setLevel(logging.ERROR)  # that calls went wrong is no news here
    with process_lock.held(job.database_url):
        database = Database(engine.create(job.database_url))
        sender = _sender(job, database)
        while _is_something_left(database):
            try:
                sender.go_on(job.fast.now)
            except TrellisError:  # as the product's clock does: the next tick tries again
                continue
            finally:
                time.sleep(job.fast.real(TICK))
        database.close()


def _is_something_left(database: Database) -> bool:
    with database.read() as work:
        return work.nudges.next_due() is not None


def _sender(job: Job, database: Database) -> Dispatcher | LeaseAndRerun:
    client = make_client(job.slack.token, job.slack.base_url, job.fast.real(TIMEOUT))
    messenger, owner = Messenger(client, SECRET), uuid4().hex
    write = partial(compose, Context(database, messenger, Words(messenger), lambda: uuid4().hex))
    if job.is_rival:
        return LeaseAndRerun(database, messenger, write, owner, HANDS)
    return Dispatcher(database, messenger, write, settled, owner, Metrics(), HANDS, job.fast.seconds)
