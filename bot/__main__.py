"""The `trellis` command line; `python -m bot` is the same."""

import os
import sys
import threading
from typing import NoReturn

from bot.commands import line


def main() -> NoReturn:
    """Run a command and leave."""
    end(line.main())


def end(code: int) -> NoReturn:
    """Leave, also if a thread did not end in time: Python would wait for it, and another worker takes over its work."""
    if threading.active_count() > 1:  # daemons too, for a pool's threads are waited for whatever they are
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        os._exit(code)
    sys.exit(code)


if __name__ == "__main__":
    main()
