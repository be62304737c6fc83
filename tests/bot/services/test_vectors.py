"""Vectors are learned once, from what can be read, and a large workspace gets on although Slack slows it down."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.services.vectors import Vectors
from bot.slack.outcomes import NotSentError
from bot.slack.words import Words
from storage.records import Pointer
from tests.storage import build

GOALS = [replace(build.goal(f"U{n}"), card=Pointer("D1", f"1700000000.{n:06d}")) for n in range(30)]
CARDS = [goal.card for goal in GOALS]


class Counting:
    """Gives each text a vector, and keeps what it was given."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.texts += texts
        return np.array([[float(text), 1.0] for text in texts], dtype=np.float32)


class Slowed(Words):
    """Reads cards by their ts; after `budget` of them Slack says that it is enough for now."""

    def __init__(self, budget: int, gone: Pointer | None = None) -> None:
        self.budget = budget
        self._gone = gone

    def read(self, pointer: Pointer, block_id: str) -> str | None:  # noqa: ARG002 the signature is that of Words
        if self.budget == 0:
            raise NotSentError("ratelimited", retry_after=30)
        self.budget -= 1
        return None if pointer == self._gone else pointer.message_ts[-6:]


def test_each_card_is_read_and_embedded_once() -> None:
    encoder, words = Counting(), Slowed(1000)
    vectors = Vectors(encoder)
    for wanted in (GOALS[:20], GOALS):
        vectors.want(wanted, CARDS)
        vectors.read_on(words, len(GOALS))
        assert vectors.is_complete()
    assert (len(encoder.texts), words.budget) == (len(GOALS), 1000 - len(GOALS))


def test_cards_are_read_a_few_at_a_time_and_given_in_the_order_asked_for() -> None:
    vectors = Vectors(Counting())
    vectors.want(GOALS, CARDS)
    vectors.read_on(Slowed(1000), 10)
    assert (vectors.unread, vectors.knows(CARDS[9]), vectors.knows(CARDS[10])) == (20, True, False)
    assert vectors.rows([CARDS[7], CARDS[2]]).tolist() == [[7.0, 1.0], [2.0, 1.0]]


def test_a_card_that_is_gone_has_no_vector_and_is_told() -> None:
    vectors = Vectors(Counting())
    vectors.want(GOALS, CARDS)
    vectors.read_on(Slowed(1000, gone=CARDS[3]), 10)
    assert vectors.take_gone() == [GOALS[3]]
    assert vectors.take_gone() == [], "once"
    assert not vectors.knows(CARDS[3])
    assert vectors.unread == 20


def test_what_was_read_before_slack_slowed_us_down_is_kept() -> None:
    encoder, words = Counting(), Slowed(17, gone=CARDS[3])
    vectors = Vectors(encoder)
    vectors.want(GOALS, CARDS)
    with pytest.raises(NotSentError):
        vectors.read_on(words, len(GOALS))
    assert vectors.unread == 13
    assert vectors.take_gone() == [GOALS[3]]
    words.budget = 13
    vectors.read_on(words, len(GOALS))
    assert vectors.is_complete()
    assert len(encoder.texts) == len(GOALS) - 1


def test_a_card_that_is_not_to_be_kept_is_forgotten() -> None:
    vectors = Vectors(Counting())
    vectors.want(GOALS, CARDS)
    vectors.read_on(Slowed(1000), len(GOALS))
    vectors.want(GOALS[:1], CARDS[:2])
    assert [vectors.knows(card) for card in CARDS[:3]] == [True, True, False]
    assert vectors.is_complete()
