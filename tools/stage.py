"""Runs one slow command: its output becomes the log, the terminal hears that it is alive."""

import subprocess
import time
from pathlib import Path
from typing import Dict, List

ACTS = ("Collecting", "Downloading", "Installing")
"""How the lines of pip's log begin that say what it is doing."""


class StoppedError(Exception):
    """An install that cannot go on; the message is the one sentence for the person at the keyboard."""


def say(line: str) -> None:
    """Print at once, also into a pipe."""
    print(line, flush=True)


def run(title: str, command: List[str], log: Path, env: Dict[str, str], beat: float = 15) -> int:
    """Give the command's exit code; a line every `beat` seconds shows what it is doing."""
    say(f"==> {title}")
    began = time.monotonic()
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, env=env)
        try:
            code = _wait(process, log, began, beat)
        except BaseException:
            process.terminate()
            process.wait()
            raise
    say(f"    {'done' if code == 0 else 'failed'} after {time.monotonic() - began:.0f} s")
    return code


def _wait(process: "subprocess.Popen[bytes]", log: Path, began: float, beat: float) -> int:
    while True:
        try:
            return process.wait(timeout=beat)
        except subprocess.TimeoutExpired:
            say(f"    {time.monotonic() - began:.0f} s: {_last_act(log)[:90]}")


def _last_act(log: Path) -> str:
    lines = [line.strip() for line in log.read_text(errors="replace").splitlines()]
    return next((line for line in reversed(lines) if line.startswith(ACTS)), "at work")
