"""What comes once a month in a group DM: a circle's twos, something to carry outward, a practice card."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.practice.cadence import starts_at
from bot.practice.exercises import DAY as PRACTICE_DAY
from bot.practice.exercises import exercise_of
from bot.practice.rotation import FEWEST
from bot.practice.windows import window
from bot.services.calendar import local_date
from bot.services.context import Context, Who
from bot.services.errors import MemberError
from bot.services.lookup import partnership_of
from bot.services.notices import group_nudge
from bot.slack.blocks.circle import NO_LONGER_ROTATING, NOT_YET, ROTATING, TOO_FEW
from storage.records import EVERYONE, Cycle, Nudge, Partnership, Terms
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import NudgeKind

MONTHLY = frozenset({NudgeKind.ROTATION, NudgeKind.OUTWARD, NudgeKind.PRACTICE_CARD})
OUTWARD_DAY = 22
"""The day of the month, a week after the practice card."""
LATE = timedelta(days=3)
"""After an outage longer than this the month goes without."""
KNOWN = timedelta(days=45)
"""How far back these messages are looked up, so that none is planned twice."""
BEFORE = timedelta(days=1)
"""How long before the first check-in of a month its twos are named."""


@dataclass(frozen=True, slots=True)
class Shared:
    """An active partnership with its cycle and the terms that everybody signed."""

    partnership: Partnership
    cycle: Cycle
    terms: Terms
    is_linked: bool


def rotate(context: Context, who: Who, partnership_id: str, now: datetime) -> str:
    """Let other twos of a circle meet each month; the first are named at once, for the month of the next check-in."""
    with context.database.write() as work:
        partnership = partnership_of(work, who, partnership_id)
        if len(partnership.members) < FEWEST:
            raise MemberError(TOO_FEW)
        terms = work.covenants.agreed(who.workspace_id, partnership_id)
        if terms is None or work.cycles.get(who.workspace_id, partnership_id) is None:
            raise MemberError(NOT_YET)
        work.cycles.set_rotating(who.workspace_id, partnership_id, is_rotating=True)
        following = work.check_ins.next_of(who.workspace_id, partnership_id, now)
        month = (following.local_date if following else local_date(now, terms.zone)).replace(day=1)
        work.nudges.revive(group_nudge(partnership, NudgeKind.ROTATION, now, month))
        work.commit()
    return ROTATING


def stop_rotating(context: Context, who: Who, partnership_id: str) -> str:
    """Let the circle meet as one only."""
    with context.database.write() as work:
        partnership_of(work, who, partnership_id)
        work.cycles.set_rotating(who.workspace_id, partnership_id, is_rotating=False)
        work.commit()
    return NO_LONGER_ROTATING


def plan(context: Context, now: datetime) -> None:
    """Plan what this month still lacks, once; the key holds the month and never the moment of planning."""
    with context.database.read() as work:
        workspaces = work.workspaces.all()
    for workspace in workspaces:
        with context.database.read() as work:
            nudges = list(_missing(work, workspace.id, now))
        if nudges:
            with context.database.write() as work:
                work.nudges.plan(nudges)
                work.commit()


def _missing(work: UnitOfWork, workspace_id: str, now: datetime) -> Iterator[Nudge]:
    shared = list(_shared(work, workspace_id, now))
    if not shared:
        return
    nudges = work.life.to_groups(workspace_id, MONTHLY, now - KNOWN)
    known = {(one.subject_id, one.kind, one.local_date) for one in nudges}
    for one in shared:
        planned = [*_on_days(one, now), *(_twos(work, one, now) if one.cycle.is_rotating else ())]
        yield from (each for each in planned if (each.subject_id, each.kind, each.local_date) not in known)


def _shared(work: UnitOfWork, workspace_id: str, now: datetime) -> Iterable[Shared]:
    """Give the partnerships for which today, somewhere on earth, may be a day of the month, or whose twos rotate."""
    near = any(
        _is_day(now.date() + timedelta(days=by), day) for by in (-1, 0, 1) for day in (PRACTICE_DAY, OUTWARD_DAY)
    )
    cycles = [one for one in work.cycles.of_active(workspace_id) if near or one.is_rotating]
    if not cycles:
        return
    agreed = work.life.agreed(workspace_id)
    live = {one.id: one for one in work.partnerships.live(workspace_id)}
    linked = _linked(work, workspace_id)
    for cycle in cycles:
        terms, partnership = agreed.get(cycle.partnership_id), live.get(cycle.partnership_id)
        if terms and partnership:
            yield Shared(partnership, cycle, terms, cycle.partnership_id in linked)


def _linked(work: UnitOfWork, workspace_id: str) -> frozenset[str]:
    links = work.links.accepted(workspace_id)
    return frozenset(side for link in links for side in (link.partnership_id, link.other_id))


def _is_day(today: date, day: int) -> bool:
    return timedelta(0) <= today - today.replace(day=day) <= LATE


def _on_days(one: Shared, now: datetime) -> Iterator[Nudge]:
    today = local_date(now, one.terms.zone)
    formed = local_date(one.partnership.formed_at, one.terms.zone)
    days: Mapping[NudgeKind, tuple[int, bool]] = {
        NudgeKind.PRACTICE_CARD: (PRACTICE_DAY, exercise_of(formed, today) is not None),
        NudgeKind.OUTWARD: (OUTWARD_DAY, one.is_linked),
    }
    for kind, (day, is_wanted) in days.items():
        if is_wanted and _is_day(today, day):
            yield _nudge(one, kind, today.replace(day=day), _at_their_hour(one.terms, today, now))


def _twos(work: UnitOfWork, one: Shared, now: datetime) -> Iterator[Nudge]:
    following = work.check_ins.next_of(one.cycle.workspace_id, one.cycle.partnership_id, now)
    if following and following.starts_at - BEFORE <= now:
        due_at = max(now, following.starts_at - BEFORE)
        yield _nudge(one, NudgeKind.ROTATION, following.local_date.replace(day=1), due_at)


def _nudge(one: Shared, kind: NudgeKind, on: date, due_at: datetime) -> Nudge:
    key = (one.cycle.workspace_id, one.cycle.partnership_id, on, EVERYONE, kind)
    return Nudge(*key, due_at, due_at + window(kind))


def _at_their_hour(terms: Terms, today: date, now: datetime) -> datetime:
    """Give the next instant at the hour at which the partners meet, which suits all of them."""
    at = starts_at(today, terms.minute_of_day, terms.zone)
    return at if at >= now else starts_at(today + timedelta(days=1), terms.minute_of_day, terms.zone)
