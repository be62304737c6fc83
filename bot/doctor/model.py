"""Checks that the embedding model loads and is the one that it should be."""

import time
from collections.abc import Iterator

from bot.config import Config
from bot.doctor.finding import Finding, bad, good
from matching.encoder import Encoder
from matching.errors import ModelUnavailableError


def examine(config: Config) -> Iterator[Finding]:
    """Load it, which checks the weights of the packaged one and takes some seconds."""
    began = time.monotonic()
    try:
        encoder = Encoder.load(config.model, progress=lambda _line: None)
    except ModelUnavailableError as error:
        found, _, remedy = str(error).partition(". ")
        yield bad("model", found, remedy)
        return
    yield good("model", f"{encoder.name} loads in {time.monotonic() - began:.1f} s")
