"""Ways to spoil a body, drawn from a seeded source so that each run spoils the same way."""

import json
import random
from copy import deepcopy
from typing import Any

from bot.sandbox.world import Json
from tests.proofs.fuzz_bodies import CANARY, Body

DEEP = 3_000
ODD: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    2**63,
    10**400,
    1e308,
    float("nan"),
    "",
    CANARY,
    "\ud800",
    f"{CANARY}\x00",
    f"\u202e{CANARY}",
    CANARY * 1_000,
    "0" * 32,
    f"{'f' * 32}:9999-99-99",
    f"{'0' * 31}1:-1",
    "~home",
    "U0NOBODY",
    "T0ELSEWHERE",
    [],
    [None],
    [[[CANARY]]],
    {},
    {CANARY: CANARY},
    {"value": {"value": CANARY}},
)
"""Values that no client sends in the place of what is there."""


def spoilt(body: Body, chance: random.Random) -> bytes:
    """Give a body as somebody with a bad hand, or a bad will, would write it."""
    how = chance.choice((_values, _values, _values, _keys, _nested, _cut, _doubled, _bytes, _text))
    return how(body, chance)


def _values(body: Body, chance: random.Random) -> bytes:
    payload = deepcopy(body.payload)
    for _ in range(chance.choice((1, 1, 2, 5))):
        holder, name = chance.choice(_places(payload))
        if chance.random() < 0.3:
            del holder[name]
        else:
            holder[name] = deepcopy(chance.choice(ODD))
        if not payload:
            break
    return _written(body, payload)


def _keys(body: Body, chance: random.Random) -> bytes:
    """Put something under another's name."""
    payload = deepcopy(body.payload)
    (here, one), (there, other) = (chance.choice(_places(payload)) for _ in range(2))
    moved, replaced = deepcopy(here[one]), deepcopy(there[other])
    here[one], there[other] = replaced, moved
    return _written(body, payload)


def _nested(body: Body, chance: random.Random) -> bytes:
    payload = deepcopy(body.payload)
    holder, name = chance.choice(_places(payload))
    opening, closing = chance.choice((("[", "]"), ('{"a":', "}")))
    depth = chance.choice((50, 900, DEEP))
    holder[name] = "@deep@"
    text = json.dumps(payload).replace('"@deep@"', opening * depth + f'"{CANARY}"' + closing * depth)
    return body.encoded(text)


def _cut(body: Body, chance: random.Random) -> bytes:
    text = json.dumps(body.payload)
    return body.encoded(text[: chance.randrange(len(text))])


def _doubled(body: Body, chance: random.Random) -> bytes:
    """Say a field twice, in JSON and in a form."""
    name = chance.choice(list(body.payload))
    odd = json.dumps(chance.choice(ODD))
    text = json.dumps(body.payload)
    return body.encoded(f'{text[:-1]}, "{name}": {odd}}}') + chance.choice((b"", b"&payload=" + CANARY.encode()))


def _bytes(body: Body, chance: random.Random) -> bytes:
    encoded = bytearray(body.encoded())
    for _ in range(chance.choice((1, 3, 30))):
        encoded[chance.randrange(len(encoded))] = chance.randrange(256)
    return bytes(encoded)


def _text(body: Body, chance: random.Random) -> bytes:
    """Write what is no object, or what only Python takes for JSON."""
    escape = f'"{CANARY} \\ud83d"'
    return body.encoded(chance.choice(("", "null", "[]", "NaN", f'"{CANARY}"', escape, "1" * 5_000, f"[{escape}]")))


def _written(body: Body, payload: Json) -> bytes:
    return Body(body.name, payload, body.content_type, body.is_wrapped).encoded()


def _places(value: Any) -> list[tuple[Any, Any]]:
    """Give every place in which something stands, with what holds it."""
    names: list[Any] = list(value) if isinstance(value, dict) else list(range(len(value)))
    found = [(value, name) for name in names]
    inner = [value[name] for name in names if isinstance(value[name], (dict, list))]
    return found + [place for each in inner for place in _places(each)]
