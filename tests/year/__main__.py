"""`make year`: four workspaces live a year, two at a time; fails if anything was said that should not have been."""

import sys
from argparse import ArgumentParser
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from time import perf_counter

from tests.year.live import Report, live, quiet
from tests.year.people import places

A_YEAR = 53
"""Weeks: one more than a year, so that what falls due on its last day is seen."""


def main() -> int:
    """Live, print, and give the exit code."""
    parser = ArgumentParser(prog="make year", description=__doc__)
    parser.add_argument("--weeks", type=int, default=A_YEAR)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=[place.name for place in places()])
    asked = parser.parse_args()
    began = perf_counter()
    with ProcessPoolExecutor(2, get_context("spawn"), quiet) as pool:
        wanted = [place for place in places() if asked.only in {None, place.name}]
        reports = [pool.submit(live, place, asked.weeks, asked.seed) for place in wanted]
        for report in (one.result() for one in reports):
            _show(report)
    done = [one.result() for one in reports]
    wrong = sum(len(one.broken) for one in done)
    _say(
        f"{sum(one.members for one in done)} members, {sum(one.partnerships for one in done)} partnerships, "
        f"{sum(one.messages for one in done)} messages, {sum(one.acts for one in done)} acts "
        f"in {perf_counter() - began:.0f} s; {wrong or 'no'} broken"
    )
    return 1 if wrong else 0


def _show(report: Report) -> None:
    _say(
        f"{report.name}: {report.partnerships} partnerships, {report.messages} messages, {report.seconds:.0f} s of work"
    )
    for line in report.lines:
        _say(line)
    _say("  " + ", ".join(f"{kind} {count}" for kind, count in sorted(report.kinds.items())))
    for each in report.broken:
        _say(f"  broken: {each}")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
