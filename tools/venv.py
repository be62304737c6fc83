"""The project's `.venv`, and the two small files in it that say how far an install got."""

import hashlib
import sys
from pathlib import Path
from typing import Optional

from tools.requirements import declared


class Venv:
    """`made-for` is there while the packages are whole, `installed` once they are what the project asks for."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.path = root / ".venv"
        self.python = self.path / "bin" / "python"
        self.log = self.path / "install.log"
        self.temp = self.path / "tmp"
        self._place = "Python {}.{} in {}".format(*sys.version_info[:2], root)

    @property
    def is_whole(self) -> bool:
        """Tell whether no step was cut off, and Python and place are still the ones it was made for."""
        return self.python.exists() and self._read("made-for") == self._place

    @property
    def is_current(self) -> bool:
        """Tell whether everything that pyproject.toml and constraints.txt now ask for is installed."""
        return self.is_whole and self._read("installed") == self._wanted()

    @property
    def brought_cuda(self) -> bool:
        """Tell whether torch came as a CUDA build, by the packages that only such a build needs."""
        return any(self.path.glob("lib/*/site-packages/nvidia_*.dist-info"))

    def mark_whole(self) -> None:
        """Say that the last step came to its own end, well or badly."""
        (self.path / "made-for").write_text(self._place)

    def mark_current(self) -> None:
        """Say that the install is complete."""
        (self.path / "installed").write_text(self._wanted())

    def unmark(self) -> None:
        """Take both marks away before a step that may be cut off."""
        for name in ("made-for", "installed"):
            if (self.path / name).exists():
                (self.path / name).unlink()

    def _wanted(self) -> str:
        pins = (self.root / "constraints.txt").read_text()
        return hashlib.sha256((declared(self.root) + pins).encode()).hexdigest()

    def _read(self, name: str) -> Optional[str]:
        mark = self.path / name
        return mark.read_text() if mark.exists() else None
