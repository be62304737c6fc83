from collections.abc import Iterator

import pytest

from tests.bot.slack.place import Place, sandbox


@pytest.fixture
def place() -> Iterator[Place]:
    with sandbox() as prepared:
        yield prepared
