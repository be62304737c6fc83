import shutil
import sys
from pathlib import Path

import pytest

from tools.venv import Venv

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def venv(tmp_path: Path) -> Venv:
    """Give a whole but empty environment that borrows the running Python with its pip."""
    for name in ("pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, tmp_path / name)
    made = Venv(tmp_path)
    made.python.parent.mkdir(parents=True)
    made.python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    made.python.chmod(0o755)
    (made.python.parent / "pip").touch()
    made.mark_whole()
    return made
