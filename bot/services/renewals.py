"""What partners decide about the whole: another cycle, rest, new partners, or to be left in peace."""

from datetime import datetime

from bot.practice import renewal
from bot.services.circles import MONTHLY
from bot.services.context import Context, Who
from bot.services.departures import rest_together, step_out
from bot.services.errors import MemberError
from bot.services.lookup import NOT_YOURS, covenant_of, member_of, partnership_of
from bot.slack.blocks import life as blocks
from bot.slack.message import Message
from matching.vocabulary import Cadence
from storage.records import Cycle
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import EndReason, GoalState, NudgeKind

LEFT_CIRCLE = "You have left the circle to rest, and the others go on. Thank you for what you gave to it."
PARTED = "You have left the circle, and the others go on."
RESTED = "Your partnership has come to rest. I say goodbye to both of you in your group DM."
ON_HOLD = "No suggestions come until you renew your goal or state a new one: open App Home for that."
GOAL_FIRST = "Renew your goal or state a new one in App Home, and you are in the next weekly suggestions."
ASK = "To look for somebody new beside your other partnership, type `/trellis match`."
LOOKING = "You are in the next weekly suggestions. To look right now, type `/trellis match`."


def continue_cycle(context: Context, who: Who, partnership_id: str, number: int) -> Message:
    """Begin the next cycle, once; a second click finds it begun."""
    with context.database.write() as work:
        cycle = _cycle_of(work, who, partnership_id)
        if cycle.number == number:
            work.cycles.renew(cycle, renewal.ends_on(cycle))
            cycle = _cycle_of(work, who, partnership_id)
            work.commit()
    return blocks.continued(renewal.ends_on(cycle))


def leave_alone(context: Context, who: Who, partnership_id: str, kind: str, number: int) -> Message:
    """Note that partners do not want to be asked this again in the cycle that the card was for."""
    if kind not in {*renewal.IMPORTANCE, *MONTHLY}:  # a made-up value
        raise MemberError(NOT_YOURS)
    with context.database.write() as work:
        cycle = _cycle_of(work, who, partnership_id)
        if cycle.number == number:
            work.cycles.silence(who.workspace_id, partnership_id, NudgeKind(kind), number)
            work.commit()
    return blocks.not_again()


def stay(context: Context, who: Who, partnership_id: str) -> Message:
    """Answer a member who stays; nothing is kept of it."""
    with context.database.read() as work:
        partnership_of(work, who, partnership_id)
    return blocks.stays()


def rest(context: Context, who: Who, partnership_id: str, now: datetime) -> str:
    """Bring a partnership of two to its end, or take the member out of their circle; they are looking for nobody."""
    return _end(context, who, partnership_id, now, is_looking=False)


def look_for_new_partners(context: Context, who: Who, partnership_id: str, now: datetime) -> str:
    """Do the same for a member who wants to be suggested to somebody else."""
    return _end(context, who, partnership_id, now, is_looking=True)


def halved(context: Context, who: Who, partnership_id: str) -> Cadence:
    """Give half the cadence that is agreed or proposed now."""
    with context.database.read() as work:
        covenant = covenant_of(work, who, partnership_id)
    return renewal.half_as_often((covenant.agreed or covenant.terms).cadence)


def _end(context: Context, who: Who, partnership_id: str, now: datetime, is_looking: bool) -> str:
    with context.database.write() as work:
        partnership = partnership_of(work, who, partnership_id)
        if is_circle := len(partnership.members) > 2:
            step_out(work, who, partnership, EndReason.LEFT, now)
        else:
            rest_together(work, partnership, now)
        after = _after_looking(work, who) if is_looking else _after_rest(work, who)
        work.commit()
    return f"{(PARTED if is_looking else LEFT_CIRCLE) if is_circle else RESTED} {after}".rstrip()


def _after_looking(work: UnitOfWork, who: Who) -> str:
    if work.partnerships.live_of(who.workspace_id, who.member_id):  # and then only asking finds another one
        return ASK
    goal = work.goals.get(who.workspace_id, who.member_id)
    return LOOKING if goal and goal.state is GoalState.ACTIVE else GOAL_FIRST


def _after_rest(work: UnitOfWork, who: Who) -> str:
    """Keep a member who rests out of the weekly suggestions, unless another partnership needs their goal."""
    goal = work.goals.get(who.workspace_id, member_of(work, who).id)
    if work.partnerships.live_of(who.workspace_id, who.member_id):
        return ""
    if goal and goal.state is GoalState.ACTIVE:
        work.goals.set_period(who.workspace_id, who.member_id, GoalState.RESTED, goal.recalibrate_on)
    return ON_HOLD


def _cycle_of(work: UnitOfWork, who: Who, partnership_id: str) -> Cycle:
    cycle = work.cycles.get(who.workspace_id, partnership_of(work, who, partnership_id).id)
    if cycle is None:
        raise MemberError(NOT_YOURS)
    return cycle
