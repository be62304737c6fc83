"""What is known of a year when it is over: rows, acts and messages, put side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.slack.blocks.ids import Action, Field
from matching.vocabulary import DayPart, Weekday
from storage.records import CheckIn, Covenant, Partnership
from storage.tables import PartnershipMemberRow, PartnershipRow
from tests.year.hands import Act
from tests.year.history import State
from tests.year.people import One
from tests.year.play import Play
from tests.year.transcript import Heard

NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Spell:
    """A time in which nothing may come to a member."""

    since: datetime
    until: datetime
    is_gone: bool
    """Left or deactivated, and not only paused."""
    is_cut: bool = False
    """Ended by the member before its date."""


@dataclass(frozen=True, slots=True)
class Story:
    """One partnership with everybody who ever was in it, by the instant at which they left."""

    row: Partnership
    joined_at: Mapping[str, datetime]
    left_at: Mapping[str, datetime | None]
    covenant: Covenant | None
    check_ins: tuple[CheckIn, ...]
    states: tuple[State, ...]

    def state_at(self, at: datetime) -> State | None:
        """Give the cycle and the agreed terms that held then, None before anything was agreed."""
        return next((one for one in reversed(self.states) if one.since <= at), None)

    def members_at(self, at: datetime) -> frozenset[str]:
        """Give who was in it then, whether it had ended or not."""
        there = (one for one, left in self.left_at.items() if left is None or left > at)
        return frozenset(one for one in there if self.joined_at[one] <= at)


@dataclass(frozen=True, slots=True)
class Facts:
    """A workspace's whole year."""

    name: str
    began: datetime
    ended: datetime
    ones: Mapping[str, One]
    acts: Sequence[Act]
    heard: Sequence[Heard]
    texts: Sequence[str]
    """Every text that anybody could read at the end, or when it came."""
    spells: Mapping[str, tuple[Spell, ...]]
    stories: Mapping[str, Story]

    def away(self, member_id: str, at: datetime) -> Spell | None:
        """Give the spell in which a member is at an instant."""
        return next((one for one in self.spells[member_id] if one.since < at < one.until), None)

    def zone(self, member_id: str) -> ZoneInfo:
        """Give a member's zone."""
        return ZoneInfo(self.ones[member_id].person.zone)

    def suits(self, member_id: str, at: datetime) -> bool:
        """Tell whether an instant lies inside the hours that a member chose with their goal."""
        local = at.astimezone(self.zone(member_id))
        days, parts = (self.ones[member_id].choices[one] for one in (Field.DAYS, Field.PARTS))
        minute = local.hour * 60 + local.minute
        assert isinstance(days, Sequence)
        assert isinstance(parts, Sequence)
        spans = [DayPart(part).minutes for part in parts]
        return list(Weekday)[local.weekday()] in days and any(first <= minute < last for first, last in spans)


def gather(play: Play) -> Facts:
    """Put together what a year left behind."""
    heard = play.transcript.heard
    world = play.stage.slack.world
    everyone = [play.stage.slack.member(one) for one in play.ones]
    final = {text for actor in everyone for text in actor.texts()}
    homes = {actor.home.text for actor in everyone if actor.home}
    return Facts(
        name=play.place.name,
        began=play.began,
        ended=world.clock.now(),
        ones=play.ones,
        acts=play.acts,
        heard=heard,
        texts=sorted(final | homes | {one.text for one in (*heard, *play.transcript.changed)}),
        spells={one: tuple(_spells(play.acts, one, play.ones[one].person.zone)) for one in play.ones},
        stories=_stories(play),
    )


def _spells(acts: Sequence[Act], member_id: str, zone: str) -> Sequence[Spell]:
    """Reckon from what a member did when nothing may come to them; a pause ends with its date, in their zone."""
    found: list[Spell] = []
    for act in (one for one in acts if one.member_id == member_id and not one.errors):
        if act.name in {"resume", "goal", Action.RESUME, "deactivated", Action.LEAVE_PROGRAMME}:
            found = [replace(one, until=act.at, is_cut=True) if one.until > act.at else one for one in found]
        if act.name in {"deactivated", Action.LEAVE_PROGRAMME}:
            found.append(Spell(act.at, NEVER, is_gone=True))
        elif act.name == "pause 2 weeks" or act.name == Action.PAUSE_OPEN:
            found.append(Spell(act.at, _midnight(_pause_end(act, zone), zone), is_gone=False))
    return found


def _pause_end(act: Act, zone: str) -> date:
    return (act.at if act.name == Action.PAUSE_OPEN else act.at.astimezone(ZoneInfo(zone))).date() + timedelta(days=14)


def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


def _stories(play: Play) -> dict[str, Story]:
    ws = play.stage.trellis.workspace_id
    with play.stage.trellis.context.database.read() as work:
        ids = list(work.connection.execute(select(PartnershipRow.id).order_by(PartnershipRow.formed_at)).scalars())
        found = {one: work.partnerships.get(ws, one) for one in ids}
        belongs = select(
            PartnershipMemberRow.partnership_id, PartnershipMemberRow.member_id, PartnershipMemberRow.left_at
        )
        left: dict[str, dict[str, datetime | None]] = {}
        for row in work.connection.execute(belongs):
            left.setdefault(row.partnership_id, {})[row.member_id] = row.left_at
        return {
            one: Story(
                row,
                {member_id: play.history.joined.get((one, member_id), row.formed_at) for member_id in left[one]},
                left[one],
                work.covenants.get(ws, one),
                work.check_ins.all_of(ws, one),
                tuple(play.history.states.get(one, ())),
            )
            for one, row in found.items()
            if row
        }
