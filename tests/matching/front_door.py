"""Asking the command line of matching, here or as a process of its own."""

import json
import random
import subprocess
import sys
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.command import DONE, MISUSED, main
from tests.matching.build import random_vectors
from tests.matching.lines import line, window

TODAY = "2026-09-07"
MODULE = (sys.executable, "-m", "matching")


@dataclass(frozen=True)
class Answer:
    out: str
    told: str
    code: object

    @property
    def objects(self) -> list[dict[str, Any]]:
        assert (self.told, self.code) == ("", DONE)
        return [json.loads(one) for one in self.out.splitlines()]

    @property
    def fault(self) -> str:
        """What is told of what was asked wrongly; nothing is half done."""
        assert (self.out, self.code) == ("", MISUSED)
        return self.told.removesuffix("\n")


def ask(*arguments: object) -> Answer:
    out, told = StringIO(), StringIO()
    code: object
    with redirect_stdout(out), redirect_stderr(told):
        try:
            code = main(["--today", TODAY, *map(str, arguments)])
        except SystemExit as end:
            code = end.code
    return Answer(out.getvalue(), told.getvalue(), code)


def ask_process(*arguments: object, given: bytes = b"") -> Answer:
    command = [*MODULE, "--today", TODAY, *map(str, arguments)]
    done = subprocess.run(command, input=given, capture_output=True, check=False)
    return Answer(done.stdout.decode(), done.stderr.decode(), done.returncode)


def without_seconds(answered: dict[str, Any]) -> dict[str, Any]:
    """All of an object that does not depend on how fast the machine is."""
    answered.get("totals", {}).pop("seconds", None)
    return answered


@dataclass(frozen=True)
class Files:
    """Members and ready vectors, written to a folder when they are asked for."""

    folder: Path
    lines: Sequence[bytes]
    rows: NDArray[np.float32]

    @property
    def members(self) -> Path:
        path = self.folder / "members.jsonl"
        path.write_bytes(b"".join(self.lines))
        return path

    @property
    def both(self) -> tuple[object, ...]:
        path = self.folder / "vectors.npy"
        np.save(path, self.rows)
        return self.members, "--vectors", path

    def first(self, n: int) -> "Files":
        return Files(self.folder, self.lines[:n], self.rows[:n])

    def mixed(self, seed: int) -> "Files":
        order = random.Random(seed).sample(range(len(self.lines)), len(self.lines))
        return Files(self.folder, [self.lines[i] for i in order], self.rows[order])


def nine(folder: Path) -> Files:
    """Eight members who may meet and one whom nobody may, since a call suits none of them."""
    lines = [line(f"U{i}", waited=i % 2, team="north" if i % 3 else "south") for i in range(1, 9)]
    alone = line("U9", formats=["call-15"], hours=[window()])
    return Files(folder, [*lines, alone], random_vectors(9, seed=1) * 3)
