"""Prints what becomes of acknowledged acts when web processes are killed: `python -m tests.proofs.ack_storm`."""

import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles

from storage import engine, migrations
from storage.database import Database
from tests import postgres
from tests.proofs import bolt_defaults
from tests.proofs.ack_clients import Clients, Heard
from tests.proofs.acts import What, acts
from tests.proofs.effects import lost
from tests.proofs.population import Population
from tests.proofs.table import setting, table
from tests.proofs.web_process import TRELLIS, serving
from tests.proofs.workspace import workspace

SEED = 20261121
CLIENTS = 64
SLACK_ANSWERS_IN = 0.3
"""Seconds."""
LATEST = 3.0
"""Seconds after which Slack tells a member that the app did not answer."""
WEB = {"SQLite": 1, "PostgreSQL": 2}
STORM, CALM, RIVAL = 2_000, 400, 60
"""Members, who act five times each; for twenty of them there is a newcomer, who acts once."""
KILLS, RIVAL_KILLS = 30, 3
HEADS = ("", "web", "kills", "acknowledged", "effects lost", "p50 ms", "p99 ms", "slowest ms", "over 3 s")
KINDS = ("without kills", "requests", "p50 ms", "p99 ms", "slowest ms", "over 3 s")


class Storm:
    """One storm and what it left: who was told that it worked, what is lost, and how long answers took."""

    def __init__(self, members: int, kills: int, clients: int = CLIENTS, answers_in: float = SLACK_ANSWERS_IN) -> None:
        self.population = Population(members, members // 20, 3, datetime.now(UTC).date())
        self.kills = kills
        self._clients, self._answers_in = clients, answers_in
        self.heard: list[Heard] = []
        self.acknowledged = self.lost = 0

    def rage(self, database_url: str, web: int, folder: Path) -> None:
        """Let members act on `trellis web`, started so many times, and look for every effect."""
        made = engine.create(database_url)
        migrations.upgrade(made)
        database = Database(made)
        self.population.fill(database)
        with workspace(self.population, self._answers_in) as slack:
            with serving(web, TRELLIS, slack.base_url, database_url, folder / "log") as processes:
                clients = Clients(processes, self._clients)
                clients.carry_out(acts(self.population, SEED), self.kills, SEED)
            self._note(clients, lost(clients.acknowledged, database, self.population, slack.cards()))
        database.close()

    def rage_at_the_rival(self, folder: Path) -> None:
        """Let them act on a bot with Bolt's defaults; nobody repeats what took too long, or it would never end."""
        file = folder / "rival.db"
        with workspace(self.population, self._answers_in) as slack:
            with serving(1, bolt_defaults.MODULE, slack.base_url, f"sqlite:///{file}", folder / "log") as processes:
                clients = Clients(processes, self._clients, are_impatient=True)
                clients.carry_out(acts(self.population, SEED), self.kills, SEED)
            done = bolt_defaults.effects(file)
            self._note(clients, sum(1 for act in clients.acknowledged if act.key not in done))

    def _note(self, clients: Clients, gone: int) -> None:
        self.heard, self.acknowledged, self.lost = clients.heard, len(clients.acknowledged), gone


def latencies(heard: Sequence[Heard]) -> tuple[str, ...]:
    """Give percentiles of the acknowledged requests, and how many took too long or never came."""
    answered = [1000 * one.seconds for one in heard if one.is_acknowledged]
    late = sum(1 for one in heard if one.seconds >= LATEST)
    if len(answered) < 2:
        return "–", "–", "–", f"{late:,}"
    cuts = quantiles(answered, n=100, method="inclusive")  # or p99 of a few is beyond the slowest
    return f"{cuts[49]:,.0f}", f"{cuts[98]:,.0f}", f"{max(answered):,.0f}", f"{late:,}"


def row(name: str, web: int, storm: Storm) -> tuple[str, ...]:
    """Lay a storm out under HEADS."""
    counts = (web, storm.kills, storm.acknowledged, storm.lost)
    return name, *(f"{count:,}" for count in counts), *latencies(storm.heard)


def kinds(name: str, storm: Storm) -> list[tuple[str, ...]]:
    """Lay out how long each kind of act took, under KINDS."""
    by_kind = {what: [one for one in storm.heard if one.what is what] for what in What}
    return [(f"{name}: {what}", f"{len(heard):,}", *latencies(heard)) for what, heard in by_kind.items()]


def main() -> int:
    """Run all, print two tables, and give 1 if an effect is lost."""
    if why := postgres.missing():
        print(f"Without PostgreSQL there is nothing to compare: {why}.", file=sys.stderr)
        return 1
    rows: list[tuple[str, ...]] = []
    by_kind: list[tuple[str, ...]] = []
    gone = 0
    with tempfile.TemporaryDirectory() as temporary, postgres.server() as server, ExitStack() as databases:
        folder = Path(temporary)
        for kind, web in WEB.items():
            for members, kills in ((CALM, 0), (STORM, KILLS)):
                theirs = databases.enter_context(postgres.fresh(server)).render_as_string(hide_password=False)
                storm = Storm(members, kills)
                storm.rage(f"sqlite:///{folder / f'{kills}.db'}" if kind == "SQLite" else theirs, web, folder)
                gone += storm.lost
                rows.append(row(f"Trellis, {kind}", web, storm))
                by_kind += [] if kills else kinds(kind, storm)
                print(*rows[-1], flush=True)
        rival = Storm(RIVAL, RIVAL_KILLS)
        rival.rage_at_the_rival(folder)
        rows.append(row("Bolt's defaults, SQLite", 1, rival))
    print(setting(), table(HEADS, rows), table(KINDS, by_kind), sep="\n\n")
    return 1 if gone else 0


if __name__ == "__main__":
    sys.exit(main())
