from collections.abc import Iterator

import pytest

from storage.database import Database
from tests.bot.slack.place import Place, sandbox
from tests.bot.worker.desk import Desk


@pytest.fixture
def place() -> Iterator[Place]:
    with sandbox() as prepared:
        yield prepared


@pytest.fixture
def desk(database: Database, place: Place) -> Desk:
    return Desk(database, place)
