"""Moving a check-in: at once between two, with one more yes in a circle; the old one is kept (practice, section 6)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.practice.cadence import starts_at
from bot.practice.moves import needs_a_yes, open_until
from bot.practice.presets import WAYS
from bot.practice.windows import check_in_nudges
from bot.services.agreement import in_force
from bot.services.calendar import local_date
from bot.services.cards import show_instead
from bot.services.context import Context, Who
from bot.services.errors import MemberError
from bot.services.lookup import check_in_of, covenant_of, member_of, partnership_of
from bot.services.notices import group_nudge
from bot.slack.blocks.ids import Field
from bot.slack.blocks.move import (
    CALL_OFF,
    REST,
    WITHOUT_ME,
    agreed_card,
    move_modal,
    moved_card,
    proposed_card,
    stamp_of,
)
from bot.slack.message import Block, Message
from storage.records import CheckIn, Move, Nudge, Partnership, Pointer, Terms
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import Attendance, CheckInState, NudgeKind

FARTHEST_MOVE = timedelta(days=60)
MOVED_ALREADY = "This check-in has been moved already. The new time is in your group DM."
HELD = "One of you has noted that this one took place, so it stays. Plan the next in your group DM."
LAPSED = "This proposal no longer stands. You can propose another time with Move the next check-in in App Home."
YOUR_OWN = "You proposed this time. It takes a yes from somebody else."


@dataclass(frozen=True, slots=True)
class NewTime:
    """A submitted modal: which check-in, when on the member's own clock, and which message to replace, if any."""

    partnership_id: str
    on: date
    day: date
    hour: time
    card: Pointer | None


def open_move(context: Context, who: Who, partnership_id: str, on: date, return_to: str, now: datetime) -> Block:
    """Give the modal that asks for a new time; `return_to` is the message that the move will replace."""
    with context.database.read() as work:
        partnership = partnership_of(work, who, partnership_id)
        check_in = movable(work, who, partnership_id, on)
        terms = in_force(covenant_of(work, who, partnership_id))
        zone = member_of(work, who).zone
    proposed = max(check_in.starts_at.astimezone(ZoneInfo(zone)).date(), local_date(now, zone)) + timedelta(days=1)
    soon = WAYS[terms.preset].move_within is not None
    circle = needs_a_yes(len(partnership.members))
    skip = _skip_label(check_in, circle, soon, now)
    return move_modal(check_in, zone, proposed, return_to, circle, soon, skip)


def move(context: Context, who: Who, wanted: NewTime, now: datetime) -> Message:
    """Move a check-in between two, or propose that to a circle; gives what the member reads."""
    with context.database.write() as work:
        partnership = partnership_of(work, who, wanted.partnership_id)
        check_in = movable(work, who, wanted.partnership_id, wanted.on)
        zone = member_of(work, who).zone
        at = _checked_start(wanted, zone, now)
        circle = needs_a_yes(len(partnership.members))
        if circle:
            _propose(work, who, partnership, check_in, at, now)
        else:
            _carry_out(work, who, partnership, check_in, at, now)
        work.commit()
    if circle:  # what the member was asked stays open until the circle has agreed
        return proposed_card(at, zone)
    if wanted.card:
        show_instead(context, wanted.card, moved_card(at, zone))
    return moved_card(at, zone)


def agree(context: Context, who: Who, partnership_id: str, on: date, stamp: str, now: datetime) -> Message:
    """Carry out the move that a circle was asked about, with this one more yes; gives what replaces the proposal."""
    with context.database.write() as work:
        partnership = partnership_of(work, who, partnership_id)
        check_in = movable(work, who, partnership_id, on)
        proposal = work.moves.get(who.workspace_id, partnership_id, on)
        if proposal is None or stamp != stamp_of(proposal) or not is_open(work, partnership, check_in, proposal, now):
            raise MemberError(LAPSED)
        if proposal.member_id == who.member_id:
            raise MemberError(YOUR_OWN)
        if not work.moves.take(proposal):  # somebody else said yes in the same moment
            raise MemberError(MOVED_ALREADY)
        _carry_out(work, who, partnership, check_in, proposal.starts_at, now)
        work.commit()
    return agreed_card()


def is_open(work: UnitOfWork, partnership: Partnership, check_in: CheckIn, move: Move, now: datetime) -> bool:
    """Tell whether a circle can still agree to a proposal; it was made when its nudge was planned."""
    asked = work.nudges.get(group_nudge(partnership, NudgeKind.MOVE_PROPOSED, now, check_in.local_date))
    return asked is not None and now < open_until(check_in.starts_at, move.starts_at, asked.due_at)


def movable(work: UnitOfWork, who: Who, partnership_id: str, on: date) -> CheckIn:
    """Give a check-in that can still be moved or let go."""
    partnership_of(work, who, partnership_id)
    check_in = check_in_of(work, who, partnership_id, on)
    if check_in.state is CheckInState.MOVED:
        raise MemberError(MOVED_ALREADY, Field.FIRST_ON)
    if Attendance.ATTENDED in check_in.attendance.values():
        raise MemberError(HELD)
    return check_in


def _skip_label(check_in: CheckIn, circle: bool, soon: bool, now: datetime) -> str | None:
    """Name the way out for those who need no new time, as long as there is something to let go."""
    if check_in.state is CheckInState.SKIPPED or check_in.starts_at <= now:
        return None
    return WITHOUT_ME if circle else CALL_OFF if soon else REST


def _propose(
    work: UnitOfWork, who: Who, partnership: Partnership, check_in: CheckIn, at: datetime, now: datetime
) -> None:
    terms = in_force(covenant_of(work, who, partnership.id))
    _free_day(work, check_in, local_date(at, terms.zone))
    on = check_in.local_date
    work.moves.propose(Move(who.workspace_id, partnership.id, on, who.member_id, at))
    work.nudges.revive(group_nudge(partnership, NudgeKind.MOVE_PROPOSED, now, on))


def _carry_out(
    work: UnitOfWork, who: Who, partnership: Partnership, check_in: CheckIn, at: datetime, now: datetime
) -> None:
    terms = in_force(covenant_of(work, who, partnership.id))
    moved = CheckIn(who.workspace_id, partnership.id, local_date(at, terms.zone), at, check_in.minutes)
    _replace(work, check_in, moved, terms, partnership.members)
    work.nudges.revive(group_nudge(partnership, NudgeKind.MOVED, now, check_in.local_date))


def _replace(work: UnitOfWork, old: CheckIn, new: CheckIn, terms: Terms, members: tuple[str, ...]) -> None:
    """Keep one check-in a day; two who move the same one at once wait for one another, and the first move counts."""
    workspace_id, partnership_id, on = new.workspace_id, new.partnership_id, new.local_date
    elsewhere = on != old.local_date
    if elsewhere and not work.check_ins.move(workspace_id, partnership_id, old.local_date, on):
        raise MemberError(MOVED_ALREADY, Field.FIRST_ON)
    if work.check_ins.add(new):
        return
    _free_day(work, old, on)
    work.check_ins.shift(workspace_id, partnership_id, on, new.starts_at, new.minutes)
    for nudge in check_in_nudges(new, terms.zone, members):
        _nudge_anew(work, nudge, keep_day_before=not elsewhere)


def _free_day(work: UnitOfWork, old: CheckIn, on: date) -> None:
    """Refuse a day that has another check-in."""
    there = work.check_ins.get(old.workspace_id, old.partnership_id, on)
    if on != old.local_date and there and there.state is CheckInState.PLANNED:
        raise MemberError("You already have a check-in on that day. Please choose another one.", Field.FIRST_ON)


def _nudge_anew(work: UnitOfWork, nudge: Nudge, keep_day_before: bool) -> None:
    """Plan a nudge under a key that may be taken: a time that members chose anew is worth its nudges again."""
    if keep_day_before and nudge.kind is NudgeKind.DAY_BEFORE:
        work.nudges.plan([nudge])
        work.nudges.shift(nudge)
    else:
        work.nudges.revive(nudge)


def _checked_start(wanted: NewTime, zone: str, now: datetime) -> datetime:
    today = local_date(now, zone)
    if wanted.day > today + FARTHEST_MOVE:
        raise MemberError("Please choose a day within the next 60 days.", Field.FIRST_ON)
    at = starts_at(wanted.day, wanted.hour.hour * 60 + wanted.hour.minute, zone) if wanted.day >= today else now
    if at <= now:
        raise MemberError("This time has passed. Please choose one that is still to come.", Field.FIRST_ON)
    return at
