"""The usual design, as a rival: claim, post, mark as done; what is not done when its lease ends is run again."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import partial

from bot.services.delivery import Delivery, Skip
from bot.slack.messenger import Messenger
from bot.slack.outcomes import NotSentError, OutcomeUnknownError
from bot.worker.attempt import BACKOFF, Compose
from bot.worker.hands import Hands
from bot.worker.hold import LEASE
from bot.worker.notes import Notes
from storage.database import Database
from storage.errors import LostLeaseError
from storage.records import Nudge
from storage.vocabulary import NudgeReason, NudgeState


class LeaseAndRerun:
    """A worker without intent and without a look at what has arrived; all else is as in Trellis."""

    def __init__(self, database: Database, messenger: Messenger, compose: Compose, owner: str, hands: int) -> None:
        self._database = database
        self._messenger = messenger
        self._compose = compose
        self._owner = owner
        self._notes = Notes(database)
        self._hands, self._count = Hands(hands), hands

    def go_on(self, now: Callable[[], datetime]) -> None:
        """Handle nudges for as long as any are due."""
        while claimed := self._claimed(now()):
            for nudge in claimed:
                self._hands.begin(partial(self._handle, nudge, now()))
            self._hands.wait()

    def _claimed(self, now: datetime) -> tuple[Nudge, ...]:
        with self._database.write() as work:
            claimed = work.nudges.claim(now, self._owner, LEASE, self._count)
            work.commit()
        return claimed

    def _handle(self, nudge: Nudge, now: datetime) -> None:
        with suppress(LostLeaseError):
            decision = self._compose(nudge, now)
            if now >= nudge.expires_at:
                self._close(nudge, NudgeState.EXPIRED, NudgeReason.TOO_LATE)
            elif isinstance(decision, Skip):
                self._close(nudge, NudgeState.CANCELLED, decision.reason)
            elif isinstance(decision, Delivery):
                self._post(nudge, decision, now)

    def _post(self, nudge: Nudge, delivery: Delivery, now: datetime) -> None:
        try:
            ts = self._messenger.post(delivery.channel_id, delivery.message, nudge.key)
        except (NotSentError, OutcomeUnknownError):
            self._notes.note(lambda work: work.nudges.back(nudge, now + BACKOFF))
        else:
            self._notes.note(lambda work: work.nudges.sent(nudge, ts))

    def _close(self, nudge: Nudge, state: NudgeState, reason: NudgeReason) -> None:
        self._notes.note(lambda work: work.nudges.close(nudge, state, reason))
