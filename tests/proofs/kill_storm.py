"""Prints what a kill storm leaves behind, beside the usual design: `python -m tests.proofs.kill_storm`."""

import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path

from bot.sandbox.faults import Fault
from tests import postgres
from tests.proofs.crowd import NUDGES, Crowd
from tests.proofs.storm import Aftermath, Storm, weather
from tests.proofs.storm_slack import LOOK, POST
from tests.proofs.table import setting, table

FACTOR = 5.0
"""Five seconds pass in one, for workers, leases, timeouts and Slack alike."""
WORKERS = {"SQLite": 1, "PostgreSQL": 4}
HEADS = (
    "",
    "nudges",
    "kills",
    "duplicates",
    "lost",
    "unknown at the end",
    "told wrongly",
    "arrived",
    "given up, said so",
    "seconds",
)
FAULTS = {
    Fault.RESET_BEFORE: "reset before",
    Fault.RESET_AFTER: "reset after",
    Fault.ERROR_500_AFTER: "500 after",
    Fault.RATE_LIMITED: "429",
    Fault.SLOW: "timeout, acted on late",
    Fault.SWALLOWED: "timeout, never acted on",
}


def crowd_of(nudges: int, seconds: float) -> Crowd:
    """Make circles with at least so many nudges, due during so many real seconds."""
    circles = -(-nudges // NUDGES)
    return Crowd(circles, workspaces=min(circles, 200), span=timedelta(seconds=seconds * FACTOR))


def storms(nudges: int, kills: int, seconds: float, workers: int) -> tuple[Storm, Storm]:
    """Give the storm, and one a tenth as long and just as hard for the rival."""
    ours = Storm(crowd_of(nudges, seconds), kills, FACTOR, workers)
    return ours, Storm(crowd_of(nudges // 10, seconds / 10), kills // 10, FACTOR, workers, is_rival=True)


def is_whole(found: Aftermath) -> bool:
    """Tell whether everything arrived once or was given up aloud."""
    return not (found.duplicates or found.lost or found.open or found.misreported)


def row(name: str, found: Aftermath) -> Sequence[str]:
    bad = (found.duplicates, found.lost, found.open, found.misreported)
    counts = (len(found.nudges), found.kills, *bad, found.seen, found.given_up)
    return name, *(f"{count:,}" for count in counts), f"{found.seconds:.0f}"


def faults_row(name: str, found: Aftermath, method: str) -> Sequence[str]:
    return name, method, *(f"{found.transcript.faults[method][fault]:,}" for fault in FAULTS)


@contextmanager
def databases() -> Iterator[dict[str, str]]:
    """Give an empty database of each kind for Trellis and one for its rival."""
    with tempfile.TemporaryDirectory() as folder, postgres.server() as server, ExitStack() as open_ones:
        file = Path(folder) / "trellis"
        ours, theirs = (open_ones.enter_context(postgres.fresh(server)) for _ in WORKERS)
        yield {
            "SQLite": f"sqlite:///{file}.db",
            "SQLite, rival": f"sqlite:///{file}-rival.db",
            "PostgreSQL": ours.render_as_string(hide_password=False),
            "PostgreSQL, rival": theirs.render_as_string(hide_password=False),
        }


def main() -> int:
    """Run all four, print two tables, and give 1 unless Trellis' counts are zero and all the kills were made."""
    if why := postgres.missing():
        print(f"Without PostgreSQL there is nothing to compare: {why}.", file=sys.stderr)
        return 1
    rows, faults, whole = [], [], True
    with databases() as urls:
        for kind, workers in WORKERS.items():
            ours, theirs = storms(20_000, 1_000, 300 if workers == 1 else 240, workers)
            found = weather(ours, urls[kind])
            whole = whole and is_whole(found) and found.kills == ours.kills
            rows.append(row(f"Trellis, {kind}, workers: {workers}", found))
            faults += [faults_row(kind, found, method) for method in (POST, LOOK)]
            print(*rows[-1], flush=True)
            rows.append(row(f"lease-and-rerun, {kind}, workers: {workers}", weather(theirs, urls[f"{kind}, rival"])))
            print(*rows[-1], flush=True)
    print(setting(), table(HEADS, rows), table(("Trellis on", "calls", *FAULTS.values()), faults), sep="\n\n")
    return 0 if whole else 1


if __name__ == "__main__":
    sys.exit(main())
