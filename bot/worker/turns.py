"""Which workspaces have had their turn: a token bucket for each, and a rest where Slack asked for one."""

import threading
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

RATE = 5.0
"""Messages a second to one workspace: 300 a minute, of Slack's "several hundred" (docs.slack.dev, rate limits)."""
AT_ONCE = 100.0
"""Messages that a workspace may get at once after a quiet time."""
EACH = 5
"""Messages to one workspace that are under way at the same time; more wait, so that others get their turn."""


@dataclass(slots=True)
class _Bucket:
    tokens: float
    filled_at: datetime
    rests_until: datetime


class Turns:
    """Counts what each workspace was given in this process; safe between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._buckets: dict[str, _Bucket] = {}
        self._under_way: Counter[str] = Counter()

    def begin(self, workspace_id: str, now: datetime) -> None:
        """Count a message that is about to be sent."""
        with self._lock:
            self._filled(workspace_id, now).tokens -= 1
            self._under_way[workspace_id] += 1

    def end(self, workspace_id: str) -> None:
        """Count it as over, however it went."""
        with self._lock:
            self._under_way[workspace_id] -= 1

    def rest(self, workspace_id: str, now: datetime, until: datetime) -> None:
        """Send nothing more to it until then, as Slack's Retry-After asks."""
        with self._lock:
            bucket = self._filled(workspace_id, now)
            bucket.rests_until = max(bucket.rests_until, until)

    def resting(self, now: datetime) -> Collection[str]:
        """Give the workspaces that get nothing now: they rest, have had their share, or have enough under way."""
        with self._lock:
            return [one for one in self._buckets if not self._has_turn(one, now)]

    def _has_turn(self, workspace_id: str, now: datetime) -> bool:
        bucket = self._filled(workspace_id, now)
        return bucket.rests_until <= now and bucket.tokens >= EACH and not self._under_way[workspace_id]

    def _filled(self, workspace_id: str, now: datetime) -> _Bucket:
        bucket = self._buckets.setdefault(workspace_id, _Bucket(AT_ONCE, now, now))
        since = max(timedelta(), now - bucket.filled_at).total_seconds()
        bucket.tokens = min(AT_ONCE, bucket.tokens + since * RATE)
        bucket.filled_at = max(bucket.filled_at, now)
        return bucket
