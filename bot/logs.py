"""The only way to the log: our own lines with values of known shapes, and of other libraries no words at all."""

import logging
import re
import sys
import threading
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from types import TracebackType
from typing import Any, TextIO

from bot.frames import Frames

OURS = ("bot", "storage", "matching")
ID_LIKE = re.compile(r"[\w.:/+@=-]{1,120}", re.ASCII)
WITHHELD = "(withheld)"
_log = logging.getLogger(__name__)


def configure(level: str, stream: TextIO | None = None) -> None:
    """Send everything to one stream (standard error by default), once and in our form only; may be called again."""
    root = logging.getLogger()
    for handler in [handler for handler in root.handlers if isinstance(handler, _Handler)]:
        root.removeHandler(handler)
    root.addHandler(_Handler(stream))
    root.setLevel(max(logging.getLevelNamesMapping()[level], logging.WARNING))  # for everybody else's loggers
    for name in OURS:
        logging.getLogger(name).setLevel(level)
    sys.excepthook = _log_uncaught
    threading.excepthook = _log_uncaught_in_thread


def framework_logger() -> logging.Logger:
    """Give the logger for Bolt, slack_sdk and Socket Mode, which would otherwise log whole bodies."""
    logger = logging.getLogger("slack_framework")
    logger.setLevel(logging.WARNING)  # Bolt copies this level to each of its own loggers
    return logger


class Formatter(logging.Formatter):
    """Writes time, level, logger and message; a foreign record shows its place instead of its message."""

    def format(self, record: logging.LogRecord) -> str:
        """Give one line; text that is not ours, and arguments of an unknown shape, are left out."""
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        message = _message(record) if is_ours(record) else f"{record.module}:{record.lineno} {WITHHELD}"
        error = record.exc_info[1] if record.exc_info else None
        trace = f" | {Frames(error)}" if error else ""
        return f"{moment} {record.levelname} {record.name} {message}{trace}"


class _Handler(logging.StreamHandler[TextIO]):
    def __init__(self, stream: TextIO | None) -> None:
        super().__init__(stream)
        self.setFormatter(Formatter())
        self.addFilter(lambda record: is_ours(record) or record.levelno >= logging.WARNING)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the name that logging calls
        # The original prints the arguments.
        self.stream.write(f"a log line of {record.name} at {record.module}:{record.lineno} could not be written\n")


def is_ours(record: logging.LogRecord) -> bool:
    """Tell whether our own code wrote the record, by its logger's name."""
    return record.name.partition(".")[0] in OURS


def _message(record: logging.LogRecord) -> str:
    if isinstance(record.args, Mapping):
        return str(record.msg) % {name: _safe(value) for name, value in record.args.items()}
    if record.args:
        return str(record.msg) % tuple(_safe(value) for value in record.args)
    return str(record.msg)


def _safe(value: Any) -> Any:
    match value:
        case Enum():
            return value.value
        case None | int() | float() | date() | timedelta() | Frames():
            return value
        case BaseException():
            return type(value).__qualname__
        case str() if ID_LIKE.fullmatch(value):
            return value
        case _:
            return WITHHELD


def _log_uncaught(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
    _log.critical("stopped by an unexpected error: %s", Frames(error))


def _log_uncaught_in_thread(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
        _log.critical("a thread was stopped by an unexpected error: %s", Frames(args.exc_value))
