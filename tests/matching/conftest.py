"""Property tests here give the same examples in every run and are not timed."""

import pytest
from hypothesis import settings

from matching.encoder import Encoder

settings.register_profile("matching", deadline=None, derandomize=True, database=None)
settings.load_profile("matching")


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    """The packaged model, loaded once, since that takes some seconds."""
    return Encoder.load()
