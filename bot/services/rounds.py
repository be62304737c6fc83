"""One worker's rounds: goals are read a few at a time, and what waits for them is done once all are read."""

import logging
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.frames import in_short
from bot.services import previews, runs, thirds
from bot.services.candidates import looking, taking_part
from bot.services.context import Context
from bot.services.outcomes import Run, lapse
from bot.services.vectors import Encoder, Vectors
from bot.slack.outcomes import NotSentError, OutcomeUnknownError
from bot.slack.pace import PACED
from bot.slack.words import Words
from matching.errors import ModelUnavailableError
from storage.records import EVERYONE, Workspace

LEASE = timedelta(minutes=5)
"""How long a workspace waits for its reader before another worker begins anew; longer than any tick takes."""
PORTION = 10
"""Cards that are read of one workspace before the next one has its turn."""
FRESH = timedelta(minutes=1)
"""How often somebody looks for goals that were stated, edited or erased."""
BACKOFF = timedelta(seconds=30)
"""How long reading pauses when Slack does not say."""
LONG_AGO = datetime.min.replace(tzinfo=UTC)

WordsAt = Callable[[str, datetime], Words]
"""Gives a workspace's words at the pace that is agreed for reading them."""
_log = logging.getLogger(__name__)


class Rounds:
    """Reads the goals of each workspace that no other worker reads; `owner` is 32 hexadecimal digits.

    `ran` is told how many seconds each weekly run took, without the reading before it.
    """

    def __init__(
        self, context: Context, encoder: Encoder, words_at: WordsAt, owner: str, ran: Callable[[float], None]
    ) -> None:
        self._context = context
        self._encoder = encoder
        self._words_at = words_at
        self._owner = owner
        self._ran = ran
        self._desks: dict[str, _Desk] = {}

    def go(self, now: datetime) -> int:
        """Give every workspace its turn and tell how much was done; 0 if all that is left has to wait."""
        with self._context.database.read() as work:
            workspaces = work.workspaces.all()
        return sum(self._attempt(one, now) for one in workspaces)

    def leave(self) -> None:
        """Forget everything and let other workers read."""
        self._desks.clear()
        with self._context.database.write() as work:
            work.readers.leave(self._owner)
            work.commit()

    def _attempt(self, workspace: Workspace, now: datetime) -> int:
        """Let no workspace stop the others."""
        try:
            return self._serve(workspace, now)
        except Exception as error:
            _log.error("A round of workspace %s failed: %s.", workspace.id, in_short(error))
            return 0

    def _serve(self, workspace: Workspace, now: datetime) -> int:
        desk = self._desks.get(workspace.id) or _Desk(Vectors(self._encoder))
        if not self._holds(desk, workspace.id, now):
            self._desks.pop(workspace.id, None)
            return 0
        self._desks[workspace.id] = desk
        with self._context.database.read() as work:
            due = [
                Run(workspace, *run, work.runs.enlarging(workspace.id, *run))
                for run in work.runs.due(workspace.id, now)
            ]
            asked = work.previews.due(workspace.id, now)
        if desk.vectors.is_complete() and (due or asked or now >= desk.look_at):
            self._look(desk, workspace.id, due, now)
        read = self._read(desk, workspace.id, now)
        if not desk.vectors.is_complete():
            return read
        done = sum(self._carry_out(desk, run, now) for run in due)
        return read + done + sum(previews.answer(self._context, desk.vectors, workspace, one, now) for one in asked)

    def _carry_out(self, desk: "_Desk", run: Run, now: datetime) -> bool:
        began = time.monotonic()
        done = runs.carry_out(self._context, desk.vectors, run, now)
        if done and run.asked_by == EVERYONE:
            self._ran(time.monotonic() - began)
        return done

    def _holds(self, desk: "_Desk", workspace_id: str, now: datetime) -> bool:
        """Tell whether we are the reader; the lease is renewed well before it ends."""
        if now + LEASE / 2 < desk.held_until:
            return True
        with self._context.database.write() as work:
            held = work.readers.take(workspace_id, self._owner, now, LEASE)
            work.commit()
        desk.held_until = now + LEASE
        return held

    def _look(self, desk: "_Desk", workspace_id: str, due: Collection[Run], now: datetime) -> None:
        """Find what is new; goals of those who are not looking just now stay known, since they may look again."""
        with self._context.database.read() as work:
            partners = {one for run in due for one in thirds.partners_of(work, run)}
            people = taking_part(work, workspace_id, now, partners)
            found = looking(work, workspace_id, people, {run.asked_by for run in due}, partners)
        desk.vectors.want([goal for _, goal in found], {goal.card for _, goal in people})
        desk.look_at = now + FRESH

    def _read(self, desk: "_Desk", workspace_id: str, now: datetime) -> int:
        """Read a portion and give how many cards; a pause that Slack asks for is kept."""
        if now < desk.resume_at:
            return 0
        before = desk.vectors.unread
        try:
            desk.vectors.read_on(self._words_at(workspace_id, now), PORTION)
        except ModelUnavailableError:
            desk.resume_at = now + LEASE
            raise
        except (NotSentError, OutcomeUnknownError) as error:
            desk.resume_at = now + _pause(error)
        if gone := desk.vectors.take_gone():
            with self._context.database.write() as work:
                lapse(work, gone, now)
                work.commit()
        return before - desk.vectors.unread


@dataclass
class _Desk:
    """What this process holds of one workspace."""

    vectors: Vectors
    held_until: datetime = LONG_AGO
    look_at: datetime = LONG_AGO
    resume_at: datetime = LONG_AGO


def _pause(error: NotSentError | OutcomeUnknownError) -> timedelta:
    asked = error.retry_after if isinstance(error, NotSentError) else None
    if error.code != PACED:
        _log.warning("Reading goals waits for Slack: %s.", error.code)
    return BACKOFF if asked is None else timedelta(seconds=asked)
