"""What exists in a sandbox workspace: people, conversations, messages, views; held in memory only."""

import itertools
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.clock import Clock

Json = dict[str, Any]


@dataclass
class Person:
    """A member of the workspace as `users.info` describes one."""

    id: str
    name: str
    real_name: str
    zone: str = "Etc/UTC"
    deleted: bool = False
    is_bot: bool = False
    is_admin: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    fields: dict[str, str] = field(default_factory=dict)
    """Custom profile fields: their values by id."""


@dataclass
class File:
    """A file that the bot shares; `content` is None until the bytes have arrived."""

    id: str
    name: str
    size: int
    title: str
    alt_text: str
    content: bytes | None = None


@dataclass
class Message:
    """One message as `conversations.history` returns it; `visible_to` is set for ephemeral ones."""

    ts: str
    channel: str
    user: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    metadata: Json | None = None
    edited_ts: str | None = None
    by_bot: bool = False
    visible_to: str | None = None
    files: list[File] = field(default_factory=list)


@dataclass
class Conversation:
    """A DM (`D…`), group DM (`G…`) or channel (`C…`)."""

    id: str
    members: frozenset[str]
    kind: str
    """One of im, mpim, channel."""
    name: str = ""
    messages: list[Message] = field(default_factory=list)
    pins: list[str] = field(default_factory=list)
    """Timestamps of pinned messages."""
    created: int = 0
    """Seconds since the epoch."""


@dataclass
class OpenView:
    """A modal in somebody's stack, or a published Home view; `view` is Slack's view object."""

    view: Json
    person: str


@dataclass
class World:
    """Everything in one workspace; hold `lock` around any read or write of several things."""

    clock: Clock
    team_id: str = "T0SANDBOX"
    team_name: str = "Sandbox"
    team_domain: str = "sandbox"
    app_id: str = "A0TRELLIS"
    bot_id: str = "B0TRELLIS"
    bot_user_id: str = "U0TRELLIS"
    general_id: str = "C0GENERAL"
    """The channel that everybody is in, except the bot."""
    bot_token: str = "xoxb-sandbox-bot-token"
    app_token: str = "xapp-sandbox-app-token"
    signing_secret: str = "sandbox-signing-secret"
    scopes: frozenset[str] = frozenset(
        {"commands", "chat:write", "im:write", "im:history", "mpim:write", "pins:write", "users:read"}
    )
    origin: str = ""
    """The server's address without a path, as soon as it serves."""
    files: dict[str, File] = field(default_factory=dict)
    """Files on their way, by id; once shared, a file belongs to its message."""
    people: dict[str, Person] = field(default_factory=dict)
    conversations: dict[str, Conversation] = field(default_factory=dict)
    modals: dict[str, list[OpenView]] = field(default_factory=dict)
    """Stack of open modals by person id, the top one last."""
    homes: dict[str, OpenView] = field(default_factory=dict)
    """Published Home view by person id."""
    triggers: dict[str, tuple[str, float]] = field(default_factory=dict)
    """Unused trigger ids: person id and real (monotonic) time of issue in seconds."""
    spent_triggers: set[str] = field(default_factory=set)
    """Trigger ids that were exchanged for a view once."""
    installed: bool = True
    lock: threading.RLock = field(default_factory=threading.RLock)
    serial: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def add(self, people: Iterable[Person]) -> None:
        """Let people join the workspace."""
        with self.lock:
            self.people.update({person.id: person for person in people})

    def next_id(self, letter: str) -> str:
        """Give a fresh id in Slack's form, such as `V000000000A` for `V`."""
        with self.lock:
            return f"{letter}{next(self.serial):010X}"
