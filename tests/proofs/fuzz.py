"""Prints what becomes of requests that nobody should send: `python -m tests.proofs.fuzz`."""

import random
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask

from tests.proofs.bolt_probes import broken_by_probes, plain_bolt, probes
from tests.proofs.fuzz_bodies import CANARY, bodies
from tests.proofs.fuzz_gate import Fuzzer, gate, made
from tests.proofs.fuzz_wire import NO_ANSWER, send
from tests.proofs.population import Population
from tests.proofs.table import setting, table
from tests.proofs.web_process import TRELLIS, serving
from tests.proofs.workspace import workspace

SEED = 20261121
INSIDE, OUTSIDE = 60_000, 40_000
WARM_UP = 0.5
"""Share of the requests after which memory is looked at for the first time."""
HANDS = 16
IN_MEMORY = Path("/dev/shm")
"""Where the databases are, if there is such a place: how soon a disk writes is not the question here."""
STATUSES = (200, 400, 401, 409)
HEADS = ("", "requests", *map(str, STATUSES), "others below 500", "no answer", "500 and above")
MEMORY = ("", "after warming up, MB", "at the end, MB", "places in the log with a body's canary")


@dataclass(frozen=True, slots=True)
class Found:
    """What came of some requests: by status, memory in MB before and after, and how often the canary was logged."""

    statuses: Counter[int]
    before: float
    after: float
    sung: int

    @property
    def broken(self) -> int:
        """Count the statuses of 500 and above."""
        return sum(count for status, count in self.statuses.items() if status >= 500)


def inside(requests: int, members: int, folder: Path) -> tuple[Fuzzer, Found]:
    """Let the gate in this process take so many."""
    population, log = _population(members), folder / "inside.log"
    with workspace(population, 0) as slack, gate(population, slack.base_url, folder, log) as wsgi:
        fuzzer = Fuzzer(wsgi, population, SEED)
        fuzzer.go_on(round(requests * WARM_UP))
        before = megabytes(["self"])
        fuzzer.go_on(requests - round(requests * WARM_UP))
        after = megabytes(["self"])
    return fuzzer, Found(fuzzer.signed + fuzzer.unsigned, before, after, sung(log))


def outside(requests: int, folder: Path) -> Found:
    """Let `trellis web` take so many over sockets, broken on their way; it has to be well afterwards."""
    population, log, chance = _population(10), folder / "outside.log", random.Random(SEED)
    spoilable = bodies(population, 0)
    address = made(population, folder)
    with (
        workspace(population, 0) as slack,
        serving(1, TRELLIS, slack.base_url, address, log, "DEBUG") as (web,),
        ThreadPoolExecutor(HANDS) as pool,
    ):

        def one(number: int) -> int:
            own = random.Random(SEED + number)
            return send(web.port, own.choice(spoilable), own)

        order = chance.sample(range(requests), requests)
        early = Counter(pool.map(one, order[: round(requests * WARM_UP)]))
        before = megabytes(_children(web.pid))
        late = Counter(pool.map(one, order[round(requests * WARM_UP) :]))
        web.wait()
        return Found(early + late, before, megabytes(_children(web.pid)), sung(log))


def sung(log: Path) -> int:
    """Count the canary in a log, whatever the case of its letters."""
    return log.read_text(errors="replace").lower().count(CANARY)


def megabytes(processes: Sequence[str]) -> float:
    """Give the resident memory of some processes together."""
    return sum(_resident(Path("/proc", each, "status").read_text()) for each in processes)


def _resident(status: str) -> float:
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS:"))


def _children(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


def _population(members: int) -> Population:
    return Population(members, 0, 3, datetime.now(UTC).date())


def _both(ours: Flask, base_url: str) -> tuple[tuple[str, Flask], ...]:
    return ("Trellis", ours), ("Bolt's own Flask adapter", plain_bolt(base_url))


def row(name: str, statuses: Counter[int]) -> tuple[str, ...]:
    """Lay out statuses under HEADS."""
    known = [statuses[status] for status in STATUSES]
    broken = sum(count for status, count in statuses.items() if status >= 500)
    others = statuses.total() - sum(known) - broken - statuses[NO_ANSWER]
    return name, *(f"{count:,}" for count in (statuses.total(), *known, others, statuses[NO_ANSWER], broken))


def memory_row(name: str, found: Found) -> tuple[str, ...]:
    """Lay out memory under MEMORY."""
    return name, f"{found.before:.1f}", f"{found.after:.1f}", f"{found.sung}"


def main() -> int:
    """Run everything, print three tables, and give 1 if something broke or was logged."""
    with tempfile.TemporaryDirectory(dir=IN_MEMORY if IN_MEMORY.is_dir() else None) as temporary:
        folder = Path(temporary)
        fuzzer, found = inside(INSIDE, 2 * -(-INSIDE // 1_000), folder)
        print(*fuzzer.failed[:20], sep="\n", flush=True)
        wire = outside(OUTSIDE, folder)
        population = _population(2)
        with workspace(population, 0) as slack, gate(population, slack.base_url, folder, folder / "probes.log") as ours:
            probed = [(name, broken_by_probes(wsgi)) for name, wsgi in _both(ours, slack.base_url)]
    rows = [row("in the process, signed", fuzzer.signed), row("in the process, not signed", fuzzer.unsigned)]
    rows.append(row("over sockets, broken on their way", wire.statuses))
    memory = [memory_row("in the process, with the fuzzer", found), memory_row("trellis web, over sockets", wire)]
    counts = [(name, f"{len(list(probes()))}", f"{broken}") for name, broken in probed]
    probed_table = table(("probes, the same for both", "requests", "500 and above"), counts)
    print(setting(), table(HEADS, rows), table(MEMORY, memory), probed_table, sep="\n\n")
    return 1 if found.broken + wire.broken + found.sung + wire.sung + probed[0][1] else 0


if __name__ == "__main__":
    sys.exit(main())
