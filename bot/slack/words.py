"""A member's words in Slack: one block that shows them as typed and pings nobody, read back by pointer."""

from collections.abc import Collection, Mapping
from typing import Any

from bot.slack.message import Block
from bot.slack.messenger import Messenger
from storage.records import Pointer

WORDS_LIMIT = 600
"""Characters that always fit: Slack takes 3,000 in a section, and an escaped `&` has five."""
_ESCAPES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"))
"""Slack's three, in the order of escaping (docs.slack.dev/messaging/formatting-message-text)."""


def words_block(block_id: str, text: str) -> Block:
    """Build the block; raises ValueError for nothing at all or more than WORDS_LIMIT characters."""
    if not 1 <= len(text) <= WORDS_LIMIT:
        raise ValueError(f"The words in {block_id} must be 1 to {WORDS_LIMIT} characters.")
    shown = {"type": "plain_text", "text": _escaped(text), "emoji": False}
    return {"type": "section", "block_id": block_id, "text": shown}


def words_in(payload: Mapping[str, Any], block_id: str) -> str | None:
    """Give the words as they were typed, from a message or a view as Slack shows it, or None without that block."""
    blocks = payload.get("blocks") or ()
    found = (block for block in blocks if block.get("block_id") == block_id and "text" in block)
    return next((_unescaped(block["text"]["text"]) for block in found), None)


class Words:
    """Reads words that are kept nowhere but in Slack."""

    def __init__(self, messenger: Messenger) -> None:
        self._messenger = messenger

    def read(self, pointer: Pointer, block_id: str) -> str | None:
        """Give the words of one block, or None if the message is gone; raises as Messenger does."""
        message = self._messenger.read(pointer)
        return None if message is None else words_in(message, block_id)

    def read_all(self, cards: Mapping[str, Pointer], block_id: str) -> dict[str, str]:
        """Give the words of several cards by the same names; those that are gone are missing from the answer."""
        texts = {name: self.read(card, block_id) for name, card in cards.items()}
        return {name: text for name, text in texts.items() if text is not None}

    def read_cards(self, cards: Mapping[str, Pointer], block_ids: Collection[str]) -> dict[str, dict[str, str]]:
        """Give those of the blocks that each card has, by the same names; each card is read once."""
        found = {name: self._messenger.read(card) for name, card in cards.items()}
        return {name: _blocks_of(message, block_ids) for name, message in found.items() if message is not None}


def _blocks_of(message: Mapping[str, Any], block_ids: Collection[str]) -> dict[str, str]:
    texts = {block_id: words_in(message, block_id) for block_id in block_ids}
    return {block_id: text for block_id, text in texts.items() if text is not None}


def _escaped(text: str) -> str:
    for plain, escape in _ESCAPES:
        text = text.replace(plain, escape)
    return text


def _unescaped(text: str) -> str:
    for plain, escape in reversed(_ESCAPES):
        text = text.replace(escape, plain)
    return text
