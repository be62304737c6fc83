"""The worker's clock: it only ticks; what is due is in the database."""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot.frames import in_short

DRAIN_SECONDS = 8.0
"""How long `stop` waits for jobs that run; what they claimed is taken over after its lease."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """Something to do every so often; `run` is given the present instant."""

    name: str
    every: timedelta
    run: Callable[[datetime], object]


class Clock:
    """Runs each job at once and then in its rhythm, never twice at a time; `now` gives aware UTC."""

    def __init__(self, jobs: Sequence[Job], now: Callable[[], datetime]) -> None:
        self._now = now
        self._running = {job.name: threading.Lock() for job in jobs}
        self._failing: dict[str, type[Exception]] = {}
        # A tick of a job that still runs finds it locked and ends; with one instance APScheduler would warn of each.
        self._scheduler = BackgroundScheduler(
            timezone=UTC,
            executors={"default": ThreadPoolExecutor(len(jobs) + 1)},
            job_defaults={"coalesce": True, "max_instances": 2, "misfire_grace_time": None},
        )
        for job in jobs:
            self._schedule(job)

    def start(self) -> None:
        """Begin to tick, in threads of its own."""
        self._scheduler.start()

    def stop(self) -> None:
        """Tick no more, and wait up to DRAIN_SECONDS in all for jobs that run."""
        self._scheduler.pause()
        deadline = time.monotonic() + DRAIN_SECONDS
        for name, running in self._running.items():
            # Never released again, so that a tick which is already under way finds the door closed.
            if not running.acquire(timeout=max(0.0, deadline - time.monotonic())):
                _log.warning("The job %s still ran when the worker stopped.", name)
        self._scheduler.shutdown(wait=False)

    def _schedule(self, job: Job) -> None:
        rhythm = IntervalTrigger(seconds=job.every.total_seconds(), timezone=UTC)
        first = datetime.now(UTC)  # the scheduler's own time, whatever `now` says
        self._scheduler.add_job(self._run, rhythm, args=[job], id=job.name, name=job.name, next_run_time=first)

    def _run(self, job: Job) -> None:
        """Run a job and let nothing out: APScheduler would log an exception with its text."""
        running = self._running[job.name]
        if not running.acquire(blocking=False):
            return
        try:
            job.run(self._now())
            self._went_well(job)
        except Exception as error:
            self._went_wrong(job, error)
        finally:
            running.release()

    def _went_well(self, job: Job) -> None:
        if self._failing.pop(job.name, None):
            _log.warning("The job %s works again.", job.name)

    def _went_wrong(self, job: Job, error: Exception) -> None:
        """Say it once for as long as it stays: a database that is away for an hour would fill the log."""
        if self._failing.get(job.name) is type(error):
            return
        self._failing[job.name] = type(error)
        _log.error("The job %s failed and is tried again until it works: %s.", job.name, in_short(error))
