"""`trellis data-map`: prints what is stored, from the tables' own comments."""

import argparse
from collections.abc import Mapping

from storage.data_map import as_markdown


def execute(_options: argparse.Namespace, _environ: Mapping[str, str]) -> int:
    """Print the table that PRIVACY.md holds."""
    print(as_markdown(), end="")
    return 0
