"""What pyproject.toml asks for."""

import json
from pathlib import Path
from typing import Any, Dict, List

TORCH = "torch==2.13.0"
"""Asked for first and alone, this takes a CPU build where one is offered; a range might pass it over."""


def everything(root: Path) -> List[str]:
    """Give the requirements of running, developing and building the project."""
    project = _pyproject(root)
    extras = project["project"]["optional-dependencies"]
    return [
        *project["project"]["dependencies"],
        *(requirement for extra in extras.values() for requirement in extra),
        *project["build-system"]["requires"],
    ]


def declared(root: Path) -> str:
    """Give what an install depends on, and nothing of the settings for tools that stand beside it."""
    project = _pyproject(root)
    return json.dumps([project["build-system"], project["project"]], sort_keys=True)


def _pyproject(root: Path) -> Dict[str, Any]:
    import tomllib  # not at the top: Python below 3.11, which lacks it, must come as far as its sentence

    return tomllib.loads((root / "pyproject.toml").read_text())
