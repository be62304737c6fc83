"""Time that runs faster than real, alike in every process."""

import time
from dataclasses import dataclass, field
from datetime import datetime

from bot.sandbox.clock import Clock
from tests.proofs.crowd import START


@dataclass(frozen=True, slots=True)
class FastTime:
    """`factor` seconds pass in one real second; a copy in another process of this machine shows the same."""

    factor: float
    began: float = field(default_factory=time.monotonic)

    def seconds(self) -> float:
        """Give what has passed since START, as a stopwatch does."""
        return (time.monotonic() - self.began) * self.factor

    def now(self) -> datetime:
        return datetime.fromtimestamp(START.timestamp() + self.seconds(), START.tzinfo)

    def real(self, seconds: float) -> float:
        """Give how many real seconds these take."""
        return seconds / self.factor


class FastClock(Clock):
    """The same time as a sandbox workspace's clock."""

    def __init__(self, fast: FastTime) -> None:
        super().__init__()
        self._fast = fast

    def now(self) -> datetime:
        return self._fast.now()
