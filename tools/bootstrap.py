"""Makes `.venv` and installs Trellis into it: `python3 -m tools.bootstrap`, from the project's folder.

All of `tools` parses on Python 3.6, so that an old Python answers with a sentence and not with a traceback.
"""

import fcntl
import os
import signal
import sys
from pathlib import Path

from tools import preflight
from tools.install import ensure
from tools.stage import StoppedError, say
from tools.venv import Venv


def main() -> int:
    """Give the exit code: 0 installed, 1 stopped with a sentence, 130 interrupted."""
    # SIGTERM becomes KeyboardInterrupt, so that pip is ended with us and never works on alone.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        preflight.stop_if(preflight.old_python(sys.version_info))
        _ensure_alone(Venv(Path.cwd()))
    except StoppedError as fault:
        print(fault, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Interrupted: run the same command again.", file=sys.stderr)
        return 130
    return 0


def _ensure_alone(venv: Venv) -> None:
    folder = os.open(str(venv.root), os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        say("Another install is at work in this folder: waiting for it.")
        fcntl.flock(folder, fcntl.LOCK_EX)
    try:
        ensure(venv)
    finally:
        os.close(folder)


if __name__ == "__main__":
    sys.exit(main())
