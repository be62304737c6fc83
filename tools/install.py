"""The steps of an install, in their order."""

import os
import shutil
import sys
import time
from pathlib import Path
from typing import Dict, List

from tools.explain import explain
from tools.preflight import low_disk, no_venv, stop_if
from tools.requirements import TORCH, everything
from tools.stage import StoppedError, run, say
from tools.venv import Venv


def ensure(venv: Venv) -> None:
    """Bring `.venv` up to date, at once if it is; raises StoppedError with the sentence to show."""
    if venv.is_current:
        return
    began = time.monotonic()
    if not venv.is_whole:
        _create(venv)
    _fill(venv)
    venv.mark_current()
    if venv.brought_cuda:
        say("Note: no CPU build of torch was offered, so it brought its CUDA packages (gigabytes, but it works).")
    say(f"Installed in {time.monotonic() - began:.0f} s.")


def _create(venv: Venv) -> None:
    stop_if(no_venv() or low_disk(venv.root))
    shutil.rmtree(str(venv.path), ignore_errors=True)
    venv.path.mkdir()
    # The real path, because sys.executable may lie in the .venv that has just gone.
    _run(venv, "Making .venv", [str(Path(sys.executable).resolve()), "-m", "venv", str(venv.path)])


def _fill(venv: Venv) -> None:
    # One question with one retry first: pip's own five retries keep people waiting.
    _pip(venv, "Asking the package registry", "index", "versions", "torch", "--retries", "1", "--timeout", "20")
    pinned = ["install", "-c", str(venv.root / "constraints.txt")]
    _pip(venv, "Installing torch, the largest part", *pinned, TORCH)
    _pip(venv, "Installing the other packages", *pinned, *everything(venv.root))
    _pip(venv, "Installing Trellis itself", "install", "--no-deps", "--no-build-isolation", "-e", str(venv.root))


def _pip(venv: Venv, title: str, *arguments: str) -> None:
    _run(venv, title, [str(venv.python), "-m", "pip", *arguments, "--no-input", "--disable-pip-version-check"])


def _run(venv: Venv, title: str, command: List[str]) -> None:
    venv.unmark()
    venv.temp.mkdir(exist_ok=True)
    code = run(title, command, venv.log, _environment(venv))
    shutil.rmtree(str(venv.temp), ignore_errors=True)
    if code >= 0 and (venv.path / "bin" / "pip").exists():
        venv.mark_whole()  # below 0 it was killed and may have left a package in pieces
    if code != 0:
        raise StoppedError(explain(venv.log.read_text(errors="replace"), venv.log))


def _environment(venv: Venv) -> Dict[str, str]:
    # /tmp is often held in memory and too small for torch.
    return dict(os.environ, TMPDIR=str(venv.temp))
