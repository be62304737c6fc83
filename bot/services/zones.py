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
    for nudge in work.nudges.of_member(member.workspace_id, member.id, now):
        if nudge.kind is NudgeKind.DAILY_STEP:
            _retime(work, nudge, at_its_hour(work, nudge))
        elif nudge.kind in UNBIDDEN:
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
    ruled: dict[tuple[str, date], Mapping[NudgeKind, Nudge]] = {}
    for nudge in work.ahead.nudges(ws, now):
        key = nudge.subject_id, nudge.local_date
        if nudge.kind in CHECK_IN_KINDS and key in places:
            ruled[key] = ruled.get(key) or _ruled(places[key], nudge.member_id)
            times = ruled[key][nudge.kind]
            yield nudge, replace(nudge, due_at=times.due_at, expires_at=times.expires_at)
        elif nudge.kind is NudgeKind.DAILY_STEP:
            yield nudge, at_its_hour(work, nudge)


def _ruled(place: _Place, member_id: str) -> Mapping[NudgeKind, Nudge]:
    """Give the nudges of a check-in as they ought to be; those to other members differ in nothing else."""
    check_in = replace(place.check_in, starts_at=place.start)
    return {one.kind: one for one in check_in_nudges(check_in, place.zone, [member_id])}


def _put_right(work: UnitOfWork, place: _Place) -> None:
    """Move a check-in, or let go the one whose date is no longer in its zone's calendar."""
    one = place.check_in
    if exists(one.local_date, place.zone):
        work.ahead.restart(one, place.start)
    else:
        work.check_ins.skip(one.workspace_id, one.partnership_id, one.local_date)


def _retime(work: UnitOfWork, old: Nudge, new: Nudge) -> None:
    if new != old:
        work.ahead.retime(old, new.due_at, new.expires_at)
