"""Sends what is due, once: claim, check again, note the intent, call Slack, settle (design, section 5)."""

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import assert_never

from bot.services.delivery import Delivery, Postpone, Skip
from bot.slack.messenger import TIMEOUT, Messenger
from bot.slack.outcomes import NotSentError, OutcomeUnknownError
from bot.worker import sending
from storage.database import Database
from storage.errors import LostLeaseError
from storage.records import Nudge
from storage.stores.nudges import NudgeStore
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import NudgeReason, NudgeState

Decision = Delivery | Skip | Postpone
Compose = Callable[[Nudge, datetime], Decision]
"""Checks the state again and writes the message; may read words and raise as Messenger does."""
Settled = Callable[[UnitOfWork, Nudge, Delivery, str], None]
"""Stores what follows from the message with this timestamp, in the transaction that marks the nudge as sent."""

LEASE = timedelta(seconds=30)
BATCH = 20
BACKOFF = timedelta(seconds=30)
LOOK_AFTER = timedelta(seconds=5)
"""How long a call of unknown outcome gets to show in the history."""
LOOK_FOR = timedelta(days=1)
"""How long after its window a nudge of unknown outcome is looked for, before it counts as not arrived."""
_LATEST_START = LEASE.total_seconds() - 2 * TIMEOUT  # an update that becomes a post is two calls

_log = logging.getLogger(__name__)


class Dispatcher:
    """One worker's hand on the nudges; `owner` is 32 hexadecimal digits, `stopwatch` counts seconds of real time."""

    def __init__(
        self,
        database: Database,
        messenger: Messenger,
        compose: Compose,
        settled: Settled,
        owner: str,
        stopwatch: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database = database
        self._messenger = messenger
        self._compose = compose
        self._settled = settled
        self._owner = owner
        self._stopwatch = stopwatch
        self._latest_start = 0.0

    def tick(self, now: datetime) -> int:
        """Handle up to BATCH nudges that are due and give how many were claimed; one thread at a time."""
        self._latest_start = self._stopwatch() + _LATEST_START
        with self._database.write() as work:
            claimed = work.nudges.claim(now, self._owner, LEASE, BATCH)
            work.commit()
        for nudge in claimed:
            self._handle(nudge, now)
        return len(claimed)

    def _handle(self, nudge: Nudge, now: datetime) -> None:
        """Let no nudge stop the others: one that fails here keeps its state until its lease has passed."""
        try:
            self._attempt(nudge, now)
        except LostLeaseError:
            _log.info("Nudge %s was taken over.", nudge.key)
        except Exception as error:
            _log.error("Nudge %s failed: %s.", nudge.key, type(error).__name__)

    def _attempt(self, nudge: Nudge, now: datetime) -> None:
        if now >= nudge.expires_at + (LOOK_FOR if nudge.state is NudgeState.UNKNOWN else timedelta()):
            return self._expire(nudge)
        if self._is_late():
            return self._later(nudge, nudge.due_at)
        decision = self._decide(nudge, now)
        match decision:
            case Delivery():
                return self._deliver(nudge, decision, now)
            case Skip():
                return self._close(nudge, NudgeState.CANCELLED, decision.reason)
            case Postpone():
                return self._later(nudge, decision.until)
            case _:
                assert_never(decision)

    def _decide(self, nudge: Nudge, now: datetime) -> Decision:
        try:
            return self._compose(nudge, now)
        except NotSentError as error:
            return Postpone(now + _pause(error))
        except Exception as error:
            _log.error("Nudge %s could not be written: %s.", nudge.key, type(error).__name__)
            return Postpone(now + BACKOFF)

    def _deliver(self, nudge: Nudge, delivery: Delivery, now: datetime) -> None:
        try:
            ts = sending.arrived(self._messenger, nudge, delivery)
            if ts is None:
                if now >= nudge.expires_at:
                    return self._expire(nudge)
                if self._is_late():
                    return self._later(nudge, nudge.due_at)
                self._note(lambda nudges: nudges.intend(nudge, now))
                ts = sending.send(self._messenger, nudge, delivery)
        except NotSentError as error:
            return self._not_sent(nudge, error, now)
        except OutcomeUnknownError as error:
            _log.warning("Nudge %s may or may not have arrived: %s.", nudge.key, error.code)
            return self._note(lambda nudges: nudges.unsure(nudge, now + LOOK_AFTER))
        return self._settle(nudge, delivery, ts)

    def _not_sent(self, nudge: Nudge, error: NotSentError, now: datetime) -> None:
        _log.warning("Nudge %s did not arrive: %s.", nudge.key, error.code)
        if error.permanent:
            return self._close(nudge, NudgeState.CANCELLED, NudgeReason.REFUSED)
        return self._later(nudge, now + _pause(error))

    def _settle(self, nudge: Nudge, delivery: Delivery, ts: str) -> None:
        with self._database.write() as work:
            work.nudges.sent(nudge, ts)
            self._settled(work, nudge, delivery, ts)
            work.commit()
        if delivery.pin:
            sending.pin(self._messenger, nudge, delivery.channel_id, ts)
        sending.attach(self._messenger, nudge, delivery)

    def _is_late(self) -> bool:
        """Tell whether a call that begins now could outlast the lease, so that another worker would make it too."""
        return self._stopwatch() > self._latest_start

    def _later(self, nudge: Nudge, due_at: datetime) -> None:
        """Put it back; one of unknown outcome stays unknown, since its earlier attempt may still arrive."""
        unknown = nudge.state is NudgeState.UNKNOWN
        self._note(lambda nudges: (nudges.unsure if unknown else nudges.back)(nudge, due_at))

    def _expire(self, nudge: Nudge) -> None:
        self._close(nudge, NudgeState.EXPIRED, NudgeReason.TOO_LATE)

    def _close(self, nudge: Nudge, state: NudgeState, reason: NudgeReason) -> None:
        self._note(lambda nudges: nudges.close(nudge, state, reason))

    def _note(self, write: Callable[[NudgeStore], None]) -> None:
        with self._database.write() as work:
            write(work.nudges)
            work.commit()


def _pause(error: NotSentError) -> timedelta:
    return BACKOFF if error.retry_after is None else timedelta(seconds=error.retry_after)
