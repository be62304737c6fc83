"""Goals that people wrote for training and for measuring, as JSON lines beside this file."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_FOLDER = Path(__file__).with_name("goals")


@dataclass(frozen=True, slots=True)
class Row:
    """A goal, the same aim in other words, and a near miss: the same words for another aim."""

    theme: str
    goal: str
    same: str
    near: str


def read(name: str) -> list[Row]:
    """Read the rows of one file, or of all whose names fit a pattern such as training-*."""
    return [Row(**json.loads(line)) for file in _files(name) for line in file.read_text("utf-8").splitlines()]


def names(pattern: str) -> list[str]:
    """Give the names of the files that fit, without their endings."""
    return [file.stem for file in _files(pattern)]


def texts(rows: Sequence[Row]) -> list[str]:
    """Give all goals, then all in other words, then all near misses."""
    return [row.goal for row in rows] + [row.same for row in rows] + [row.near for row in rows]


def _files(pattern: str) -> Iterator[Path]:
    return iter(sorted(_FOLDER.glob(f"{pattern}.jsonl")))
