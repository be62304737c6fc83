"""Workers and web processes that go on whatever their database does, each with connections of its own."""

import random
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import uuid4

from bot.metrics import Metrics
from bot.worker.clock import Clock, Job
from bot.worker.dispatch import HANDS, Dispatcher
from storage import engine
from storage.database import Database
from storage.errors import DatabaseUnusableError
from tests.proofs.crowd import START
from tests.proofs.fast_time import FastTime
from tests.proofs.slow_slack import SlowSlack, compose

WORKSPACES = tuple(f"T{number:04d}" for number in range(400))
PAUSE = 0.02
"""Seconds between two writes of a web process."""


@contextmanager
def opened(url: str) -> Iterator[Database]:
    """Open it as a process does."""
    made = engine.create(url)
    database = Database(made)
    try:
        yield database
    finally:
        database.close()


@contextmanager
def workers(count: int, url: str, slack: SlowSlack, fast: FastTime) -> Iterator[None]:
    """Let dispatchers work by the product's own clock, each with connections of its own."""
    with ExitStack() as open_ones:
        for _ in range(count):
            database = open_ones.enter_context(opened(url))
            dispatcher = Dispatcher(
                database, slack, compose, lambda *_: None, uuid4().hex, Metrics(), HANDS, fast.seconds
            )
            go_on = _bound(dispatcher, fast)
            clock = Clock([Job("dispatch", timedelta(seconds=1), go_on)], fast.now)
            open_ones.callback(clock.stop)
            open_ones.callback(dispatcher.stop)
            clock.start()
        yield


def _bound(dispatcher: Dispatcher, fast: FastTime) -> Callable[[object], None]:
    return lambda _: dispatcher.go_on(fast.now)


@dataclass(slots=True)
class Web:
    """What web processes were told about their writes."""

    acknowledged: list[str] = field(default_factory=list)
    refused: int = 0


@contextmanager
def writers(count: int, url: str, web: Web) -> Iterator[None]:
    """Let threads of one web process write, each as soon as its last write was answered."""
    over = threading.Event()
    with opened(url) as database:
        threads = [threading.Thread(target=_write, args=(database, web, over)) for _ in range(count)]
        for one in threads:
            one.start()
        try:
            yield
        finally:
            over.set()
            for one in threads:
                one.join()


def _write(database: Database, web: Web, over: threading.Event) -> None:
    while not over.wait(PAUSE):
        mine = uuid4().hex
        try:
            with database.write() as work:
                work.requests.add(random.choice(WORKSPACES), mine, START)
                work.commit()
        except DatabaseUnusableError:
            web.refused += 1
        else:
            web.acknowledged.append(mine)
