"""Puts logging back as it was, since configuring it is for a whole process."""

import logging
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from bot.logs import OURS


@contextmanager
def logging_kept() -> Iterator[None]:
    """Restore handlers, levels and the hooks for uncaught errors at the end."""
    root, hooks = logging.getLogger(), (sys.excepthook, threading.excepthook)
    handlers, levels = root.handlers[:], {name: logging.getLogger(name).level for name in ("", *OURS)}
    try:
        yield
    finally:
        root.handlers[:] = handlers
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)
        sys.excepthook, threading.excepthook = hooks
