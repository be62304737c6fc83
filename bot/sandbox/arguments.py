"""Reads arguments of Web API calls: forms send everything as text, JSON bodies do not."""

import json
from decimal import Decimal, InvalidOperation
from typing import Any

from bot.sandbox.refusals import Refused, faulty
from bot.sandbox.world import Json


def text(params: Json, name: str) -> str:
    """Give a text argument, empty if it was left out."""
    value = params.get(name)
    return "" if value is None else str(value)


def flag(params: Json, name: str) -> bool:
    """Give a yes or no, which clients also send as 1 or "true"."""
    return text(params, name).lower() in {"1", "true"}


def limit(params: Json, default: int, most: int) -> int:
    """Give how many items a page may hold; raises `invalid_limit`."""
    given = text(params, "limit") or str(default)
    if not given.isdecimal() or not 1 <= int(given) <= most:
        raise Refused("invalid_limit")
    return int(given)


def moment(params: Json, name: str, error: str) -> Decimal | None:
    """Give a message timestamp as a number that can be compared, None if it was left out."""
    given = text(params, name)
    if not given:
        return None
    try:
        return Decimal(given)
    except InvalidOperation:
        raise Refused(error) from None


def structure(params: Json, name: str, error: str) -> Any:
    """Give an argument that is JSON, or JSON written into a text; None if it was left out."""
    value = params.get(name)
    if not isinstance(value, str):
        return value
    if not value:
        return None
    try:
        return json.loads(value)
    except ValueError:
        raise Refused(error) from None


def needed(params: Json, name: str) -> str:
    """Give a text argument that may not be left out; raises `invalid_arguments` with Slack's words."""
    value = text(params, name)
    if not value:
        raise faulty("invalid_arguments", [f"missing required field: {name}"])
    return value
