"""A week of several workspaces with all that recurs, and what of it there must be, reckoned without our rules."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.sandbox.world import Conversation, Message, Person, World
from bot.slack.blocks.goal import USUAL, goal_card
from matching.vocabulary import Cadence, Format, Weekday
from storage.database import Database
from storage.records import DailyStep, Goal, Member, Nudge, Partnership, Pointer, Terms, Workspace
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import GoalState, MemberStatus, NudgeKind, PartnershipState

START = datetime(2026, 3, 28, tzinfo=UTC)
"""A Saturday; the night after it Europe puts its clocks forward."""
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
AHEAD = timedelta(hours=48)
RUN_WEEK = 202614
"""The ISO week whose Monday is in the seven days from START on."""
ZONES = ("Europe/Berlin", "America/New_York", "Asia/Tokyo", "Africa/Nairobi", "Europe/London")
ASKED_AT = 8
SEEKERS = 4
GOAL = "Run three times every week and tell you how it went"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two members who meet for an hour once a week; the first of them is asked daily."""

    workspace_id: str
    number: int

    @property
    def id(self) -> str:
        return f"{self.number:032x}"

    @property
    def members(self) -> tuple[str, str]:
        return f"U{self.number:05d}A", f"U{self.number:05d}B"

    @property
    def zone(self) -> str:
        return ZONES[self.number % len(ZONES)]

    @property
    def hour(self) -> int:
        return 9 + self.number % 8

    @property
    def first_on(self) -> date:
        return START.date() + timedelta(days=1 + self.number % 5)

    def starts(self) -> list[tuple[date, datetime]]:
        """Give the check-ins that a planner keeps ahead until the week is over: three, since it keeps two."""
        days = [self.first_on + turn * timedelta(days=7) for turn in range(3)]
        return [(day, _at(day, self.hour, self.zone)) for day in days]


@dataclass(frozen=True, slots=True)
class Week:
    """So many pairs and SEEKERS in each of some workspaces, for some of the seven days."""

    workspaces: int
    pairs_each: int
    days: int = 7

    @property
    def end(self) -> datetime:
        return START + self.days * DAY

    def instants(self) -> list[datetime]:
        """Give every instant at which something that recurs is due, and every sixth hour from the start to the end."""
        idle = {START + turn * 6 * HOUR for turn in range(self.days * 4 + 1)}
        return sorted(idle | {at for at in self.nudges().values() if START < at < self.end})

    def ids(self) -> list[str]:
        return [f"T{number:04d}" for number in range(self.workspaces)]

    def pairs(self) -> list[Pair]:
        return [
            Pair(ws, number * self.pairs_each + turn)
            for number, ws in enumerate(self.ids())
            for turn in range(self.pairs_each)
        ]

    def seekers(self, ws: str) -> list[str]:
        return [f"U{ws[1:]}S{turn}" for turn in range(SEEKERS)]

    def check_ins(self) -> dict[tuple[str, date], datetime]:
        """Give when which check-in is to start; none is planned before there is room for it."""
        return {
            (pair.id, on): at
            for pair in self.pairs()
            for turn, (on, at) in enumerate(pair.starts())
            if turn < 2 or pair.starts()[turn - 2][1] <= self.end
        }

    def nudges(self) -> dict[str, datetime]:
        """Give by key when everything is due that recurs by a clock, as far as it is planned when the week ends."""
        return {
            nudge.key: nudge.due_at for pair in self.pairs() for nudge in (*self._meetings(pair), *self._steps(pair))
        }

    def _meetings(self, pair: Pair) -> Iterator[Nudge]:
        for on, at in pair.starts():
            if at < self.end + AHEAD:
                before = _at(on - timedelta(days=1), pair.hour, pair.zone)
                dues = {NudgeKind.DAY_BEFORE: before, NudgeKind.AT_HOUR: at, NudgeKind.AFTER: at + HOUR}
                for member in pair.members:
                    for kind, due_at in dues.items():
                        yield Nudge(pair.workspace_id, pair.id, on, member, kind, due_at, due_at)

    def _steps(self, pair: Pair) -> Iterator[Nudge]:
        """Give a question for each date that is today or tomorrow on the member's clock while the week lasts."""
        first, last = (at.astimezone(ZoneInfo(pair.zone)).date() for at in (START, self.end))
        for on in (first + timedelta(days=turn) for turn in range((last - first).days + 2)):
            at = _at(on, ASKED_AT, pair.zone)
            if at > START:
                yield Nudge(pair.workspace_id, pair.id, on, pair.members[0], NudgeKind.DAILY_STEP, at, at)

    def fill(self, database: Database, world: World) -> None:
        """Store everybody and what they agreed on, and let them have accounts and goal cards in Slack."""
        with database.write() as work:
            for ws in self.ids():
                work.workspaces.add(Workspace(ws, Weekday.MON, 10, "Europe/Berlin", START))
                for one in self.seekers(ws):
                    _seek(work, world, ws, one)
            for pair in self.pairs():
                _agree(work, world, pair)
            work.commit()


def _at(on: date, hour: int, zone: str) -> datetime:
    return datetime(on.year, on.month, on.day, hour, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def _join(work: UnitOfWork, world: World, ws: str, member_id: str, zone: str) -> Conversation:
    world.add([Person(member_id, member_id.lower(), member_id, zone)])
    dm = Conversation(f"D{member_id[1:]}", frozenset({member_id, world.bot_user_id}), "im")
    world.conversations[dm.id] = dm
    work.members.add(Member(ws, member_id, dm.id, zone, MemberStatus.ACTIVE, None, 0, START))
    return dm


def _seek(work: UnitOfWork, world: World, ws: str, member_id: str) -> None:
    dm = _join(work, world, ws, member_id, "Europe/Berlin")
    blocks = [dict(block) for block in goal_card(GOAL, USUAL).blocks]
    card = Message(world.clock.next_ts(), dm.id, world.bot_user_id, "Your goal", blocks, by_bot=True)
    dm.messages.append(card)
    until = START.date() + timedelta(days=USUAL.period)
    work.goals.put(Goal(ws, member_id, Pointer(dm.id, card.ts), USUAL, GoalState.ACTIVE, START, until))


def _agree(work: UnitOfWork, world: World, pair: Pair) -> None:
    ws, members = pair.workspace_id, pair.members
    for one in members:
        _join(work, world, ws, one, pair.zone)
    work.partnerships.add(Partnership(ws, pair.id, None, PartnershipState.ACTIVE, START, members))
    until = pair.first_on + timedelta(days=84)
    terms = Terms(pair.first_on, pair.hour * 60, pair.zone, Cadence.WEEKLY, 60, Format.CALL_30, until)
    work.covenants.propose(ws, pair.id, members[0], terms, START)
    covenant = work.covenants.get(ws, pair.id)
    assert covenant is not None
    work.covenants.agree(covenant)
    work.daily_steps.put(DailyStep(ws, pair.id, members[0], ASKED_AT * 60))
