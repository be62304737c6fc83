"""The threads that send, so that one slow call to Slack does not hold up the next message."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait


class Hands:
    """A fixed number of threads; one thread at a time gives them work."""

    def __init__(self, count: int) -> None:
        self._pool = ThreadPoolExecutor(count, thread_name_prefix="hand")
        self._under_way: set[Future[None]] = set()

    @property
    def under_way(self) -> int:
        """Give how much of the work that was begun is not done."""
        self._under_way = {one for one in self._under_way if not one.done()}
        return len(self._under_way)

    def begin(self, work: Callable[[], None]) -> None:
        """Let a free hand do something, in the order of asking."""
        self._under_way.add(self._pool.submit(work))

    def wait(self, seconds: float | None = None) -> None:
        """Wait for all that is under way, for so many seconds at most; raises what the work raised."""
        for one in wait(self._under_way, timeout=seconds).done:
            one.result()
