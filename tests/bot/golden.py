"""Messages and views as files: compared, or written anew with TRELLIS_GOLDEN=write."""

import json
import os
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "golden"
WRITE = os.environ.get("TRELLIS_GOLDEN") == "write"


def assert_golden(name: str, shown: Any) -> None:
    """Compare what members are shown with tests/bot/golden/<name>.json."""
    file = FOLDER / f"{name}.json"
    text = json.dumps(shown, indent=2, ensure_ascii=False, default=dict) + "\n"
    if WRITE:
        FOLDER.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8"), (
        f"{file.name} differs; if it should, run once with TRELLIS_GOLDEN=write"
    )
