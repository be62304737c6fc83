"""A page over a running stage, and a browser that looks at it."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import numpy as np
import pytest
from flask import Flask
from numpy.typing import NDArray

from bot.sandbox.delivery import Mode
from bot.sandbox.page.app import make_app
from bot.sandbox.page.playground import Playground
from bot.sandbox.stage import Stage
from bot.sandbox.world import Person
from tests.bot.sandbox.page.browser import Browser

FRIDAY = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
"""Three days before the first weekly run."""
PEOPLE = (
    Person("UANA", "ana", "Ana Petrova", zone="Europe/Berlin", is_admin=True),
    Person("UBEN", "ben", "Ben Okafor", zone="Europe/London"),
    Person("UCYN", "cyn", "Cyn Lin", zone="America/New_York"),
    Person("UGUS", "gus", "Gus Gone", deleted=True),
    Person("UBOT", "beep", "Beep", is_bot=True),
)


class AllAlike:
    """An encoder to which every goal is the same, so that any two people fit."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.ones((len(texts), 1), np.float32)


@pytest.fixture(scope="module")
def shared_stage() -> Iterator[Stage]:
    """Give one stage to all tests of a module, where none minds what another did."""
    with Stage(PEOPLE, FRIDAY, AllAlike, Mode.HTTP) as made:
        yield made


@pytest.fixture
def stage() -> Iterator[Stage]:
    with Stage(PEOPLE, FRIDAY, AllAlike, Mode.HTTP) as made:
        yield made


@pytest.fixture
def app(stage: Stage) -> Flask:
    made = make_app(Playground(stage))
    made.testing = True
    return made


@pytest.fixture
def browser(app: Flask) -> Browser:
    window = Browser(app.test_client())
    window.open("/")
    return window
