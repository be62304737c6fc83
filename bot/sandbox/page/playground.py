"""The stage as the page uses it: one act at a time, the worker after each, and what every person has read."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.sandbox.actor import Actor
from bot.sandbox.elements import NotPossibleError
from bot.sandbox.page.tables import Rows
from bot.sandbox.stage import Stage
from bot.services.weekly import next_run
from storage import engine
from storage.data_map import dump
from storage.records import Workspace

LONGEST_STEP = timedelta(hours=6)
"""How far the clock goes at once where nothing is known to be due: planning looks 48 h ahead."""


class Playground:
    """Hold `lock` around everything; the stage can do one thing at a time."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.lock = threading.RLock()
        self._read: dict[tuple[str, str], str] = {}
        self._opened_ts = stage.slack.clock.next_ts()
        self._notes: dict[str, str] = {}
        self._published: set[str] = set()

    @property
    def now(self) -> datetime:
        """Give the workspace's time."""
        return self.stage.slack.clock.now()

    def people(self) -> list[Actor]:
        """Give everybody who could sit in front of a Slack client, by name."""
        found = [person for person in self.stage.slack.world.people.values() if not person.is_bot]
        return [self.stage.slack.member(one.id) for one in sorted(found, key=lambda one: one.real_name)]

    def act(self, actor: Actor, does: Callable[[], object]) -> None:
        """Let somebody do something, then the worker; what a client would not allow becomes a note."""
        before = _home_hash(actor)
        try:
            does()
        except NotPossibleError as error:
            self._notes[actor.id] = f"A Slack client would not allow that: {error}."
        else:
            if actor.last_error:
                self._notes[actor.id] = actor.last_error
        self.stage.settle()
        if _home_hash(actor) != before:
            self._published.add(actor.id)

    def open_home(self, actor: Actor) -> None:
        """Open the Home tab, unless the latest act has just changed it: then that is what stays to be read."""
        if actor.id not in self._published:
            self.act(actor, actor.open_home)
        self._published.discard(actor.id)

    def move_to(self, instant: datetime) -> None:
        """Let time pass from one due instant to the next, with the worker at work; Home tabs are out of date then."""
        while (now := self.now) < instant:
            due = (self._next_due(), self.next_run(), now + LONGEST_STEP, instant)
            self.stage.until(min(at for at in due if at and at > now), LONGEST_STEP)
        self._published.clear()

    def take_note(self, actor: Actor) -> str | None:
        """Give what went wrong with the latest act, once."""
        return self._notes.pop(actor.id, None)

    def unread(self, actor: Actor, channel_id: str | None = None) -> int:
        """Count what others wrote since this person last looked there, or anywhere."""
        return sum(
            message.user != actor.id and message.ts > self._read.get((actor.id, message.channel), self._opened_ts)
            for message in actor.messages(channel_id)
        )

    def mark_read(self, actor: Actor, channel_id: str) -> None:
        """Remember that this person has seen all that is there now."""
        for message in actor.messages(channel_id):
            self._read[actor.id, channel_id] = message.ts

    def workspace(self) -> Workspace:
        """Give the host's settings as they are stored."""
        with self.stage.trellis.context.database.read() as work:
            (found,) = work.workspaces.all()
        return found

    def next_run(self) -> datetime:
        """Give the instant at which Trellis next suggests partners."""
        with self.stage.trellis.context.database.read() as work:
            return next_run(work, self.workspace(), self.now)

    def stored(self) -> dict[str, Rows]:
        """Read every row of every table."""
        opened = engine.create(self.stage.database_url)
        try:
            return dict(dump(opened))
        finally:
            opened.dispose()

    def _next_due(self) -> datetime | None:
        with self.stage.trellis.context.database.read() as work:
            return work.nudges.next_due()


def _home_hash(actor: Actor) -> str | None:
    return str(actor.home.view["hash"]) if actor.home else None
