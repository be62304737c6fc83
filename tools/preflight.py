"""What must be true before an install; each check answers None or the one sentence to show."""

import importlib.util
import shutil
from pathlib import Path
from typing import Callable, Optional, Tuple

from tools.stage import StoppedError

Version = Tuple[int, int, int, str, int]
NEEDED_GIB = 4


def old_python(version: Version) -> Optional[str]:
    """Judge a `sys.version_info`."""
    if version >= (3, 11):
        return None
    found = "{}.{}".format(*version[:2])
    return f"Trellis needs Python 3.11 or newer, this is {found}: install one or name it (make demo PYTHON=python3.12)."


def no_venv(find: Callable[[str], object] = importlib.util.find_spec) -> Optional[str]:
    """Look for both halves of venv, because Debian ships them apart from Python."""
    if find("venv") and find("ensurepip"):
        return None
    return "This Python cannot make virtual environments: install its venv module (Debian, Ubuntu: python3-venv)."


def low_disk(folder: Path, needed_gib: float = NEEDED_GIB) -> Optional[str]:
    """Compare the free space of the folder's file system with what an install takes at its widest, in GiB."""
    free_gib = shutil.disk_usage(str(folder)).free / 1024**3
    if free_gib >= needed_gib:
        return None
    return f"The install needs about {needed_gib:.0f} GB of free disk, {folder} has {free_gib:.1f} GB: make some room."


def stop_if(sentence: Optional[str]) -> None:
    """Raise StoppedError if a check had something to say."""
    if sentence:
        raise StoppedError(sentence)
