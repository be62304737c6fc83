"""Reads the command line, and turns what is wrong into one sentence."""

import argparse
import importlib
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from bot import logs
from bot.settings import SETTINGS
from matching import zones
from matching.errors import TrellisError

COMMANDS = {
    "run": "do everything in one process: answer Slack, run suggestions, send nudges",
    "web": "answer Slack over HTTP only",
    "worker": "run suggestions and send nudges only",
    "migrate": "bring the database's tables to this version",
    "backup": "copy a SQLite database to a file while the bot goes on",
    "restore": "bring such a copy back, without those erased since and without nudging anybody twice",
    "demo": "play twelve weeks in a sandbox workspace, without Slack",
    "doctor": "check settings, Slack, database, model and clock, and say how to mend each",
    "data-map": "print every table and column, what for and how long it is kept",
}
FAULT = 2
"""Exit code when something is missing or wrong; 1 is doctor's, for a check that failed."""


def main(argv: Sequence[str] | None = None, environ: Mapping[str, str] | None = None) -> int:
    """Run one sub-command and give the exit code; a TrellisError becomes a sentence on standard error."""
    zones.use_package()
    environ = _taken() if environ is None else environ
    parser = _parser()
    options = parser.parse_args(argv)
    if options.command is None:
        parser.print_help(sys.stderr)
        return FAULT
    logs.configure("INFO")
    # Imported only now, so that no command loads what another one needs.
    module = importlib.import_module(f"bot.commands.{options.command.replace('-', '_')}")
    try:
        return int(module.execute(options, environ))
    except TrellisError as error:
        print(error, file=sys.stderr)
        return FAULT
    except KeyboardInterrupt:
        return FAULT


def _taken() -> Mapping[str, str]:
    """Take the secrets out of the environment, where Bolt and child processes would find them too."""
    taken = dict(os.environ)
    for setting in SETTINGS:
        if setting.secret:
            os.environ.pop(setting.name, None)
    return taken


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="trellis", description="Matches people in Slack into accountability partnerships, and keeps no words."
    )
    commands = parser.add_subparsers(dest="command", metavar="command")
    made = {name: commands.add_parser(name, help=told, description=told) for name, told in COMMANDS.items()}
    made["demo"].add_argument("--live", action="store_true", help="leave the sandbox workspace up afterwards")
    made["backup"].add_argument("file", type=Path, help="where the copy goes; nothing may be there")
    made["restore"].add_argument("file", type=Path, help="what trellis backup wrote")
    made["restore"].add_argument("--without-ledger", action="store_true", help="even if nobody knows who was erased")
    return parser
