"""Writes constraints.txt anew: `python3 -m tools.lock` asks pip which versions it would choose today."""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Dict, List

from tools.requirements import TORCH, everything

HEADER = """\
# Every package that Trellis runs and is built with, one version each; `make lock` writes this file anew.
# Versions stand without their local part (+cpu), so that any build of torch satisfies its pin.
"""


def main() -> int:
    """Resolve with the newest versions that pyproject.toml allows; gives the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        report = Path(folder, "report.json")
        pip = [f"{folder}/bin/python", "-m", "pip", "install", "--ignore-installed", "--dry-run"]
        subprocess.run([*pip, "--report", str(report), TORCH, *everything(Path.cwd())], check=True)
        chosen = json.loads(report.read_text())["install"]
    Path("constraints.txt").write_text(HEADER + "\n".join(pins(chosen)) + "\n")
    return 0


def pins(chosen: List[Dict[str, Dict[str, str]]]) -> List[str]:
    """Turn pip's report into sorted pins; pip itself is left as the environment brings it."""
    found = {_canonical(item["metadata"]["name"]): item["metadata"]["version"] for item in chosen}
    return [f"{name}=={version.split('+')[0]}" for name, version in sorted(found.items()) if name != "pip"]


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    sys.exit(main())
