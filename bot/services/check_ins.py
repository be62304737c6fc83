"""Planning check-ins, and what members answer about them (practice, section 6)."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.practice.cadence import plan, starts_at
from bot.practice.windows import check_in_nudges
from bot.services.agreement import agreed_terms, in_force
from bot.services.calendar import local_date
from bot.services.context import Context, Who
from bot.services.errors import MemberError
from bot.services.lookup import check_in_of, member_of, partnership_of
from bot.services.notices import group_nudge
from bot.slack.blocks.check_in import met_card, missed_card, move_modal, moved_card
from bot.slack.blocks.ids import Field
from bot.slack.message import Block, Message
from storage.records import CheckIn, Covenant, Nudge, Partnership
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import Attendance, CheckInState, NudgeKind, PartnershipState

AHEAD = 2
"""Check-ins that are kept planned, so that there always is a next one."""
HORIZON = timedelta(days=200)
"""Far enough for two check-ins at the slowest cadence."""
FARTHEST_MOVE = timedelta(days=60)
MOVED_ALREADY = "This check-in has been moved already. The new time is in your group DM."


def keep_planned(work: UnitOfWork, partnership: Partnership, covenant: Covenant, now: datetime) -> None:
    """Make sure that the next check-ins by the agreed terms exist; a proposal plans nothing."""
    terms = agreed_terms(work, partnership, covenant, now)
    if partnership.state is PartnershipState.ENDED or terms is None:
        return
    for on, at in plan(terms, now, now + HORIZON)[:AHEAD]:
        work.check_ins.add(CheckIn(partnership.workspace_id, partnership.id, on, at, terms.minutes))


def record(context: Context, who: Who, partnership_id: str, on: date, attendance: Attendance, now: datetime) -> Message:
    """Record what a member says for themselves; the first answer stays. Gives what replaces the question."""
    with context.database.write() as work:
        check_in = check_in_of(work, who, partnership_id, on)
        if check_in.state is CheckInState.MOVED:
            raise MemberError(MOVED_ALREADY)
        if check_in.starts_at > now:
            raise MemberError("This check-in is still to come. You can answer once it has begun.")
        work.check_ins.record(who.workspace_id, partnership_id, on, who.member_id, attendance)
        card = _answer_card(work, who, check_in_of(work, who, partnership_id, on), now)
        work.commit()
    return card


def _answer_card(work: UnitOfWork, who: Who, check_in: CheckIn, now: datetime) -> Message:
    zone = member_of(work, who).zone
    if check_in.attendance.get(who.member_id) is Attendance.MISSED:
        return missed_card(check_in)
    following = work.check_ins.next_of(who.workspace_id, check_in.partnership_id, now)
    return met_card(following.starts_at if following else None, zone)


def open_move(context: Context, who: Who, partnership_id: str, on: date, return_to: str, now: datetime) -> Block:
    """Give the modal that asks for a new time; `return_to` is the message that the move will replace."""
    with context.database.read() as work:
        check_in = _movable(work, who, partnership_id, on)
        zone = member_of(work, who).zone
    proposed = max(check_in.starts_at.astimezone(ZoneInfo(zone)).date(), local_date(now, zone)) + timedelta(days=1)
    return move_modal(check_in, zone, proposed, return_to)


def move(context: Context, who: Who, partnership_id: str, on: date, to: tuple[date, time], now: datetime) -> Message:
    """Move a check-in to a time on the member's own clock; the old one is kept as moved."""
    with context.database.write() as work:
        partnership = partnership_of(work, who, partnership_id)
        check_in = _movable(work, who, partnership_id, on)
        zone = member_of(work, who).zone
        at = _checked_start(to, zone, now)
        covenant = work.covenants.get(who.workspace_id, partnership_id)
        day_zone = in_force(covenant).zone if covenant else zone
        new_date = local_date(at, day_zone)
        moved = CheckIn(who.workspace_id, partnership_id, new_date, at, check_in.minutes)
        _replace(work, check_in, moved, day_zone, partnership.members)
        work.nudges.revive(group_nudge(partnership, NudgeKind.MOVED, now, on))
        work.commit()
    return moved_card(at, zone)


def _replace(work: UnitOfWork, old: CheckIn, new: CheckIn, zone: str, members: tuple[str, ...]) -> None:
    """Keep one check-in a day; two who move the same one at once wait for one another, and the first move counts."""
    workspace_id, partnership_id, on = new.workspace_id, new.partnership_id, new.local_date
    elsewhere = on != old.local_date
    if elsewhere and not work.check_ins.move(workspace_id, partnership_id, old.local_date, on):
        raise MemberError(MOVED_ALREADY, Field.FIRST_ON)
    if work.check_ins.add(new):
        return
    there = work.check_ins.get(workspace_id, partnership_id, on)
    if elsewhere and there and there.state is CheckInState.PLANNED:
        raise MemberError("You already have a check-in on that day. Please choose another one.", Field.FIRST_ON)
    work.check_ins.shift(workspace_id, partnership_id, on, new.starts_at, new.minutes)
    for nudge in check_in_nudges(new, zone, members):
        _nudge_anew(work, nudge, keep_day_before=not elsewhere)


def _nudge_anew(work: UnitOfWork, nudge: Nudge, keep_day_before: bool) -> None:
    """Plan a nudge under a key that may be taken: a time that members chose anew is worth its nudges again."""
    if keep_day_before and nudge.kind is NudgeKind.DAY_BEFORE:
        work.nudges.plan([nudge])
        work.nudges.shift(nudge)
    else:
        work.nudges.revive(nudge)


def _movable(work: UnitOfWork, who: Who, partnership_id: str, on: date) -> CheckIn:
    partnership_of(work, who, partnership_id)
    check_in = check_in_of(work, who, partnership_id, on)
    if check_in.state is CheckInState.MOVED:
        raise MemberError(MOVED_ALREADY, Field.FIRST_ON)
    if Attendance.ATTENDED in check_in.attendance.values():
        raise MemberError("One of you has noted that you met, so this one stays. Plan the next in your group DM.")
    return check_in


def _checked_start(to: tuple[date, time], zone: str, now: datetime) -> datetime:
    today = local_date(now, zone)
    if to[0] > today + FARTHEST_MOVE:
        raise MemberError("Please choose a day within the next 60 days.", Field.FIRST_ON)
    if to[0] < today or (at := starts_at(to[0], to[1].hour * 60 + to[1].minute, zone)) <= now:
        raise MemberError("This time has passed. Please choose one that is still to come.", Field.FIRST_ON)
    return at
