"""How far a run is, as one line on a terminal that is gone at the end."""

import time
from collections.abc import Callable
from types import TracebackType
from typing import TextIO

_PAUSE = 0.1
"""Seconds between two updates of one stage."""
_CLEAR = "\r\x1b[2K"


class Line:
    """Hears of progress and shows it; on a stream that is no terminal it says nothing."""

    def __init__(self, stream: TextIO, now: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream
        self._now = now
        self._is_terminal = stream.isatty()
        self._stage = ""
        self._shown_at = 0.0

    def __call__(self, stage: str, share: float) -> None:
        """Show a stage at once, and then its share (0 to 1) from time to time."""
        now = self._now()
        if self._is_terminal and (stage != self._stage or now - self._shown_at >= _PAUSE):
            self._stage, self._shown_at = stage, now
            self._write(f"{_CLEAR}{stage} {share:.0%}" if share else f"{_CLEAR}{stage} …")

    def __enter__(self) -> "Line":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._stage:
            self._write(_CLEAR)

    def _write(self, what: str) -> None:
        self._stream.write(what)
        self._stream.flush()
