"""Whom a message notifies by name."""

from collections.abc import Iterator

from bot.sandbox import rich_text
from bot.sandbox.mrkdwn import pinged
from bot.sandbox.world import Json, Message


def pings(message: Message) -> set[str]:
    """Give the ids of everybody mentioned, or channel, here, everyone; text and blocks both count."""
    found = pinged(message.text)
    for block in message.blocks:
        found |= rich_text.pinged(block) if block["type"] == "rich_text" else _mentions(block)
    return found


def _mentions(block: Json) -> set[str]:
    return set().union(*(pinged(text) for text in _mrkdwn(block)))


def _mrkdwn(part: object) -> Iterator[str]:
    if isinstance(part, dict):
        if part.get("type") == "mrkdwn":
            yield part["text"]
        for child in part.values():
            yield from _mrkdwn(child)
    elif isinstance(part, list):
        for child in part:
            yield from _mrkdwn(child)
