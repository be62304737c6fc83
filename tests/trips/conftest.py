"""A stage for whole journeys: real requests, real SQL, real embeddings, and a clock that moves."""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache

import pytest

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


@cache
def load_encoder() -> Encoder:
    """Load the real model once for each test process."""
    return Encoder.load()


@pytest.fixture(params=[Mode.SOCKET, Mode.HTTP], ids=str)
def mode(request: pytest.FixtureRequest) -> Mode:
    chosen: Mode = request.param
    return chosen


@pytest.fixture
def stage(mode: Mode, url: str) -> Iterator[Stage]:
    """Give a sandbox workspace with a running Trellis, on every database that is here, over both ways in."""
    with Stage(PEOPLE, FRIDAY, load_encoder, mode, url) as made:
        yield made
