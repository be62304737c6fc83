"""Where a member stands: gathered once, shown in App Home and by `/trellis status`."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.services.calendar import local_date, takes_part
from bot.services.context import Context, Who
from bot.services.declarations import declaring
from bot.services.links import linked_circles
from bot.services.lookup import workspace_of
from bot.services.weekly import next_run
from bot.slack.blocks.home import home_view, status_message
from bot.slack.blocks.ids import Field
from bot.slack.blocks.phrases import day
from bot.slack.message import Message
from bot.slack.outcomes import NotSentError, OutcomeUnknownError
from bot.slack.state import LivePartnership, MemberState
from storage.records import Partnership
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import GoalState, NudgeKind, NudgeState

LOOK_BACK = timedelta(days=14)
"""How long App Home mentions a nudge that could not be sent."""
UNSENT = frozenset({NudgeState.EXPIRED, NudgeState.CANCELLED})


def publish_home(context: Context, who: Who, now: datetime, notice: str | None = None) -> None:
    """Show App Home anew; `notice` says what the last click did."""
    context.messenger.publish_home(who.member_id, home_view(gather(context, who, now), notice))


def status(context: Context, who: Who, now: datetime) -> Message:
    """Give the same as a message."""
    return status_message(gather(context, who, now))


def gather(context: Context, who: Who, now: datetime) -> MemberState:
    """Collect everything that a member may see of themselves; the goal is read by pointer."""
    person = context.messenger.person(who.member_id)
    with context.database.read() as work:
        workspace = workspace_of(work, who.workspace_id)
        member = work.members.get(who.workspace_id, who.member_id)
        goal = work.goals.get(who.workspace_id, who.member_id)
        live = work.partnerships.live_of(who.workspace_id, who.member_id)
        missed = work.nudges.of_member(who.workspace_id, who.member_id, now - LOOK_BACK)
        is_over = goal is not None and member is not None and goal.recalibrate_on <= local_date(now, member.zone)
        state = MemberState(
            member=member,
            zone=member.zone if member else person.zone,
            is_host=person.is_admin or who.member_id in work.programmes.hosts(who.workspace_id),
            goal=goal if goal and goal.state is not GoalState.LAPSED else None,
            goal_text=None,
            suggestions=work.suggestions.open_of(who.workspace_id, who.member_id),
            partnerships=tuple(_partnership(work, one, who, now) for one in live),
            missed_nudges=tuple(one for one in missed if one.state in UNSENT and one.kind is not NudgeKind.STRAY_CARDS),
            next_run=next_run(work, workspace, now),
            declaring=declaring(work.programmes.get(who.workspace_id), goal, is_over),
            is_over=is_over,
        )
    return _with_text(context, state)


def _with_text(context: Context, state: MemberState) -> MemberState:
    """Read the goal; Home is worth showing without it while Slack does not give it out."""
    if state.goal is None:
        return state
    try:
        return replace(state, goal_text=context.words.read(state.goal.card, Field.GOAL))
    except (NotSentError, OutcomeUnknownError):
        return state


def _partnership(work: UnitOfWork, partnership: Partnership, who: Who, now: datetime) -> LivePartnership:
    covenant = work.covenants.get(who.workspace_id, partnership.id)
    cycle = work.cycles.get(who.workspace_id, partnership.id)
    others = tuple(one for one in partnership.members if one != who.member_id)
    return LivePartnership(
        partnership=partnership,
        others=others,
        away=tuple(_away(work, who.workspace_id, others, now)),
        proposed=covenant is not None,
        signed=covenant is not None and set(partnership.members) <= covenant.signed_by,
        next_check_in=work.check_ins.next_of(who.workspace_id, partnership.id, now),
        is_rotating=cycle is not None and cycle.is_rotating,
        links=tuple(linked_circles(work, partnership).items()),
    )


def _away(work: UnitOfWork, workspace_id: str, others: tuple[str, ...], now: datetime) -> list[tuple[str, str]]:
    members = [work.members.get(workspace_id, one) for one in others]
    return [
        (member.id, f" until {day(member.paused_until)}" if member.paused_until else "")
        for member in members
        if member and not takes_part(member, now)
    ]
