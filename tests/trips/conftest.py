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
from tests.trips.journeys import JOURNEYS, journey_of
from tests.trips.partners import EVE, OVER, live, signed
from tests.trips.twice import Delivered, Twice

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


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Let some journeys, which press every button between them, be made with every request posted twice as well."""
    if journey_of(metafunc) in JOURNEYS:
        metafunc.parametrize("delivered", list(Delivered), ids=str, indirect=True)


@pytest.fixture
def delivered(request: pytest.FixtureRequest) -> Delivered:
    how: Delivered = getattr(request, "param", Delivered.ONCE)
    return how


@pytest.fixture
def quick_stage(
    sqlite_template: Path, tmp_path: Path, delivered: Delivered, request: pytest.FixtureRequest
) -> Iterator[Stage]:
    """Give a stage on SQLite and without the model, for the many branches off the main road.

    Over HTTP, or whichever way in TRELLIS_TEST_MODE names: `make test-socket` drives the same branches that way.
    """
    file = copy(sqlite_template, tmp_path / "trellis.db")
    way_in = OFF_THE_MAIN_ROAD if delivered is Delivered.ONCE else Mode.HTTP
    with Stage(people(), FRIDAY, WordCounts, way_in, f"sqlite:///{file}") as made:
        if delivered is Delivered.ONCE:
            yield made
            return
        twice = Twice(made, delivered is Delivered.AT_ONCE)
        made.slack.deliver_by(twice)
        yield made
        assert JOURNEYS[journey_of(request)] <= twice.seen


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
