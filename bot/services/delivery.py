"""What the worker is told to do with a nudge once its state has been checked again."""

from dataclasses import dataclass
from datetime import datetime

from bot.slack.message import Attachment, Message
from storage.vocabulary import NudgeReason


@dataclass(frozen=True, slots=True)
class Delivery:
    """Post the message, or replace the one at `replace_ts`; pin it if asked."""

    channel_id: str
    message: Message
    replace_ts: str | None = None
    pin: bool = False
    file: Attachment | None = None
    """Uploaded once the message has arrived, as far as Slack lets us: the message must do without it."""


@dataclass(frozen=True, slots=True)
class Skip:
    """Do not send it, for this reason."""

    reason: NudgeReason


@dataclass(frozen=True, slots=True)
class Postpone:
    """It cannot be written just now; try again at this instant."""

    until: datetime
