"""A stage for whole journeys: real requests, real SQL, real embeddings, and a clock that moves."""

import os
from collections.abc import Iterator
from pathlib import Path
from shutil import copy

import pytest

from bot.sandbox.actor import Actor
from bot.sandbox.delivery import Mode
from bot.sandbox.stage import Stage
from tests.trips.cast import FRIDAY, WordCounts, load_encoder, people
from tests.trips.partners import EVE, OVER, live, signed

OFF_THE_MAIN_ROAD = Mode(os.environ.get("TRELLIS_TEST_MODE", Mode.HTTP))


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
    """Give a stage on SQLite and without the model, for the many branches off the main road.

    Over HTTP, or whichever way in TRELLIS_TEST_MODE names: `make test-socket` drives the same branches that way.
    """
    file = copy(sqlite_template, tmp_path / "trellis.db")
    with Stage(people(), FRIDAY, WordCounts, OFF_THE_MAIN_ROAD, f"sqlite:///{file}") as made:
        yield made


@pytest.fixture
def ana_and_cyn(quick_stage: Stage) -> tuple[Actor, Actor]:
    """Let Ana in Berlin and Cyn in New York have their first check-in the next day."""
    ana, cyn = signed(quick_stage, "UANA", "UCYN")
    live(quick_stage, EVE)
    return ana, cyn


@pytest.fixture
def met(quick_stage: Stage, ana_and_cyn: tuple[Actor, Actor]) -> tuple[Actor, Actor]:
    """Let them be asked whether they met."""
    live(quick_stage, OVER)
    return ana_and_cyn
