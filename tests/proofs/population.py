"""Members with goals, partners and past check-ins that wait for an answer, named alike in a database and in Slack."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from bot.sandbox.world import Conversation, Message, Person, World
from bot.slack.blocks.goal import usual
from bot.slack.blocks.ids import Field
from bot.slack.words import words_block
from matching.vocabulary import Cadence, Format, Weekday
from storage.database import Database
from storage.records import CheckIn, Goal, Member, Partnership, Pointer, Terms, Workspace
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import GoalState, MemberStatus, PartnershipState, Preset

WS = "T0SANDBOX"
ZONE = "Etc/UTC"
WEEK = timedelta(weeks=1)
MEETS = time(12)
BEFORE = "Read one chapter of the handbook every week"
"""What everybody's goal says at first."""


@dataclass(frozen=True, slots=True)
class Population:
    """So many members, an even number, and newcomers who are only people in Slack; check-ins lie before `today`."""

    members: int
    newcomers: int
    weeks: int
    today: date

    @property
    def ids(self) -> tuple[str, ...]:
        """Give the members."""
        return tuple(f"U{number:06d}" for number in range(self.members))

    @property
    def new_ids(self) -> tuple[str, ...]:
        """Give the newcomers."""
        return tuple(f"U9{number:05d}" for number in range(self.newcomers))

    def days(self) -> list[date]:
        """Give the dates of everybody's check-ins."""
        return [self.today - week * WEEK for week in range(1, self.weeks + 1)]

    def fill(self, database: Database) -> None:
        """Store the members and what they have agreed."""
        with database.write() as work:
            work.workspaces.add(Workspace(WS, Weekday.MON, 10, ZONE, self._at(self.today) - 10 * WEEK))
            for one in self.ids:
                self._join(work, one)
            for first, second in zip(self.ids[::2], self.ids[1::2], strict=True):
                self._pair(work, first, second)
            work.commit()

    def settle(self, world: World) -> None:
        """Let everybody have an account, and the members a DM with their goal card and their open questions."""
        world.add(Person(one, one.lower(), one) for one in (*self.ids, *self.new_ids))
        for one in self.ids:
            place = Conversation(dm_of(one), frozenset({one, world.bot_user_id}), "im")
            place.messages += [Message(ts, place.id, world.bot_user_id, "", by_bot=True) for ts in self._questions()]
            card = Message(CARD, place.id, world.bot_user_id, "", [dict(words_block(Field.GOAL, BEFORE))], by_bot=True)
            place.messages.insert(0, card)
            world.conversations[place.id] = place

    def _questions(self) -> Iterator[str]:
        return (question_of(week) for week in range(self.weeks))

    def _join(self, work: UnitOfWork, one: str) -> None:
        joined = self._at(self.today) - 9 * WEEK
        work.members.add(Member(WS, one, dm_of(one), ZONE, MemberStatus.ACTIVE, None, 0, joined))
        card, settings = Pointer(dm_of(one), CARD), usual(Preset.CORPORATE)
        work.goals.put(Goal(WS, one, card, settings, GoalState.ACTIVE, joined, self.today + 10 * WEEK))

    def _pair(self, work: UnitOfWork, first: str, second: str) -> None:
        row, formed = partnership_of(first), self._at(self.today) - 9 * WEEK
        work.partnerships.add(Partnership(WS, row, None, PartnershipState.ACTIVE, formed, (first, second)))
        begin, end = self.days()[-1], self.today + 10 * WEEK
        terms = Terms(begin, MEETS.hour * 60, ZONE, Cadence.WEEKLY, 30, Format.CALL_30, end)
        work.covenants.propose(WS, row, first, terms, formed)
        covenant = work.covenants.get(WS, row)
        assert covenant is not None
        work.covenants.agree(covenant)
        for day in self.days():
            work.check_ins.add(CheckIn(WS, row, day, self._at(day), 30))

    def _at(self, day: date) -> datetime:
        return datetime.combine(day, MEETS, UTC)


CARD = "1700000000.000001"
"""Where everybody's first goal card is in their DM."""


def question_of(week: int) -> str:
    """Give where in a DM the question about a check-in is; week 0 is the newest."""
    return f"1700000000.{100 + week:06d}"


def dm_of(member_id: str) -> str:
    """Give the DM of a member, which newcomers do not have yet."""
    return f"D{member_id[1:]}"


def partnership_of(member_id: str) -> str:
    """Give the id of a member's only partnership."""
    return f"{int(member_id[1:]) // 2 + 1:032x}"
