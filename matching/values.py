"""Read single values of a JSON object, and tell what is wrong with them.

A fault reads on from the name of the field and never repeats a goal, nor any text that might be one in the wrong place.
"""

import re
from collections.abc import Callable, Hashable, Mapping
from functools import cache
from typing import TypeVar

T = TypeVar("T")
H = TypeVar("H", bound=Hashable)
Parse = Callable[[object], T]

MOST = 1_000_000
"""The largest number that any field may hold."""
_CODE = re.compile(r"[!-~]{0,16}")
"""What a fault may repeat: no blank, and nothing from scripts that write whole sentences without one."""


class FieldError(Exception):
    """What is wrong with a value; reads on from the name of its field."""


def text(value: object) -> str:
    """Read a text that is not blank and can be written as UTF-8."""
    if not isinstance(value, str) or not value.strip():
        raise FieldError(" must be a text that is not empty")
    if not value.isascii() and any("\ud800" <= letter <= "\udfff" for letter in value):
        raise FieldError(" holds half of a character (a lone surrogate)")
    return value


def whole(value: object) -> int:
    """Read a number without a fraction, from 0 to MOST."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST:
        raise FieldError(f" must be a whole number from 0 to {MOST}, not {shown(value)}")
    return value


def truth(value: object) -> bool:
    """Read true or false."""
    if not isinstance(value, bool):
        raise FieldError(f" must be true or false, not {shown(value)}")
    return value


def choice(table: Mapping[H, T], wanted: str = "") -> Parse[T]:
    """Make a reader of one key of `table`, which is told as `wanted` or by all its keys."""
    kind = type(next(iter(table)))  # or true would be read as 1 and 30.0 as 30
    *others, last = map(str, table)
    expected = wanted or f"{', '.join(others)} or {last}"

    def parse(value: object) -> T:
        if type(value) is kind and value in table:
            return table[value]
        raise FieldError(f" must be {expected}, not {shown(value)}")

    return parse


def each(parse: Parse[T], value: object) -> list[T]:
    """Read a list whose entries `parse` reads."""
    entries = listed(value)
    found: list[T] = []
    try:
        for one in entries:
            found.append(parse(one))  # noqa: PERF401 the place of a fault is the number found before it
    except FieldError as fault:
        raise FieldError(f"[{len(found)}]{fault}") from None
    return found


def chosen(parse: Parse[H], value: object) -> frozenset[H]:
    """Read one choice or several; equal sets are one object, since few differ among many members."""
    found = frozenset(each(parse, value))
    if not found:
        raise FieldError(" must not be empty")
    return _one_object(found)


def listed(value: object) -> list[object]:
    """Read a list whatever it holds."""
    if not isinstance(value, list):
        raise FieldError(f" must be a list, not {shown(value)}")
    return value


def entry(fields: tuple[str, ...], value: object) -> list[object]:
    """Give the values of an object that has exactly these fields, in their order."""
    if not isinstance(value, dict):
        raise FieldError(f" must be an object, not {shown(value)}")
    for name in (*fields, *value):
        if name not in value:
            raise FieldError(f".{name} is missing")
        if name not in fields:
            raise FieldError(f" has the unknown field {shown(name)}")
    return [value[name] for name in fields]


def at(where: str, parse: Parse[T], value: object) -> T:
    """Read `value`, and name `where` it stands if it cannot be read."""
    try:
        return parse(value)
    except FieldError as fault:
        raise FieldError(f"{where}{fault}") from None


def shown(value: object) -> str:
    """Repeat a short code or number; of anything else, which might be a goal, tell the kind alone."""
    if isinstance(value, str):
        return repr(value) if _CODE.fullmatch(value) else "a longer text"
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return str(value) if abs(value) <= MOST else "a number so large"
    return "a list" if isinstance(value, list) else "an object"


@cache
def _one_object(found: frozenset[H]) -> frozenset[H]:
    return found
