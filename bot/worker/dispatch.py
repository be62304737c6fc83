"""Claims what is due, in fair turns, and gives it to hands that send it (design, section 5)."""

import threading
import time
from collections.abc import Callable
from datetime import datetime
from functools import partial

from bot.metrics import Metrics
from bot.slack.messenger import Messenger
from bot.worker.attempt import Attempt, Compose, Settled
from bot.worker.hands import Hands
from bot.worker.hold import LEASE, Hold
from bot.worker.notes import Notes
from bot.worker.turns import EACH, Turns
from storage.database import Database
from storage.records import Nudge

BATCH = 40
HANDS = 20
"""Messages under way at once; a workspace where Slack is slow holds EACH of them at most."""
MOMENT = 0.25
"""Seconds after which those who are free get new work although others still wait for Slack."""


class Dispatcher:
    """One worker's hand on the nudges; `owner` is 32 hexadecimal digits, `stopwatch` counts seconds of real time."""

    def __init__(
        self,
        database: Database,
        messenger: Messenger,
        compose: Compose,
        settled: Settled,
        owner: str,
        metrics: Metrics,
        hands: int = 1,
        stopwatch: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database = database
        self._owner = owner
        self._stopwatch = stopwatch
        self._turns = Turns()
        self._attempt = Attempt(Notes(database), messenger, compose, settled, self._turns, metrics)
        self._hands = Hands(hands)
        self._stopping = threading.Event()

    def tick(self, now: datetime) -> int:
        """Handle up to BATCH nudges that are due, in fair turns, and give how many were claimed."""
        claimed = self._begin(now)
        self._hands.wait()
        return claimed

    def go_on(self, now: Callable[[], datetime]) -> None:
        """Handle nudges for as long as any are due or under way; one thread at a time."""
        while not self._stopping.is_set() and (self._begin(now()) or self._hands.under_way):
            self._hands.wait(MOMENT)
        self._hands.wait()

    def stop(self) -> None:
        """Claim nothing more and let no call begin; `go_on` returns once those under way are done."""
        self._stopping.set()

    def _begin(self, now: datetime) -> int:
        hold = Hold(now, self._stopwatch(), self._stopwatch, self._stopping.is_set)
        with self._database.write() as work:
            room, resting = BATCH - self._hands.under_way, self._turns.resting(now)
            claimed = work.nudges.claim(now, self._owner, LEASE, room, EACH, resting)
            work.commit()
        for nudge in claimed:
            self._turns.begin(nudge.workspace_id, now)
            self._hands.begin(partial(self._handle, nudge, hold))
        return len(claimed)

    def _handle(self, nudge: Nudge, hold: Hold) -> None:
        try:
            self._attempt.make(nudge, hold)
        finally:
            self._turns.end(nudge.workspace_id)
