"""Slack as a stub, where what is measured is not Slack: it takes its time, and remembers what arrived and when."""

import threading
import time
from collections.abc import Collection
from datetime import datetime

from bot.services.delivery import Delivery
from bot.slack.message import Message
from bot.slack.messenger import Messenger, make_client
from storage.records import Nudge

ANSWERS_IN = 0.3
HANGS_FOR = 10.0
"""All in real seconds."""
HELLO = Message("Hello", [])


class SlowSlack(Messenger):
    """Answers each call after so many seconds, and calls about a workspace that hangs after HANGS_FOR."""

    def __init__(self, answers_in: float = ANSWERS_IN, hanging: Collection[str] = ()) -> None:
        super().__init__(make_client("", "http://nowhere.invalid/"), b"")
        self._answers_in = answers_in
        self._hanging = hanging
        self._lock = threading.Lock()
        self.arrivals: list[tuple[str, float]] = []
        """Keys of nudges, in the order in which they arrived, and what the monotonic clock showed."""

    def post(self, channel_id: str, message: Message, key: str | None = None) -> str:  # noqa: ARG002 Messenger's
        """Let a nudge arrive, and give its number as its timestamp."""
        self._take_time(channel_id)
        with self._lock:
            self.arrivals.append((str(key), time.monotonic()))
            return f"{1_700_000_000 + len(self.arrivals)}.000000"

    def find(self, channel_id: str, since: datetime, key: str) -> str | None:  # noqa: ARG002 Messenger's
        """Look for what arrived with this key."""
        self._take_time(channel_id)
        with self._lock:
            keys = [one for one, _ in self.arrivals]
        return f"{1_700_000_001 + keys.index(key)}.000000" if key in keys else None

    def _take_time(self, channel_id: str) -> None:
        time.sleep(HANGS_FOR if channel_id in self._hanging else self._answers_in)


def compose(nudge: Nudge, now: datetime) -> Delivery:  # noqa: ARG001 the signature is Compose's
    """Write the same to everybody; a workspace has one conversation, of its name."""
    return Delivery(nudge.workspace_id, HELLO)
