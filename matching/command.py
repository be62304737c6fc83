"""The command line of matching: what may be asked, where the answer goes, and how it ends."""

import os
import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from matching import zones
from matching.answering import Request, answer
from matching.errors import InputError, TrellisError
from matching.terminal import Line

DONE, FAILED, MISUSED, INTERRUPTED, UNREAD = 0, 1, 2, 130, 141
"""Exit codes; the last two are what a shell gives for Ctrl-C and for a pipe that nobody reads to its end."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and give its exit code; nothing reaches standard output unless everything could be read."""
    zones.use_package()
    request = Request(**vars(_parser().parse_args(argv)))
    try:
        with Line(sys.stderr) as line:
            lines = answer(request, line)
        return _write(lines)
    except InputError as fault:
        return _fail(str(fault), MISUSED)
    except TrellisError as fault:
        return _fail(str(fault), FAILED)
    except OSError as fault:
        return _fail(f"{fault.filename}: {fault.strerror}", MISUSED)
    except KeyboardInterrupt:
        return INTERRUPTED


def _parser() -> ArgumentParser:
    parser = ArgumentParser("python -m matching", description="Form groups of members whose goals are close.")
    add = parser.add_argument
    add("members", metavar="members.jsonl", help="one member a line, as docs/matching.md says; - for standard input")
    embedding = parser.add_mutually_exclusive_group()
    embedding.add_argument(
        "--vectors", type=Path, metavar="FILE.npy", help="ready vectors, n × d, float32, in the order of lines"
    )
    embedding.add_argument(
        "--model",
        metavar="NAME",
        default=os.environ.get("TRELLIS_MODEL") or None,
        help="name or folder of a language model, instead of the packaged one",
    )
    instead = parser.add_mutually_exclusive_group()
    instead.add_argument("--explain", nargs=2, metavar=("ID", "ID"), help="instead, weigh these two members")
    instead.add_argument(
        "--nearest", type=_count, metavar="K", help="instead, list the K closest admissible others of each member"
    )
    add("--seed", type=_number, default=0, help="another seed decides among equals another way (default: 0)")
    add(
        "--today",
        type=_day,
        default=datetime.now(UTC).date(),
        metavar="YYYY-MM-DD",
        help="first day of the coming weeks (default: today)",
    )
    return parser


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise ArgumentTypeError("must be a whole number, 0 or more")
    return int(text)


def _count(text: str) -> int:
    if not _number(text):
        raise ArgumentTypeError("must be 1 or more")
    return int(text)


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or not 1970 <= day.year < 3000:  # the weeks around it are reckoned with as well
        raise ArgumentTypeError("must be a date, such as 2026-11-21")
    return day


def _write(lines: Iterable[str]) -> int:
    try:
        sys.stdout.writelines(f"{line}\n" for line in lines)
        sys.stdout.flush()
    except OSError as fault:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is left would fail again at exit
        return UNREAD if isinstance(fault, BrokenPipeError) else _fail(f"standard output: {fault.strerror}", FAILED)
    return DONE


def _fail(why: str, code: int) -> int:
    sys.stderr.write(f"{why}\n")
    return code
