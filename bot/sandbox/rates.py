"""How often each method may be called: Slack's tiers as buckets that refill by the workspace's clock."""

import math
from dataclasses import dataclass
from datetime import datetime
from enum import Enum


@dataclass(frozen=True, slots=True)
class Pace:
    """Calls a minute, and how many may come at once."""

    per_minute: int
    burst: int


class Tier(Enum):
    """Slack's tiers (docs.slack.dev/apis/web-api/rate-limits); how much burst it allows is not published."""

    ONE = Pace(1, 10)
    TWO = Pace(20, 20)
    THREE = Pace(50, 50)
    FOUR = Pace(100, 100)
    POSTING = Pace(60, 20)
    SPECIAL = Pace(600, 600)


@dataclass
class Bucket:
    """What is left of a burst at an instant."""

    left: float
    at: datetime


class Rates:
    """Counts calls; not safe between threads, so hold the world's lock."""

    def __init__(self) -> None:
        self._buckets: dict[tuple[str, str], Bucket] = {}

    def wait(self, method: str, tier: Tier, channel: str, now: datetime) -> int:
        """Count one call; give 0, or the whole seconds to wait. Only posting is counted by channel."""
        pace = tier.value
        key = (method, channel if tier is Tier.POSTING else "")
        bucket = self._buckets.setdefault(key, Bucket(pace.burst, now))
        passed = (now - bucket.at).total_seconds()
        left = min(float(pace.burst), bucket.left + passed * pace.per_minute / 60)
        if left < 1:
            return max(1, math.ceil((1 - left) * 60 / pace.per_minute))
        self._buckets[key] = Bucket(left - 1, now)
        return 0
