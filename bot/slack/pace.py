"""How often cards are read back from one workspace: below Slack's Tier 3, with a fair share for each who reads."""

import threading
from collections import deque
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from enum import Enum, unique

from bot.slack.outcomes import NotSentError
from bot.slack.words import Words
from storage.records import Pointer

MOST = 44
"""Reads in any minute; Slack allows 50 or more (design, section 4), and App Home needs a few."""
SHARE = MOST // 2
"""What each reader may take even while the other one waits."""
MINUTE = timedelta(minutes=1)
WAITS = 2 * MINUTE
"""How long a share is kept for a reader who had to wait and may be back after a minute."""
PACED = "paced"
"""The code of a NotSentError by which we wait before Slack has to ask for it."""


@unique
class Reader(Enum):
    """Who reads: matching, hours of it on end, or a nudge that shows a card."""

    MATCHING = "matching"
    NUDGES = "nudges"


class Pace:
    """Counts the reads of the last minute; safe between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._taken: deque[tuple[datetime, Reader]] = deque()
        self._waits_until: dict[Reader, datetime] = {}

    def wait(self, reader: Reader, reads: int, now: datetime) -> timedelta:
        """Count so many reads and give zero, or count nothing and give how long to wait at least."""
        with self._lock:
            while self._taken and self._taken[0][0] <= now - MINUTE:
                self._taken.popleft()
            own = sum(1 for _, one in self._taken if one is reader)
            if len(self._taken) + reads <= MOST and (own + reads <= SHARE or not self._is_contested(reader, now)):
                self._taken.extend([(now, reader)] * reads)
                return timedelta()
            self._waits_until[reader] = now + WAITS
            return self._taken[0][0] + MINUTE - now if self._taken else MINUTE

    def _is_contested(self, reader: Reader, now: datetime) -> bool:
        """Tell whether the other reader had to wait not long ago."""
        return any(now < until for one, until in self._waits_until.items() if one is not reader)


class PacedWords(Words):
    """Reads words at a pace; NotSentError says how long to wait."""

    def __init__(self, words: Words, pace: Pace, reader: Reader, now: datetime) -> None:
        self._words = words
        self._pace = pace
        self._reader = reader
        self._now = now

    def read(self, pointer: Pointer, block_id: str) -> str | None:
        """Read one card, or raise."""
        self._count(1)
        return self._words.read(pointer, block_id)

    def read_all(self, cards: Mapping[str, Pointer], block_id: str) -> dict[str, str]:
        """Read several cards, or raise before the first of them."""
        self._count(len(cards))
        return self._words.read_all(cards, block_id)

    def read_cards(self, cards: Mapping[str, Pointer], block_ids: Collection[str]) -> dict[str, dict[str, str]]:
        """Read several blocks of several cards, or raise before the first of them."""
        self._count(len(cards))
        return self._words.read_cards(cards, block_ids)

    def _count(self, reads: int) -> None:
        wait = self._pace.wait(self._reader, reads, self._now)
        if wait:
            raise NotSentError(PACED, retry_after=wait.total_seconds())
