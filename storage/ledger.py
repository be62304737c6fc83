"""Who was erased, as fingerprints in a file beside a SQLite database, so that no backup brings anybody back."""

import hashlib
import hmac
import os
import secrets
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum, unique
from pathlib import Path

from storage.errors import DatabaseUnusableError
from storage.files import replace

KEPT = timedelta(days=90)
"""How long a fingerprint is kept; an older backup cannot be cleansed any more."""
OVERLAP = timedelta(minutes=1)
"""An erasure that began so long before a backup may have ended after it."""
_TITLE = "trellis-erasures"


@unique
class Step(StrEnum):
    """How far an erasure had come."""

    ASKED = "asked"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Erasure:
    """One fingerprint's erasure; `at` is when it was asked for, as far as that is known."""

    step: Step
    at: datetime


class Ledger:
    """The file of one database; it holds no id, but whoever has it can confirm one that they guess."""

    def __init__(self, database: Path) -> None:
        database = database.resolve()  # one ledger, whatever link leads to the database
        self.file = database.with_name(f"{database.name}.erased")
        self._turn = threading.Lock()

    def begin(self) -> None:
        """Make it unless it is there, so that a restore can tell an empty ledger from a lost one."""
        with self._turn:
            if not self.file.exists():
                self._write(f"{_TITLE} {secrets.token_hex(32)}", ())

    def note(self, step: Step, workspace_id: str, member_id: str, now: datetime) -> None:
        """Make it durable that someone, or with EVERYONE a workspace, is erased; call it before the rows go."""
        self.begin()
        with self._turn:
            title, lines = self._read()
            mark = _mark(title, workspace_id, member_id)
            self._write(title, [*_recent(lines, now), f"{now.isoformat()} {step} {mark}"])

    def forget(self, now: datetime) -> None:
        """Delete what is older than KEPT; raises DatabaseUnusableError where the ledger cannot be read or written."""
        with self._turn:
            if not self.file.exists():
                return
            title, lines = self._read()
            recent = _recent(lines, now)
            if len(recent) < len(lines):
                self._write(title, recent)

    def since(self, moment: datetime) -> "Erasures":
        """Give the erasures from shortly before a moment on; raises DatabaseUnusableError without a readable ledger."""
        title, lines = self._read()
        found: dict[str, Erasure] = {}
        for line in lines:
            at, step, mark = line.split(" ")
            if datetime.fromisoformat(at) >= moment - OVERLAP:
                found[mark] = _later(found.get(mark), Erasure(Step(step), datetime.fromisoformat(at)))
        return Erasures(title, found)

    def _read(self) -> tuple[str, list[str]]:
        try:
            title, *lines = self.file.read_text("ascii").splitlines()
        except (OSError, ValueError):
            title, lines = "", []
        if not title.startswith(f"{_TITLE} "):
            raise DatabaseUnusableError(f"The ledger of erasures, {self.file}, is missing or cannot be read.")
        return title, lines

    def _write(self, title: str, lines: Iterable[str]) -> None:
        try:
            replace(self.file, "".join(f"{line}\n" for line in (title, *lines)).encode())
        except OSError as error:
            raise DatabaseUnusableError(
                f"The ledger of erasures, {self.file}, cannot be written ({os.strerror(error.errno or 0)}), so nothing "
                "was erased. Check that this account may write in its folder and that the disk has room."
            ) from None


@dataclass(frozen=True, slots=True)
class Erasures:
    """What a ledger knows since some moment; without entries it knows nobody."""

    _title: str
    _by_mark: Mapping[str, Erasure]

    def of(self, workspace_id: str, member_id: str) -> Erasure | None:
        """Tell whether someone, or with EVERYONE the workspace, was erased or asked for it."""
        return self._by_mark.get(_mark(self._title, workspace_id, member_id))


NOBODY = Erasures("", {})


def _later(known: Erasure | None, new: Erasure) -> Erasure:
    """Keep when it was asked for, and that it was done once: whoever came back since is not in the backup."""
    if known is None:
        return new
    return Erasure(Step.DONE if Step.DONE in {known.step, new.step} else Step.ASKED, known.at)


def _mark(title: str, workspace_id: str, member_id: str) -> str:
    return hmac.new(title.encode(), f"{workspace_id}/{member_id}".encode(), hashlib.sha256).hexdigest()


def _recent(lines: Iterable[str], now: datetime) -> list[str]:
    return [line for line in lines if datetime.fromisoformat(line.partition(" ")[0]) >= now - KEPT]
