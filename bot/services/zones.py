"""Following zones: what is planned and not sent moves to the hour that its zone gives it now, and keeps its key."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.practice.cadence import exists, starts_at
from bot.practice.windows import CHECK_IN_KINDS, check_in_nudges
from bot.services.context import Context
from bot.services.daily_steps import at_its_hour
from bot.services.notices import UNBIDDEN, calmed
from storage.records import CheckIn, Member, Nudge
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import NudgeKind


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a check-in is planned, where it ought to be, and in which zone."""

    check_in: CheckIn
    start: datetime
    zone: str


_Places = Mapping[tuple[str, date], _Place]


def follow_rules(context: Context, now: datetime) -> None:
    """Move what other rules of its zone had planned: an older tzdata, or another process that still has one."""
    with context.database.read() as work:
        workspaces = work.workspaces.all()
    for one in workspaces:
        _follow(context, one.id, now)


def follow_member(work: UnitOfWork, member: Member, now: datetime) -> None:
    """Move what a member's own clock decides, after it has changed; check-ins stay in the covenant's zone."""
    for nudge in work.ahead.nudges(member.workspace_id, now):
        if nudge.member_id == member.id and nudge.kind is NudgeKind.DAILY_STEP:
            _retime(work, nudge, at_its_hour(work, nudge))
        elif nudge.member_id == member.id and nudge.kind in UNBIDDEN:
            _retime(work, nudge, calmed(work, member, nudge))


def _follow(context: Context, ws: str, now: datetime) -> None:
    """Look first without the right to write, which is hardly ever needed."""
    with context.database.read() as work:
        places = _places(work, ws, now)
        nudges = [(old, new) for old, new in _nudges(work, ws, places, now) if old != new]
    strayed = [place for place in places.values() if place.check_in.starts_at != place.start]
    if not (strayed or nudges):
        return
    with context.database.write() as work:
        for place in strayed:
            _put_right(work, place)
        for old, new in nudges:
            _retime(work, old, new)
        work.commit()


def _places(work: UnitOfWork, ws: str, now: datetime) -> _Places:
    agreed = work.covenants.all_agreed(ws)
    return {
        (one.partnership_id, one.local_date): _Place(
            one, starts_at(one.local_date, terms.minute_of_day, terms.zone), terms.zone
        )
        for one in work.ahead.check_ins(ws, now)
        if (terms := agreed.get(one.partnership_id))
    }


def _nudges(work: UnitOfWork, ws: str, places: _Places, now: datetime) -> Iterator[tuple[Nudge, Nudge]]:
    """Give each nudge whose time follows from a zone's rules, beside what those rules make of it now."""
    for nudge in work.ahead.nudges(ws, now):
        place = places.get((nudge.subject_id, nudge.local_date))
        if place and nudge.kind in CHECK_IN_KINDS:
            yield nudge, _of_check_in(nudge, place)
        elif nudge.kind is NudgeKind.DAILY_STEP:
            yield nudge, at_its_hour(work, nudge)


def _of_check_in(nudge: Nudge, place: _Place) -> Nudge:
    made = check_in_nudges(replace(place.check_in, starts_at=place.start), place.zone, [nudge.member_id])
    (same,) = (one for one in made if one.kind is nudge.kind)
    return replace(nudge, due_at=same.due_at, expires_at=same.expires_at)


def _put_right(work: UnitOfWork, place: _Place) -> None:
    """Move a check-in, or let go the one whose date is no longer in its zone's calendar."""
    one = place.check_in
    if exists(one.local_date, place.zone):
        work.ahead.restart(one, place.start)
    else:
        work.check_ins.skip(one.workspace_id, one.partnership_id, one.local_date)


def _retime(work: UnitOfWork, old: Nudge, new: Nudge) -> None:
    work.ahead.retime(old, new.due_at, new.expires_at)
