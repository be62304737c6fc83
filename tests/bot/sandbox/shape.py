"""Compares answers with Slack's shapes, which are written down in `shapes/` as key and type.

A key that ends in `!` is in every answer; `@name` stands for the shape of that name; `null|string` for either.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SHAPES = Path(__file__).parent / "shapes"


def shape(name: str) -> Any:
    return json.loads((SHAPES / f"{name}.json").read_text())


def differences(expected: Any, given: Any, at: str = "") -> Iterator[str]:
    """Give each place where an answer has a key that Slack has not, lacks one, or has another type."""
    if isinstance(expected, str) and expected.startswith("@"):
        expected = shape(expected[1:])
    if isinstance(expected, dict):
        yield from _in_object(expected, given, at)
    elif isinstance(expected, list):
        if not isinstance(given, list):
            yield f"{at}: not a list"
            return
        for place, item in enumerate(given):
            yield from differences(expected[0], item, f"{at}/{place}")
    elif _kind(given) not in expected.split("|"):
        yield f"{at}: {_kind(given)} instead of {expected}"


def _in_object(expected: dict[str, Any], given: Any, at: str) -> Iterator[str]:
    if not isinstance(given, dict):
        yield f"{at}: not an object"
        return
    inner = {name.rstrip("!"): rule for name, rule in expected.items()}
    yield from (f"{at}/{name[:-1]}: missing" for name in expected if name[-1] == "!" and name[:-1] not in given)
    for name, value in given.items():
        if name in inner:
            yield from differences(inner[name], value, f"{at}/{name}")
        else:
            yield f"{at}/{name}: unknown to Slack"


def _kind(value: Any) -> str:
    names: dict[type, str] = {bool: "boolean", int: "number", float: "number", str: "string", dict: "object"}
    return "null" if value is None else names.get(type(value), "list")
