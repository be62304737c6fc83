"""Says where something went wrong, in type names and places only: an error's text may hold a member's words."""

import traceback
from pathlib import Path

from matching.errors import TrellisError

LONGEST_CHAIN = 4
DEEPEST = 12


class Frames:
    """An error's types and places, the cause behind it after `from`; safe to log."""

    def __init__(self, error: BaseException) -> None:
        self._text = " from ".join(_describe(link) for link in _chain(error))

    def __str__(self) -> str:
        return self._text


def in_short(error: BaseException) -> "str | Frames":
    """Give the type alone of an error that our own words foresee, and the places too of one that nobody does."""
    return type(error).__name__ if isinstance(error, TrellisError) else Frames(error)


def _chain(error: BaseException) -> list[BaseException]:
    links = [error]
    while len(links) < LONGEST_CHAIN:
        before = links[-1].__cause__ or (None if links[-1].__suppress_context__ else links[-1].__context__)
        if before is None or before in links:
            break
        links.append(before)
    return links


def _describe(error: BaseException) -> str:
    # A frame's own summary would hold the line of source; place and function are enough.
    steps = [(frame.f_code, line) for frame, line in traceback.walk_tb(error.__traceback__)][-DEEPEST:]
    places = [f"{_short(code.co_filename)}:{line}" for code, line in steps]
    return f"{type(error).__qualname__} at {' > '.join(places) or 'an unknown place'}"


def _short(path: str) -> str:
    return "/".join(Path(path).parts[-3:])
