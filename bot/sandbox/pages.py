"""Cuts lists into pages with Slack's opaque cursors."""

import base64
import binascii
from collections.abc import Sequence

from bot.sandbox import arguments
from bot.sandbox.refusals import Refused
from bot.sandbox.world import Json


def encode(mark: str) -> str:
    """Give a cursor for a mark, which the client must hand back untouched."""
    return base64.b64encode(f"next:{mark}".encode()).decode()


def decode(cursor: str) -> str:
    """Give the mark within a cursor; raises `invalid_cursor`."""
    try:
        head, _, mark = base64.b64decode(cursor, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        raise Refused("invalid_cursor") from None
    if head != "next" or not mark:
        raise Refused("invalid_cursor")
    return mark


def by_id(ids: Sequence[str], params: Json, most: int = 1000) -> tuple[list[str], str]:
    """Give one page of sorted ids and the cursor of the next one, empty after the last."""
    size = arguments.limit(params, default=min(most, 1000), most=most)
    cursor = arguments.text(params, "cursor")
    start = decode(cursor) if cursor else ""
    rest = [one for one in ids if one >= start]
    return rest[:size], encode(rest[size]) if len(rest) > size else ""
