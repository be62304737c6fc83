"""`trellis demo`: twelve weeks in a sandbox workspace, without Slack."""

import argparse
from collections.abc import Mapping

from bot.sandbox.demo import main


def execute(options: argparse.Namespace, _environ: Mapping[str, str]) -> int:
    """Play it; with `--live` the workspace stays up until it is stopped."""
    return main(live=options.live)
