"""What every service is handed: the database, the way to Slack, and a source of ids."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.slack.messenger import Messenger
from bot.slack.words import Words
from storage.database import Database


@dataclass(frozen=True, slots=True)
class Context:
    """The services' tools; `draw_id` gives 32 hexadecimal digits and is seeded in the demo."""

    database: Database
    messenger: Messenger
    words: Words
    draw_id: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Who:
    """Who acts, from the signed payload and never from a button's value."""

    workspace_id: str
    member_id: str
