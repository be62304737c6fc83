"""What several hands note at the same moment is committed together: a commit costs far more than a write."""

import threading
from collections.abc import Callable
from concurrent.futures import Future

from storage.database import Database
from storage.unit_of_work import UnitOfWork

Write = Callable[[UnitOfWork], None]
"""May be called a second time, after a first time that came to nothing."""
_Waiting = tuple[Write, Future[None]]


class Notes:
    """Notes in one transaction what has gathered while the one before was being committed; safe between threads."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._turn = threading.Lock()
        self._queue = threading.Lock()
        self._waiting: list[_Waiting] = []

    def note(self, write: Write) -> None:
        """Return once it is durable; raises what `write` raises, and nothing that another's write raised."""
        mine: Future[None] = Future()
        with self._queue:
            self._waiting.append((write, mine))
        with self._turn:
            if not mine.done():
                self._commit(self._take())
        mine.result()

    def _take(self) -> list[_Waiting]:
        with self._queue:
            taken, self._waiting = self._waiting, []
        return taken

    def _commit(self, taken: list[_Waiting]) -> None:
        """Commit all together; where that fails, each by itself, so that a fault stays with whoever caused it."""
        try:
            with self._database.write() as work:
                for write, _ in taken:
                    write(work)
                work.commit()
        except Exception:
            for each in taken:
                self._commit_alone(*each)
        else:
            for _, done in taken:
                done.set_result(None)

    def _commit_alone(self, write: Write, done: Future[None]) -> None:
        try:
            with self._database.write() as work:
                write(work)
                work.commit()
        except BaseException as error:
            done.set_exception(error)
        else:
            done.set_result(None)
