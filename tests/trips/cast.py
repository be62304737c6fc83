"""Who takes part in journeys, when they begin, and how their goals are compared."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from types import MappingProxyType
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from bot.sandbox.world import Person
from matching.encoder import Encoder
from matching.vocabulary import DayPart, Weekday

FRIDAY = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
"""Three days before the first weekly run."""
MONDAY_RUN = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
ANY_HOUR = MappingProxyType({"days": tuple(Weekday), "parts": tuple(DayPart)})
"""What somebody chooses who reads Trellis on every day, from six in the morning until ten at night."""
PEOPLE = (
    Person("UANA", "ana", "Ana Petrova", zone="Europe/Berlin", is_admin=True),
    Person("UBEN", "ben", "Ben Okafor", zone="Europe/London"),
    Person("UCYN", "cyn", "Cyn Lin", zone="America/New_York"),
    Person("UDEE", "dee", "Dee Moreau", zone="Asia/Kolkata"),
    Person("UGUS", "gus", "Gus Guest", is_restricted=True),
)


def people() -> list[Person]:
    """Give fresh people, since some journeys deactivate or move them."""
    return [replace(one) for one in PEOPLE]


def people_at_noon(now: datetime) -> list[Person]:
    """Give people who all live where it is about noon, for journeys on the real clock."""
    return [replace(one, zone=f"Etc/GMT{now.astimezone(UTC).hour - 12:+d}") for one in people()]


@cache
def load_encoder() -> Encoder:
    """Load the real model once for each test process."""
    return Encoder.load()


class WordCounts:
    """Goals are as close as they share words: enough where a journey needs some encoder, but not the model."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = np.full((len(texts), 64), 1e-3, dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in text.lower().split():
                row[crc32(word.encode()) % 64] += 1
        unit: NDArray[np.float32] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return unit
