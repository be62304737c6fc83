"""Answer one request to match a file of members: read, understand the goals, match, write.

What needs torch is imported only once everything could be read, since that alone takes seconds.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from matching import reading, writing
from matching.errors import InputError
from matching.explain import explain
from matching.reading import Roster
from matching.writing import Setting

STANDARD_INPUT = "-"
_PORTION = 1024
"""Lines or goals between two signs of progress."""

Progress = Callable[[str, float], None]
Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked: groups, unless it is to explain two members or to name the nearest few of each."""

    members: str
    vectors: Path | None
    model: str | None
    explain: tuple[str, str] | None
    nearest: int | None
    seed: int
    today: date


def answer(request: Request, progress: Progress) -> Iterator[str]:
    """Give the lines to write; raises InputError, OSError for a missing file and ModelUnavailableError."""
    seconds: dict[str, float] = {}
    with _timed("reading", seconds):
        roster = _roster(request, progress)
    if request.vectors:
        with _timed("vectors", seconds):
            model, vectors = None, reading.vectors(request.vectors, len(roster.goals))
    else:
        with _timed("encoding", seconds):
            model, vectors = _encoded(roster, request.model, progress)
    if request.explain:
        return writing.explanation(explain(*request.explain, roster.profiles, vectors, request.today))
    from matching import suggest

    if request.nearest:
        return writing.nearest(suggest.nearest(roster.profiles, vectors, request.today, request.nearest, progress))
    outcome = suggest.suggest(roster.profiles, vectors, request.today, seed=request.seed, progress=progress)
    return writing.outcome(outcome, Setting(model, request.seed, request.today), seconds)


def _roster(request: Request, progress: Progress) -> Roster:
    from_input = request.members == STANDARD_INPUT
    with nullcontext(sys.stdin.buffer) if from_input else Path(request.members).open("rb") as lines:
        roster = reading.members(_watched(lines, progress))
    if request.explain:
        _check_two(request.explain, {p.id for p in roster.profiles})
    return roster


def _check_two(asked: tuple[str, str], ids: set[str]) -> None:
    unknown = [f"--explain: nobody has the id {one!r}" for one in asked if one not in ids]
    if unknown or len(set(asked)) == 1:
        raise InputError("\n".join(unknown) or "--explain: needs two different members")


def _watched(lines: BinaryIO, progress: Progress) -> Iterator[bytes]:
    """Tell now and then what share of a file is read; nobody knows it of a pipe."""
    size = os.fstat(lines.fileno()).st_size
    done = 0
    for number, line in enumerate(lines):
        if number % _PORTION == 0:
            progress("reading", done / size if size else 0.0)
        done += len(line)
        yield line


def _encoded(roster: Roster, model: str | None, progress: Progress) -> tuple[str, Vectors]:
    """Encode in the order of ids, so that the order of lines cannot show in what shares a batch."""
    from matching.encoder import Encoder

    encoder = Encoder.load(model, lambda what: progress(what, 0.0))
    order = sorted(range(len(roster.goals)), key=lambda i: roster.profiles[i].id)
    rows = [encoder.encode([])]
    for first in range(0, len(order), _PORTION):
        progress("encoding", first / len(order))
        rows.append(encoder.encode([roster.goals[i] for i in order[first : first + _PORTION]]))
    vectors = np.concatenate(rows)
    vectors[order] = vectors.copy()
    return encoder.name, vectors


@contextmanager
def _timed(stage: str, seconds: dict[str, float]) -> Iterator[None]:
    began = time.perf_counter()
    yield
    seconds[stage] = time.perf_counter() - began
