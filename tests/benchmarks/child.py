"""Run one measurement in a fresh process, under a time limit, and weigh it with all that it starts (Linux)."""

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

_PAUSE = 0.05


def measure(module: str, *arguments: object, seconds: float | None = None) -> dict[str, Any] | None:
    """Give what `python -m module …` prints as JSON, with its peak `megabytes`; None if it takes longer than `seconds`.

    Raises CalledProcessError if it fails.
    """
    command = [sys.executable, "-m", module, *map(str, arguments)]
    ends = time.monotonic() + (seconds or float("inf"))
    peak = 0.0
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        while running.poll() is None:
            peak = max(peak, _megabytes(running.pid))
            if time.monotonic() > ends:
                running.kill()
                return None
            time.sleep(_PAUSE)
        assert running.stdout is not None
        printed = running.stdout.read()
    if running.returncode:
        raise subprocess.CalledProcessError(running.returncode, command)
    found: dict[str, Any] = json.loads(printed)
    return found | {"megabytes": round(max(peak, found.get("megabytes", 0.0)))}


def own_peak() -> float:
    """Give the most memory that this very process ever held, in megabytes; sampling from outside may miss it."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1024


def _megabytes(pid: int) -> float:
    """Give the resident memory of a process and its children; what they share counts for each."""
    children = [path.read_text().split() for path in Path(f"/proc/{pid}/task").glob("*/children")]
    pids = [pid, *(int(child) for several in children for child in several)]
    return sum(_resident(one) for one in pids)


def _resident(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):  # it has just ended
        return 0.0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmRSS:")), 0) / 1024
