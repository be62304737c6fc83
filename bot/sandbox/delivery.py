"""How the workspace hands something to the bot, and what it hears back."""

from dataclasses import dataclass
from enum import StrEnum, unique
from typing import Protocol

from bot.sandbox.world import Json

PATIENCE = 3.0
"""Seconds that Slack waits for an acknowledgement."""


@unique
class Mode(StrEnum):
    """How a bot is connected to the workspace."""

    HTTP = "http"
    SOCKET = "socket"


@unique
class Kind(StrEnum):
    """What is handed over, by Socket Mode's own names."""

    COMMAND = "slash_commands"
    INTERACTIVE = "interactive"
    EVENT = "events_api"


@unique
class Trouble(StrEnum):
    """Why something did not get through, by the names that Slack shows to people."""

    TIMEOUT = "operation_timeout"
    UNREACHABLE = "dispatch_failed"
    REFUSED = "http_client_error"
    FAILED = "http_service_error"


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """What the bot answered; `status` is 0 when no answer came, `trouble` is set unless all was well."""

    status: int
    body: Json | str | None
    seconds: float
    trouble: Trouble | None = None


class Delivery(Protocol):
    """A way to the bot; waits for the acknowledgement and never raises for what the bot does."""

    def deliver(self, kind: Kind, payload: Json, retry: int = 0, reason: str = "") -> Acknowledgement:
        """Hand over one payload; `retry` counts the attempts before this one, `reason` is Slack's word."""
        ...


def trouble_of(status: int) -> Trouble | None:
    """Tell what an HTTP status means to Slack, which takes only 2xx for an acknowledgement."""
    if 200 <= status < 300:
        return None
    return Trouble.FAILED if status >= 500 else Trouble.REFUSED
