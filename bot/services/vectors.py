"""One workspace's goals as vectors: read by pointer, embedded, and held in the memory of this process only."""

from collections import deque
from collections.abc import Collection, Iterable, Sequence
from itertools import islice
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bot.slack.blocks.ids import Field
from bot.slack.words import Words
from storage.records import Goal, Pointer


class Encoder(Protocol):
    """Turns goals into unit vectors, n × d float32."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed a batch; nothing is kept."""


class Vectors:
    """Vectors by the pointer of their goal card, for as long as the process lives (design, section 4)."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[Pointer, NDArray[np.float32]] = {}
        self._unread: deque[Goal] = deque()
        self._gone: list[Goal] = []

    def want(self, goals: Iterable[Goal], keep: Collection[Pointer]) -> None:
        """Put those goals in line whose cards are not known, and forget every card but those to keep."""
        self._known = {card: vector for card, vector in self._known.items() if card in keep}
        self._unread = deque(goal for goal in goals if goal.card not in self._known)

    @property
    def unread(self) -> int:
        """Give how many cards are still to be read."""
        return len(self._unread)

    def is_complete(self) -> bool:
        """Tell whether everything wanted was read."""
        return not self._unread

    def knows(self, card: Pointer) -> bool:
        """Tell whether the card was read and was there."""
        return card in self._known

    def rows(self, cards: Iterable[Pointer]) -> NDArray[np.float32]:
        """Give n × d float32 in the order of the cards, which are all known."""
        return np.array([self._known[card] for card in cards], dtype=np.float32)

    def take_gone(self) -> list[Goal]:
        """Give, once, the goals whose cards were found to be gone."""
        gone, self._gone = self._gone, []
        return gone

    def read_on(self, words: Words, most: int) -> None:
        """Read and embed the next few; raises as Messenger does, and what was found by then is kept."""
        texts: dict[Pointer, str] = {}
        try:
            for goal in list(islice(self._unread, most)):
                text = words.read(goal.card, Field.GOAL)
                self._unread.popleft()
                if text is None:
                    self._gone.append(goal)
                else:
                    texts[goal.card] = text
        finally:
            if texts:
                self._known.update(zip(texts, self._encoder.encode(list(texts.values())), strict=True))
