"""A database with a workspace and three members in it."""

import pytest

from storage.database import Database
from tests.storage import build


@pytest.fixture
def people(database: Database) -> Database:
    build.add_people(database)
    return database
