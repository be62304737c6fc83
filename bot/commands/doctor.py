"""`trellis doctor`: checks everything that Trellis depends on."""

import argparse
from collections.abc import Mapping

from bot.doctor.checkup import examine
from bot.wiring import utc_now


def execute(_options: argparse.Namespace, environ: Mapping[str, str]) -> int:
    """Print one line per check as it is known; 1 if any failed."""
    failed = 0
    for finding in examine(environ, utc_now):
        print(finding, flush=True)
        failed += finding.failed
    print(f"\n{failed} to mend." if failed else "\nAll is well.")
    return 1 if failed else 0
