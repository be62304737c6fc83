"""Two units of work at the same moment, made certain instead of likely."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from typing import TypeVar

from storage.database import Database
from storage.unit_of_work import UnitOfWork

Seen = TypeVar("Seen")
Step = Callable[[UnitOfWork], Seen]
LONG_ENOUGH = 0.3  # seconds in which a step that does not wait is surely done


def overlapping(database: Database, first: Step[Seen], second: Step[Seen]) -> tuple[Seen, Seen]:
    """Take the second step while the first is not yet committed, check that it waits, and give what both saw."""

    def take_second() -> Seen:
        with database.write() as work:
            seen = second(work)
            work.commit()
        return seen

    with ThreadPoolExecutor(1) as pool:
        with database.write() as work:
            seen = first(work)
            waiting = pool.submit(take_second)
            hurried = wait([waiting], timeout=LONG_ENOUGH).done
            work.commit()
        assert not hurried, "the second step did not wait for the first"
        return seen, waiting.result(timeout=10)
