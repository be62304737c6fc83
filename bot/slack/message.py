"""What is posted to Slack: blocks, and the plain sentence that notifications show instead."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Block = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that follows a message where the workspace granted the scope for files; never a member's words."""

    name: str
    content: bytes = field(repr=False)
    title: str
    alt_text: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """A message as `chat.postMessage` takes it; `text` never holds a member's words."""

    text: str
    blocks: Sequence[Block] = field(repr=False)  # they may hold a member's words
