"""`make many-schedulers`: sixteen workers tick through one week at the same instants, and everything exists once."""

import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version

from sqlalchemy import select

from matching import zones
from storage import engine, process_lock
from storage.database import Database
from storage.records import EVERYONE, Nudge
from storage.stores.nudge_rows import from_row
from storage.tables import CheckInRow, NudgeRow, RunRow, SuggestionRow
from storage.vocabulary import NudgeKind, NudgeState, RunState
from tests import postgres
from tests.proofs import places
from tests.proofs.busy_week import RUN_WEEK, Week
from tests.proofs.many_slack import Seen, mark, slack
from tests.proofs.many_workers import Job, as_processes, as_threads
from tests.proofs.table import setting, table

WORKERS = 16
_RECURRING = frozenset({NudgeKind.DAY_BEFORE, NudgeKind.AT_HOUR, NudgeKind.AFTER, NudgeKind.DAILY_STEP})
_FOUND = frozenset({NudgeKind.SUGGESTION, NudgeKind.UNMATCHED})


@dataclass(frozen=True, slots=True)
class Found:
    """What a week left behind, beside what there had to be; all but the first four ought to be 0."""

    check_ins: int
    nudges: int
    messages: int
    runs: int
    ticks_given_up: int
    missing: int
    added: int
    at_another_time: int
    twice: int
    unsent: int
    runs_wrong: int

    @property
    def is_right(self) -> bool:
        """Tell whether each occurrence was there once and each message arrived once; another tick makes up for one."""
        wrong = (self.missing, self.added, self.at_another_time, self.twice, self.unsent, self.runs_wrong)
        return not any(wrong) and bool(self.messages)


def live(week: Week, database_url: str, workers: int = WORKERS) -> Found:
    """Let workers live through a week, processes on PostgreSQL and threads on SQLite, and look at what is there."""
    together = as_threads if database_url.startswith("sqlite") else as_processes
    with slack(week, database_url) as (address, seen):
        given_up = together(Job(week, database_url, address), workers)
        return _found(week, database_url, seen(), given_up)


def _found(week: Week, database_url: str, seen: Seen, given_up: int) -> Found:
    with process_lock.held(database_url):
        database = Database(engine.create(database_url))
        with database.read() as work:
            check_ins = work.connection.execute(select(CheckInRow)).all()
            nudges = [from_row(row) for row in work.connection.execute(select(NudgeRow))]
            runs = work.connection.execute(select(RunRow)).all()
            suggested = [row.members for row in work.connection.execute(select(SuggestionRow))]
        database.close()
    starts, dues = week.check_ins(), week.nudges()
    kept = {(row.partnership_id, row.local_date): row.starts_at for row in check_ins}
    recurring = {one.key: one for one in nudges if one.kind in _RECURRING}
    marks = Counter({key: seen[mark(key)] for key in (one.key for one in nudges)})
    return Found(
        check_ins=len(check_ins),
        nudges=len(nudges),
        messages=seen.total(),
        runs=len(runs),
        ticks_given_up=given_up,
        missing=len(starts.keys() - kept.keys()) + len(dues.keys() - recurring.keys()),
        added=len(kept.keys() - starts.keys()) + len(recurring.keys() - dues.keys()) + seen.total() - marks.total(),
        at_another_time=sum(1 for key, at in starts.items() if kept.get(key, at) != at)
        + sum(1 for key, at in dues.items() if key in recurring and recurring[key].due_at != at),
        twice=sum(max(0, times - 1) for times in seen.values()),
        unsent=_unsent(week, nudges, marks),
        runs_wrong=_runs_wrong(
            week,
            [(row.workspace_id, row.iso_week, row.asked_by) for row in runs if row.state is RunState.DONE],
            suggested,
            nudges,
        ),
    )


def _unsent(week: Week, nudges: Sequence[Nudge], marks: Counter[str]) -> int:
    """Count what was due before the week's last instant and that nobody saw, or that is not noted as seen."""
    due = [one for one in nudges if one.due_at <= week.end]
    return sum(1 for one in due if not marks[one.key] or one.state is not NudgeState.SENT)


def _runs_wrong(
    week: Week, runs: Sequence[tuple[str, int, str]], suggested: Sequence[Sequence[str]], nudges: Sequence[Nudge]
) -> int:
    """Count runs that are not the one of each workspace and week, and seekers without exactly one answer from it."""
    ran = Counter(runs)
    there = Counter((ws, RUN_WEEK, EVERYONE) for ws in week.ids() if week.days > 2)
    answered = Counter(one.member_id for one in nudges if one.kind in _FOUND)
    named = Counter(member for members in suggested for member in members)
    seekers = [one for ws in week.ids() for one in week.seekers(ws)] if week.days > 2 else []
    twice = sum(1 for one in seekers if answered[one] != 1 or named[one] > 1)
    return (ran - there).total() + (there - ran).total() + twice


def main() -> int:
    """Run both, print a table, and give 1 unless everything was there once."""
    if why := postgres.missing():
        print(f"Without PostgreSQL there are no processes to compare: {why}.", file=sys.stderr)
        return 1
    zones.use_package()
    week, rows, right = Week(workspaces=4, pairs_each=6), [], True
    for kind, place in places.KINDS.items():
        with place() as url:
            began = time.monotonic()
            found = live(week, url)
        name = f"{kind}, {WORKERS} {'threads' if kind == places.SQLITE else 'processes'}"
        counts = (getattr(found, each) for each in Found.__slots__)
        rows.append((name, *(f"{count:,}" for count in counts), f"{time.monotonic() - began:.0f}"))
        print(*rows[-1], flush=True)
        right = right and found.is_right
    rows.append((f"APScheduler {version('apscheduler')}", *("cannot be shared" for _ in Found.__slots__), ""))
    heads = ("", *(name.replace("_", " ") for name in Found.__slots__), "seconds")
    print(setting(), table(heads, rows), sep="\n\n")
    return 0 if right else 1


if __name__ == "__main__":
    sys.exit(main())
