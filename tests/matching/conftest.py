"""Property tests here give the same examples in every run and are not timed."""

from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from matching.encoder import Encoder

settings.register_profile("matching", deadline=None, derandomize=True, database=None)
settings.load_profile("matching")


@pytest.fixture(scope="session")
def encoder() -> "Encoder":
    """The packaged model, loaded once and only where it is asked for, since that takes some seconds."""
    from matching.encoder import Encoder

    return Encoder.load()
