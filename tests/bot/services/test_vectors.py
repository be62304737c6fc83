"""Vectors are learned once, from what can be read, and a large workspace gets on although Slack slows it down."""

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.services.vectors import AT_ONCE, Vectors
from bot.slack.outcomes import NotSentError
from bot.slack.words import Words
from storage.records import Pointer

CARDS = [Pointer("D1", f"1700000000.{number:06d}") for number in range(3 * AT_ONCE)]


class Counting:
    """Gives each text a vector, and counts what it was given."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.texts += texts
        return np.ones((len(texts), 2), dtype=np.float32)


class Slowed(Words):
    """Reads cards by their ts; after `budget` of them Slack says that it is enough for now."""

    def __init__(self, budget: int, gone: Pointer | None = None) -> None:
        self.budget = budget
        self._gone = gone

    def read(self, pointer: Pointer, block_id: str) -> str | None:  # noqa: ARG002 the signature is that of Words
        if self.budget == 0:
            raise NotSentError("ratelimited", retry_after=30)
        self.budget -= 1
        return None if pointer == self._gone else pointer.message_ts


def test_each_card_is_embedded_once() -> None:
    encoder = Counting()
    vectors = Vectors(encoder, Slowed(1000))
    assert vectors.of(CARDS).keys() == set(CARDS)
    assert vectors.of(CARDS[:5]).keys() == set(CARDS[:5])
    assert len(encoder.texts) == len(CARDS)


def test_a_card_that_is_gone_has_no_vector() -> None:
    vectors = Vectors(Counting(), Slowed(1000, gone=CARDS[3]))
    assert vectors.of(CARDS).keys() == {*CARDS} - {CARDS[3]}


def test_what_was_read_before_slack_slowed_us_down_is_kept() -> None:
    encoder, words = Counting(), Slowed(2 * AT_ONCE + 1)
    vectors = Vectors(encoder, words)
    with pytest.raises(NotSentError):
        vectors.of(CARDS)
    words.budget = AT_ONCE
    assert vectors.of(CARDS).keys() == set(CARDS)
    assert len(encoder.texts) == len(CARDS)


def test_a_card_that_is_no_longer_wanted_is_forgotten() -> None:
    encoder = Counting()
    vectors = Vectors(encoder, Slowed(1000))
    vectors.of(CARDS)
    vectors.of(CARDS[:1])
    vectors.of(CARDS)
    assert len(encoder.texts) == 2 * len(CARDS) - 1
