"""Another tzdata in the middle of a run: what is planned follows it, what is sent stays, and nothing is added."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.practice.windows import CHECK_IN_KINDS
from bot.services.context import Context
from bot.services.planning import plan_check_ins, plan_nudges
from bot.services.zones import follow_rules
from matching.vocabulary import Cadence, Format, Weekday
from storage.database import Database
from storage.records import Member, Nudge, Partnership, Terms, Workspace
from storage.stores.nudge_rows import from_row
from storage.tables import CheckInRow, NudgeRow
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import MemberStatus, NudgeKind, NudgeState, PartnershipState
from tests.proofs.rules import swapped

WS, OWNER = "T0RULES", "a" * 32
MONDAY, NEXT = date(2026, 3, 30), date(2026, 4, 6)
"""Europe has put its clocks forward the night before; most of the south puts them back before the second one."""
PLANNED = datetime(2026, 3, 28, 18, tzinfo=UTC)
SWAPPED = datetime(2026, 3, 29, 12, tzinfo=UTC)
NINE = 9
MEMBERS = 2
_LENGTH = timedelta(minutes=30)
_AFTER_START = {NudgeKind.DAY_BEFORE: -timedelta(days=1), NudgeKind.AT_HOUR: timedelta(), NudgeKind.AFTER: _LENGTH}
Key = tuple[str, date]
Nudges = Mapping[str, Nudge]


@dataclass(frozen=True, slots=True)
class Swap:
    """What was there after the new rules came: rows, and how many of them are not as they should be."""

    check_ins: int
    nudges: int
    moved: int
    sent: int
    added: int
    wrong: int
    sent_changed: int

    @property
    def is_right(self) -> bool:
        """Tell whether nothing is wrong, although there was something to move and something to leave alone."""
        return bool(self.moved and self.sent) and not (self.added or self.wrong or self.sent_changed)


def standing_still(zones: Iterable[str]) -> dict[str, str]:
    """Give for each zone one whose clock never changes and shows what its own does in January."""
    hours = {zone: _january(zone) / timedelta(hours=1) for zone in zones}
    return {zone: f"Etc/GMT{-int(ahead):+d}" for zone, ahead in hours.items() if ahead == int(ahead)}


def swap(database: Database, zones: Sequence[str]) -> Swap:
    """Plan for a partnership in each zone, send some, let summer time be abolished, and look at what is there."""
    ids = {f"{number:032x}": zone for number, zone in enumerate(zones)}
    context = Context(database, cast(Any, None), cast(Any, None), lambda: OWNER)
    _settle(database, ids)
    _plan(context, PLANNED)
    _send(database, SWAPPED)
    starts, before = _read(database)
    others = standing_still(zones)
    with swapped(others):
        _plan(context, SWAPPED)
    new_starts, after = _read(database)
    wanted = {(one, on): _start(ids[one], on, others) for one in ids for on in (MONDAY, NEXT)}
    return Swap(
        check_ins=len(new_starts),
        nudges=len(after),
        moved=sum(1 for key, at in starts.items() if new_starts.get(key) != at),
        sent=sum(1 for one in before.values() if one.state is NudgeState.SENT),
        added=len(new_starts.keys() - starts.keys()) + len(after) - len(ids) * MEMBERS * len(CHECK_IN_KINDS),
        wrong=sum(1 for key, at in wanted.items() if new_starts.get(key) != at) + _wrong(after, wanted, ids, others),
        sent_changed=sum(1 for key, one in before.items() if one.state is NudgeState.SENT and after.get(key) != one),
    )


def _wrong(after: Nudges, wanted: Mapping[Key, datetime], ids: Mapping[str, str], others: Mapping[str, str]) -> int:
    """Count nudges that wait and are not due where a clock that stands still puts them."""
    waiting = [one for one in after.values() if one.state is NudgeState.DUE and ids[one.subject_id] in others]
    return sum(1 for one in waiting if one.due_at != wanted[one.subject_id, one.local_date] + _AFTER_START[one.kind])


def _start(zone: str, on: date, others: Mapping[str, str]) -> datetime:
    wall = datetime(on.year, on.month, on.day, NINE, tzinfo=UTC)
    if zone in others:
        return wall - _january(zone)
    return wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def _january(zone: str) -> timedelta:
    ahead = datetime(2026, 1, 15, tzinfo=ZoneInfo(zone)).utcoffset()
    assert ahead is not None
    return ahead


def _plan(context: Context, now: datetime) -> None:
    follow_rules(context, now)
    plan_check_ins(context, now)
    plan_nudges(context, now)


def _send(database: Database, now: datetime) -> None:
    with database.write() as work:
        for turn, nudge in enumerate(work.nudges.claim(now, OWNER, timedelta(seconds=30), 10_000)):
            work.nudges.sent(nudge, f"1700000000.{turn:06d}")
        work.commit()


def _read(database: Database) -> tuple[dict[Key, datetime], dict[str, Nudge]]:
    with database.read() as work:
        check_ins = work.connection.execute(select(CheckInRow)).all()
        nudges = [from_row(row) for row in work.connection.execute(select(NudgeRow))]
    return {(row.partnership_id, row.local_date): row.starts_at for row in check_ins}, {one.key: one for one in nudges}


def _settle(database: Database, ids: Mapping[str, str]) -> None:
    with database.write() as work:
        work.workspaces.add(Workspace(WS, Weekday.MON, 10, "Etc/UTC", PLANNED))
        for number, (partnership_id, zone) in enumerate(ids.items()):
            members = tuple(f"U{number:05d}{letter}" for letter in "AB"[:MEMBERS])
            for one in members:
                work.members.add(Member(WS, one, f"D{one[1:]}", zone, MemberStatus.ACTIVE, None, 0, PLANNED))
            work.partnerships.add(Partnership(WS, partnership_id, None, PartnershipState.ACTIVE, PLANNED, members))
            _agree(work, partnership_id, members, zone)
        work.commit()


def _agree(work: UnitOfWork, partnership_id: str, members: Sequence[str], zone: str) -> None:
    length = round(_LENGTH.total_seconds() / 60)
    terms = Terms(MONDAY, NINE * 60, zone, Cadence.WEEKLY, length, Format.CALL_30, date(2026, 6, 22))
    work.covenants.propose(WS, partnership_id, members[0], terms, PLANNED)
    covenant = work.covenants.get(WS, partnership_id)
    assert covenant is not None
    work.covenants.agree(covenant)
