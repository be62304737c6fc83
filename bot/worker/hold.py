"""What a claim allows, and what time it has become since."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.slack.messenger import TIMEOUT

LEASE = timedelta(seconds=30)
_LATEST_START = LEASE.total_seconds() - 2 * TIMEOUT  # an update that becomes a post is two calls


@dataclass(frozen=True, slots=True)
class Hold:
    """The claim of one batch; `stopwatch` counts seconds of real time and showed `began` when it was made."""

    claimed_at: datetime
    began: float
    stopwatch: Callable[[], float]
    is_stopping: Callable[[], bool]

    def now(self) -> datetime:
        """Give the present instant, since a call may have taken long."""
        return self.claimed_at + timedelta(seconds=self._passed())

    def is_late(self) -> bool:
        """Tell whether no call may begin any more, since it could outlast the lease or this process."""
        return self.is_stopping() or self._passed() > _LATEST_START

    def _passed(self) -> float:
        return self.stopwatch() - self.began
