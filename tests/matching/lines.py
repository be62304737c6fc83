"""Lines of a file of members, as the command line of matching reads them."""

import json
from typing import Any

import pytest

from matching.errors import InputError
from matching.reading import Roster, members

GOAL = "run the harbour half marathon"


def record(member: str = "U1", **changes: Any) -> dict[str, Any]:
    """A member without any of the fields that may be left out."""
    settings: dict[str, Any] = {
        "id": member,
        "goal": GOAL,
        "commitment": "steady",
        "cadence": "weekly",
        "formats": ["written"],
        "size": [2, 3],
        "zone": "Europe/Berlin",
    }
    return settings | changes


def line(member: str = "U1", **changes: Any) -> bytes:
    return json.dumps(record(member, **changes)).encode() + b"\n"


def window(day: str = "mon", start: str = "09:00", end: str = "12:30") -> dict[str, str]:
    return {"day": day, "from": start, "to": end}


def read(*lines: bytes) -> Roster:
    return members(lines)


def faults(*lines: bytes) -> list[str]:
    with pytest.raises(InputError) as caught:
        read(*lines)
    return str(caught.value).split("\n")


def fault(**changes: Any) -> str:
    """What is told of the only fault of a member with these fields."""
    (only,) = faults(line(**changes))
    return only.removeprefix("line 1: ")


def told_of(*lines: bytes) -> list[str]:
    """Every fault, if there is any."""
    try:
        read(*lines)
    except InputError as told:
        return str(told).split("\n")
    return []
