"""Writing files that are whole and durable, or not there at all; nobody else may read them."""

import os
from pathlib import Path


def replace(file: Path, content: bytes) -> None:
    """Put new content in a file's place; after a crash it has the old or the new; raises OSError."""
    beside = file.with_name(f"{file.name}.new")
    make(beside)
    beside.write_bytes(content)
    move(beside, file)


def make(file: Path) -> None:
    """Make an empty file, or empty one that is there; raises OSError."""
    os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))


def move(written: Path, file: Path) -> None:
    """Give a file that is complete its name, and make both durable; raises OSError."""
    _sync(written)
    written.replace(file)
    _sync(file.parent)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
