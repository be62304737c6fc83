"""A stage for whole journeys: real requests, real SQL, real embeddings, and a clock that moves."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from shutil import copy
from zlib import crc32

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.sandbox.delivery import Mode
from bot.sandbox.stage import Stage
from bot.sandbox.world import Person
from matching.encoder import Encoder

FRIDAY = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
"""Three days before the first weekly run."""
MONDAY_RUN = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
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


@pytest.fixture(params=[Mode.SOCKET, Mode.HTTP], ids=str)
def mode(request: pytest.FixtureRequest) -> Mode:
    chosen: Mode = request.param
    return chosen


@pytest.fixture
def stage(mode: Mode, url: str) -> Iterator[Stage]:
    """Give a sandbox workspace with a running Trellis, on every database that is here, over both ways in."""
    with Stage(people(), FRIDAY, load_encoder, mode, url) as made:
        yield made


@pytest.fixture
def quick_stage(sqlite_template: Path, tmp_path: Path) -> Iterator[Stage]:
    """Give a stage over HTTP, on SQLite and without the model, for the many branches off the main road."""
    file = copy(sqlite_template, tmp_path / "trellis.db")
    with Stage(people(), FRIDAY, WordCounts, Mode.HTTP, f"sqlite:///{file}") as made:
        yield made
