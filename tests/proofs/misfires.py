"""A rival in an outage: APScheduler with its defaults, started again after its jobs fell due."""

import threading
from collections.abc import Sequence
from datetime import UTC, datetime

from apscheduler.events import EVENT_JOB_EXECUTED, EVENT_JOB_MISSED, JobEvent
from apscheduler.schedulers.background import BackgroundScheduler


def run(due: Sequence[datetime], back_at: datetime) -> int:
    """Give how many of the jobs that were due before the scheduler came back it still runs."""
    executed: list[str] = []
    left = threading.Semaphore(0)

    def note(event: JobEvent) -> None:
        if event.code == EVENT_JOB_EXECUTED:
            executed.append(event.job_id)
        left.release()

    scheduler = BackgroundScheduler(timezone=UTC)
    scheduler.add_listener(note, EVENT_JOB_EXECUTED | EVENT_JOB_MISSED)
    late = datetime.now(UTC) - back_at
    for at in due:
        scheduler.add_job(_nothing, "date", run_date=at + late)
    scheduler.start()
    for _ in due:
        assert left.acquire(timeout=60)
    scheduler.shutdown()
    return len(executed)


def _nothing() -> None:
    """Stand for a nudge."""
