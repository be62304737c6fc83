"""What one hand does with one nudge: check again, note the intent, call Slack, settle (design, section 5)."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import assert_never

from bot.frames import in_short
from bot.metrics import Metrics
from bot.services.delivery import Delivery, Postpone, Skip
from bot.slack.messenger import Messenger
from bot.slack.outcomes import NotSentError, OutcomeUnknownError
from bot.worker import sending
from bot.worker.hold import Hold
from bot.worker.notes import Notes
from bot.worker.turns import Turns
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

BACKOFF = timedelta(seconds=30)
LOOK_AFTER = timedelta(seconds=5)
"""How long a call of unknown outcome gets to show in the history, from when we gave it up."""
LOOK_FOR = timedelta(days=1)
"""How long after its window a nudge of unknown outcome is looked for, before it counts as not arrived."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Attempt:
    """Everything that an attempt needs besides the nudge; the same for all attempts of a worker."""

    notes: Notes
    messenger: Messenger
    compose: Compose
    settled: Settled
    turns: Turns
    metrics: Metrics

    def make(self, nudge: Nudge, hold: Hold) -> None:
        """Let no nudge stop the others: one that fails here keeps its state until its lease has passed."""
        try:
            self._attempt(nudge, hold)
        except LostLeaseError:
            _log.info("Nudge %s was taken over.", nudge.key)
        except Exception as error:
            _log.error("Nudge %s failed: %s.", nudge.key, in_short(error))

    def _attempt(self, nudge: Nudge, hold: Hold) -> None:
        if hold.claimed_at >= nudge.expires_at + (LOOK_FOR if nudge.state is NudgeState.UNKNOWN else timedelta()):
            return self._expire(nudge)
        if hold.is_late():
            return self._later(nudge, nudge.due_at)
        decision = self._decide(nudge, hold)
        match decision:
            case Delivery():
                return self._deliver(nudge, decision, hold)
            case Skip():
                return self._close(nudge, NudgeState.CANCELLED, decision.reason)
            case Postpone():
                return self._later(nudge, decision.until)
            case _:
                assert_never(decision)

    def _decide(self, nudge: Nudge, hold: Hold) -> Decision:
        try:
            return self.compose(nudge, hold.claimed_at)
        except NotSentError as error:
            return Postpone(hold.claimed_at + _pause(error))
        except Exception as error:
            _log.error("Nudge %s could not be written: %s.", nudge.key, in_short(error))
            return Postpone(hold.claimed_at + BACKOFF)

    def _deliver(self, nudge: Nudge, delivery: Delivery, hold: Hold) -> None:
        try:
            ts = sending.arrived(self.messenger, nudge, delivery)
            if ts is None:
                if hold.claimed_at >= nudge.expires_at:
                    return self._expire(nudge)
                self._note(lambda nudges: nudges.intend(nudge, hold.claimed_at))
                if hold.is_late():  # asked only now, since a busy database may have kept the intent waiting
                    return self._later(nudge, nudge.due_at)
                ts = sending.send(self.messenger, nudge, delivery)
        except NotSentError as error:
            return self._not_sent(nudge, error, hold.now())
        except OutcomeUnknownError as error:
            _log.warning("Nudge %s may or may not have arrived: %s.", nudge.key, error.code)
            self._note(lambda nudges: nudges.unsure(nudge, hold.now() + LOOK_AFTER))
            return self.metrics.unsure(nudge.kind)
        arrived_at = hold.now()
        self._settle(nudge, delivery, ts)
        return self.metrics.sent(nudge.kind, arrived_at - nudge.due_at)

    def _not_sent(self, nudge: Nudge, error: NotSentError, now: datetime) -> None:
        _log.warning("Nudge %s did not arrive: %s.", nudge.key, error.code)
        if error.permanent:
            return self._close(nudge, NudgeState.CANCELLED, NudgeReason.REFUSED)
        if error.retry_after is not None:
            self.turns.rest(nudge.workspace_id, now, now + _pause(error))
        return self._later(nudge, now + _pause(error))

    def _settle(self, nudge: Nudge, delivery: Delivery, ts: str) -> None:
        def settle(work: UnitOfWork) -> None:
            work.nudges.sent(nudge, ts)
            self.settled(work, nudge, delivery, ts)

        self.notes.note(settle)
        if delivery.pin:
            sending.pin(self.messenger, nudge, delivery.channel_id, ts)
        sending.attach(self.messenger, nudge, delivery)

    def _later(self, nudge: Nudge, due_at: datetime) -> None:
        """Put it back; one of unknown outcome stays unknown, since its earlier attempt may still arrive."""
        unknown = nudge.state is NudgeState.UNKNOWN
        self._note(lambda nudges: (nudges.unsure if unknown else nudges.back)(nudge, due_at))

    def _expire(self, nudge: Nudge) -> None:
        self._close(nudge, NudgeState.EXPIRED, NudgeReason.TOO_LATE)

    def _close(self, nudge: Nudge, state: NudgeState, reason: NudgeReason) -> None:
        self._note(lambda nudges: nudges.close(nudge, state, reason))
        self.metrics.closed(nudge.kind, state)

    def _note(self, write: Callable[[NudgeStore], None]) -> None:
        self.notes.note(lambda work: write(work.nudges))


def _pause(error: NotSentError) -> timedelta:
    return BACKOFF if error.retry_after is None else timedelta(seconds=error.retry_after)
