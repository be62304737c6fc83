"""Planning check-ins, and what members answer about them (practice, section 6)."""

from datetime import date, datetime, timedelta

from bot.practice.cadence import plan
from bot.services.agreement import agreed_terms, in_force
from bot.services.context import Context, Who
from bot.services.errors import MemberError
from bot.services.lookup import check_in_of, check_in_on, member_of, own_partnership
from bot.services.milestones import reached_now
from bot.services.moves import MOVED_ALREADY
from bot.slack.blocks.check_in import met_card, missed_card
from bot.slack.blocks.traded import not_yet_card, seen_card
from bot.slack.message import Message
from storage.records import CheckIn, Covenant, Partnership
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import Attendance, CheckInState, PartnershipState

AHEAD = 2
"""Check-ins that are kept planned, so that there always is a next one."""
HORIZON = timedelta(days=200)
"""Far enough for two check-ins at the slowest cadence."""
LET_GO = "This check-in was let go, so there is nothing to note. The next one is on its way."


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
        partnership = own_partnership(work, who, partnership_id)
        _can_be_answered(check_in_on(work, partnership, on), now)
        before = work.check_ins.all_of(who.workspace_id, partnership_id)
        work.check_ins.record(who.workspace_id, partnership_id, on, who.member_id, attendance)
        reached_now(work, partnership, before, now)
        card = _answer_card(work, who, partnership, check_in_on(work, partnership, on), now)
        work.commit()
    return card


def not_yet(context: Context, who: Who, partnership_id: str, on: date) -> Message:
    """Note nothing, and leave the question open; gives what replaces it."""
    with context.database.read() as work:
        return not_yet_card(check_in_of(work, who, partnership_id, on))


def _can_be_answered(check_in: CheckIn, now: datetime) -> None:
    if check_in.state is CheckInState.MOVED:
        raise MemberError(MOVED_ALREADY)
    if check_in.state is CheckInState.SKIPPED:
        raise MemberError(LET_GO)
    if check_in.starts_at > now:
        raise MemberError("This check-in is still to come. You can answer once it has begun.")


def _answer_card(work: UnitOfWork, who: Who, partnership: Partnership, check_in: CheckIn, now: datetime) -> Message:
    if check_in.attendance.get(who.member_id) is Attendance.MISSED:
        return missed_card(check_in, len(partnership.members) - 1)
    covenant = work.covenants.get(who.workspace_id, check_in.partnership_id)
    following = work.check_ins.next_of(who.workspace_id, check_in.partnership_id, now)
    noted = seen_card if covenant and not in_force(covenant).format.is_live else met_card
    return noted(following.starts_at if following else None, member_of(work, who).zone)
