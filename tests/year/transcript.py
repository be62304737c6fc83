"""What everybody received during the year, message by message, as it came."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select

from bot.sandbox.elements import interactive
from bot.sandbox.mrkdwn import Viewer
from bot.sandbox.screen import text
from bot.sandbox.stage import Stage
from bot.sandbox.world import Conversation, Message
from storage.tables import NudgeRow
from storage.vocabulary import NudgeKind


@dataclass(frozen=True, slots=True)
class Occasion:
    """The row of the nudge that brought a message."""

    subject_id: str
    kind: NudgeKind
    on: str
    """The local date of its occurrence key."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One message as its receivers saw it first; `occasion` is None for answers to somebody's own act."""

    at: datetime
    ts: str
    channel_id: str
    is_dm: bool
    to: frozenset[str]
    """Nobody in particular, for a post in a channel."""
    text: str
    mark: str | None
    buttons: tuple[tuple[str, str], ...]
    occasion: Occasion | None
    is_edit: bool = False

    def value(self, action: str) -> str | None:
        """Give what a button of this message carries, None if it has no such button."""
        return next((value for name, value in self.buttons if name == action), None)


class Transcript:
    """Listens to all conversations of a stage; pinned cards are heard again whenever they change."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._bot = stage.slack.world.bot_user_id
        self._seen: dict[str, str | None] = {}
        self.heard: list[Heard] = []
        self.changed: list[Heard] = []

    def listen(self) -> list[Heard]:
        """Give what came since the last time, and pinned cards that changed, oldest first."""
        world = self._stage.slack.world
        new = [pair for place in world.conversations.values() for pair in self._new(place)]
        occasions = self._occasions([message.ts for _, message, is_edit in new if message.metadata and not is_edit])
        came = sorted((self._heard(*each, occasions) for each in new), key=lambda each: each.ts)
        self.heard += [each for each in came if not each.is_edit]
        self.changed += [each for each in came if each.is_edit]
        return came

    def _new(self, place: Conversation) -> Iterator[tuple[Conversation, Message, bool]]:
        for message in reversed(place.messages):
            if message.ts in self._seen:
                break
            self._seen[message.ts] = message.edited_ts
            if message.by_bot:
                yield place, message, False
        for message in place.messages if place.pins else ():
            if message.ts in place.pins and self._seen[message.ts] != message.edited_ts:
                self._seen[message.ts] = message.edited_ts
                yield place, message, True

    def _occasions(self, stamps: Sequence[str]) -> dict[str, Occasion]:
        if not stamps:
            return {}
        wanted = select(NudgeRow.message_ts, NudgeRow.subject_id, NudgeRow.kind, NudgeRow.local_date)
        with self._stage.trellis.context.database.read() as work:
            rows = work.connection.execute(wanted.where(NudgeRow.message_ts.in_(stamps))).all()
        return {str(row.message_ts): Occasion(row.subject_id, row.kind, row.local_date.isoformat()) for row in rows}

    def _heard(self, place: Conversation, message: Message, is_edit: bool, occasions: dict[str, Occasion]) -> Heard:
        world = self._stage.slack.world
        to = frozenset({message.visible_to}) if message.visible_to else place.members - {self._bot}
        viewer = Viewer(world, min(to))
        if place.kind == "channel" and not message.visible_to:
            to = frozenset()
        payload = (message.metadata or {}).get("event_payload", {})
        buttons = [one.element for one in interactive(message.blocks) if one.kind == "button"]
        return Heard(
            at=datetime.fromtimestamp(float(message.ts), UTC),
            ts=message.ts,
            channel_id=place.id,
            is_dm=place.kind == "im",
            to=to,
            text=text(message, viewer),
            mark=payload.get("key"),
            buttons=tuple((one["action_id"], one.get("value", "")) for one in buttons),
            occasion=occasions.get(message.ts),
            is_edit=is_edit,
        )
