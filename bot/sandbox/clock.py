"""The sandbox's clock: it stands at an instant until somebody moves it, or runs with real time."""

import threading
from datetime import UTC, datetime, timedelta


class Clock:
    """A clock that the workspace and the bot under test share; `now` is aware UTC."""

    def __init__(self, start: datetime | None = None) -> None:
        self._lock = threading.Lock()
        self._frozen = start
        self._last_ts = 0

    def now(self) -> datetime:
        """Give the workspace's time: where it was put, or the real time if it was never put anywhere."""
        return self._frozen or datetime.now(UTC)

    def move_to(self, instant: datetime) -> None:
        """Put the clock at an instant; it never goes back."""
        with self._lock:
            if self._frozen is not None and instant < self._frozen:
                raise ValueError("the sandbox clock only moves forward")
            self._frozen = instant

    def advance(self, step: timedelta) -> None:
        """Move the clock forward by a duration."""
        self.move_to(self.now() + step)

    def next_ts(self) -> str:
        """Give a fresh message timestamp in Slack's form, strictly later than the one before."""
        with self._lock:
            micros = round(self.now().timestamp() * 1_000_000)
            self._last_ts = max(micros, self._last_ts + 1)
            return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"
