"""Circles with agreed check-ins in a database and their members in a sandbox workspace, named alike in both."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.practice.windows import check_in_nudges
from bot.sandbox.world import Conversation, Person, World
from matching.vocabulary import Cadence, Format, Weekday
from storage.database import Database
from storage.records import CheckIn, Member, Nudge, Partnership, Terms, Workspace
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import MemberStatus, PartnershipState

START = datetime(2026, 3, 2, 12, tzinfo=UTC)
ZONE = "Etc/UTC"
MINUTE = timedelta(minutes=1)
LENGTH = MINUTE
DAY = timedelta(days=1)
TOGETHER = 4
NUDGES = 3 * TOGETHER
"""Of a circle: for the check-in of today two to each member, one for that of tomorrow."""


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle that meets at this instant and again a day later."""

    workspace_id: str
    number: int
    meets_at: datetime

    @property
    def id(self) -> str:
        return f"{self.number:032x}"

    @property
    def members(self) -> tuple[str, ...]:
        return tuple(f"U{self.number:06d}{letter}" for letter in "ABCD")

    def nudges(self) -> list[Nudge]:
        """Give those that are due between the first meeting's start and its end."""
        found = [one for days in (0, 1) for one in check_in_nudges(self.check_in(days), ZONE, self.members)]
        return [one for one in found if self.meets_at - MINUTE < one.due_at <= self.meets_at + LENGTH]

    def store(self, work: UnitOfWork) -> None:
        """Store the members, what they agreed on, and both check-ins."""
        ws, before = self.workspace_id, self.meets_at - 10 * DAY
        for one in self.members:
            work.members.add(Member(ws, one, _dm(one), ZONE, MemberStatus.ACTIVE, None, 0, before))
        work.partnerships.add(Partnership(ws, self.id, None, PartnershipState.ACTIVE, before, self.members))
        work.covenants.propose(ws, self.id, self.members[0], self._terms(), before)
        covenant = work.covenants.get(ws, self.id)
        assert covenant is not None
        work.covenants.agree(covenant)
        for days in (0, 1):
            work.check_ins.add(self.check_in(days))

    def settle(self, world: World) -> None:
        """Let each member have an account, and a DM with the bot."""
        world.add(Person(one, one.lower(), one) for one in self.members)
        for one in self.members:
            world.conversations[_dm(one)] = Conversation(_dm(one), frozenset({one, world.bot_user_id}), "im")

    def check_in(self, days: int) -> CheckIn:
        at = self.meets_at + days * DAY
        return CheckIn(self.workspace_id, self.id, at.date(), at, LENGTH // MINUTE)

    def _terms(self) -> Terms:
        first, minute = self.meets_at.date(), self.meets_at.hour * 60 + self.meets_at.minute
        return Terms(first, minute, ZONE, Cadence.WEEKLY, 1, Format.CALL_30, first + 60 * DAY)


@dataclass(frozen=True, slots=True)
class Crowd:
    """So many circles over so many workspaces; the last nudge is due `span` after START."""

    count: int
    workspaces: int
    span: timedelta

    def circles(self) -> Iterator[Circle]:
        step = (self.span - LENGTH) / self.count
        for number in range(self.count):
            yield Circle(f"T{number % self.workspaces:04d}", number, START + number * step)

    def nudges(self) -> list[Nudge]:
        return [nudge for circle in self.circles() for nudge in circle.nudges()]

    def fill(self, database: Database) -> None:
        """Store everything, with the nudges planned."""
        with database.write() as work:
            for number in range(self.workspaces):
                work.workspaces.add(Workspace(f"T{number:04d}", Weekday.MON, 10, ZONE, START))
            for circle in self.circles():
                circle.store(work)
            work.nudges.plan(self.nudges())
            work.commit()

    def settle(self, world: World) -> None:
        for circle in self.circles():
            circle.settle(world)


def _dm(member_id: str) -> str:
    return f"D{member_id[1:]}"
