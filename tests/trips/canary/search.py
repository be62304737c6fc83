"""A word that must be nowhere, everything that Trellis leaves behind, and the search through it."""

import base64
import logging
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Engine, event

from bot import logs
from tests.bot.quiet import logging_kept

WORD = "zqxkanarie"
"""Stands in everything that is typed; one word in small letters, which a log line would let through as an id."""
ID = f"U{WORD.upper()}"
"""The same in the form of a Slack id, which a column would let through."""
Evidence = Mapping[str, bytes]


def song(field: str) -> str:
    """Give words for a field, long enough for any."""
    return f"{WORD}-{field} sings {WORD} <!channel> & *loudly* – ünd {WORD}{field} 🐤"


def found(evidence: Evidence, needles: Iterable[bytes]) -> set[str]:
    """Name the places in which any of these stands, whatever the case of its letters."""
    wanted = [one.lower() for one in needles]
    return {place for place, content in evidence.items() if any(one in content.lower() for one in wanted)}


def word_forms() -> set[bytes]:
    """Give the word as it could be stored or printed."""
    return {form for encoding in ("utf-8", "utf-16-le", "utf-16-be") for form in _forms(WORD.encode(encoding))}


def vector_forms(vectors: Iterable[NDArray[np.float32]]) -> set[bytes]:
    """Give stretches of three components in bytes of either width and order, and single components as text.

    These are the largest, and the first and the last, which are all that numpy prints of a large array.
    """
    forms: set[bytes] = set()
    for vector in vectors:
        for start in (0, len(vector) - 3, *np.argsort(-np.abs(vector[:-3]))[:4]):
            stretch = vector[start : start + 3]
            for kind in ("<f4", ">f4", "<f8", ">f8"):
                forms |= _forms(stretch.astype(kind).tobytes())
            forms |= _digits(float(stretch[0])) | _digits(float(stretch[2]))
    return forms


def _digits(component: float) -> set[bytes]:
    """Give six digits of a number as Python and numpy begin to write it, with an exponent or without."""
    mantissa, fixed = f"{abs(component):.12e}"[:7], f"{abs(component):.12f}"[:8]
    return {mantissa.encode(), fixed.encode()} if abs(component) > 0.1 else {mantissa.encode()}


def _forms(raw: bytes) -> set[bytes]:
    """Give bytes as they are, in hexadecimal, and in base64 wherever in a text they begin."""
    shifted = (base64.b64encode(b"\0" * shift + raw)[4 if shift else 0 : -4] for shift in range(3))
    return {raw, raw.hex().encode(), *(one for one in shifted if len(one) >= 8)}


class Watch:
    """Collects, while it is entered, what is logged, what goes to the database, its files, and every error's text."""

    def __init__(self, database: Path) -> None:
        self._database = database
        self._log = StringIO()
        self._raw: list[str] = []
        self._statements: list[str] = []
        self._journals: set[bytes] = set()
        self._errors: list[str] = []

    def evidence(self) -> dict[str, bytes]:
        """Give everything collected so far."""
        files = sorted(self._database.parent.glob(f"{self._database.name}*"))
        return {
            "log": self._log.getvalue().encode(),
            "log arguments": "\n".join(self._raw).encode(),
            "statements": "\n".join(self._statements).encode(),
            "journal": b"".join(self._journals),
            "errors": "\n".join(self._errors).encode(),
            "database": b"".join(one.read_bytes() for one in files),
            **process(Path("/proc/self")),
        }

    @contextmanager
    def open(self) -> Iterator[None]:
        """Watch until left; leaves logging as it was."""
        heard: dict[str, Callable[..., None]] = {
            "before_cursor_execute": self._executes,
            "commit": self._ends,
            "rollback": self._ends,
        }
        with logging_kept():
            logs.configure("DEBUG", self._log)
            logging.getLogger().addHandler(_Raw(self._raw))
            for name, listener in heard.items():
                event.listen(Engine, name, listener)
            try:
                yield
            finally:
                for name, listener in heard.items():
                    event.remove(Engine, name, listener)

    def note(self, error: BaseException) -> None:
        """Keep an error's text with that of everything behind it, shown or not."""
        links: list[BaseException] = [error]
        while (behind := links[-1].__cause__ or links[-1].__context__) is not None and behind not in links:
            links.append(behind)
        self._errors += ["".join(traceback.format_exception_only(one)) for one in links]

    def _executes(self, _connection: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
        self._statements.append(f"{statement} {values!r}")

    def _ends(self, _connection: Any) -> None:
        for ending in ("-journal", "-wal"):
            file = self._database.with_name(self._database.name + ending)
            if file.exists():
                self._journals.add(file.read_bytes())


class _Raw(logging.Handler):
    """Keeps what our own loggers were given, before our formatter withholds anything."""

    def __init__(self, kept: list[str]) -> None:
        super().__init__()
        self._kept = kept

    def emit(self, record: logging.LogRecord) -> None:
        if logs.is_ours(record):
            self._kept.append(f"{record.msg} {record.args!r}")


def process(folder: Path) -> dict[str, bytes]:
    """Give a process's arguments and environment."""
    return {f"process {name}": (folder / name).read_bytes() for name in ("cmdline", "environ")}
