"""Goals as vectors: read by pointer, embedded, and held in the memory of this process only."""

from collections.abc import Iterable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bot.slack.words import Words
from storage.records import Pointer

AT_ONCE = 10
"""Cards that are read before they are embedded; fewer than Slack lets us read in a burst."""


class Encoder(Protocol):
    """Turns goals into unit vectors, n × d float32."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed a batch; nothing is kept."""


class Vectors:
    """Vectors by the pointer of their goal card, for as long as the process lives (design, section 4)."""

    def __init__(self, encoder: Encoder, words: Words) -> None:
        self._encoder = encoder
        self._words = words
        self._known: dict[Pointer, NDArray[np.float32]] = {}

    def of(self, cards: Iterable[Pointer]) -> dict[Pointer, NDArray[np.float32]]:
        """Give a vector for each card that is still there; those that are gone are missing from the answer.

        Raises as Messenger does; what was read by then is kept, so that a large workspace gets on with every attempt.
        """
        wanted = list(dict.fromkeys(cards))
        self._known = {card: self._known[card] for card in wanted if card in self._known}
        missing = [card for card in wanted if card not in self._known]
        for start in range(0, len(missing), AT_ONCE):
            self._learn(missing[start : start + AT_ONCE])
        return dict(self._known)

    def _learn(self, cards: Sequence[Pointer]) -> None:
        texts = {card: self._words.read(card, "goal") for card in cards}
        fresh = {card: text for card, text in texts.items() if text is not None}
        if fresh:
            self._known.update(zip(fresh, self._encoder.encode(list(fresh.values())), strict=True))
