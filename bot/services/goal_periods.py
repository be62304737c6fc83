"""The end of a goal's period: asked once, then renewed, restated or at rest (practice, sections 3 and 6)."""

from datetime import datetime, timedelta

from bot.services.calendar import local_date, takes_part
from bot.services.context import Context, Who
from bot.services.errors import MemberError
from bot.services.life import GIVEN_UP
from bot.services.lookup import JOIN_FIRST, member_of
from bot.services.notices import calm_notice
from bot.services.suggestions import withdraw
from bot.slack.blocks.phrases import day
from storage.records import NO_SUBJECT, Goal, Member
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import GoalState, NudgeKind, NudgeState

FURTHEST_EAST = timedelta(hours=14)
"""Where the next day has begun already."""
UNANSWERED_FOR = timedelta(days=14)
GONE = "I can no longer find your goal card. Please state your goal again: type `/trellis goal`."


def plan(context: Context, now: datetime) -> None:
    """Ask everybody whose goal's period is over, once; who has not answered for 14 days has a goal at rest.

    Whoever is paused is asked after their return.
    """
    with context.database.write() as work:
        for goal in work.goals.over((now + FURTHEST_EAST).date()):
            member = work.members.get(goal.workspace_id, goal.member_id)
            if member and takes_part(member, now) and goal.recalibrate_on <= local_date(now, member.zone):
                _ask_or_rest(work, goal, member, now)
        work.commit()


def renew(context: Context, who: Who, now: datetime) -> str:
    """Let the goal go on with the same words for another period from today; gives what to tell the member."""
    with context.database.write() as work:
        goal, today = _mine(work, who), local_date(now, member_of(work, who).zone)
        if goal.state is GoalState.ACTIVE and today < goal.recalibrate_on:
            return f"Your goal runs until {day(goal.recalibrate_on)} already."
        until = today + timedelta(days=goal.settings.period)
        work.goals.set_period(who.workspace_id, who.member_id, GoalState.ACTIVE, until)
        work.commit()
    return f"Renewed. Your goal runs until {day(until)}."


def rest(context: Context, who: Who, now: datetime) -> str:
    """Let the goal rest: no new suggestions come; gives what to tell the member."""
    with context.database.write() as work:
        goal = _mine(work, who)
        work.goals.set_period(who.workspace_id, who.member_id, GoalState.RESTED, goal.recalibrate_on)
        withdraw(work, who, now)
        work.commit()
    return "Your goal rests, with thanks for what you gave to it. Renew it or state it anew in App Home, when you like."


def _ask_or_rest(work: UnitOfWork, goal: Goal, member: Member, now: datetime) -> None:
    question = calm_notice(work, member, NO_SUBJECT, NudgeKind.GOAL_PERIOD_OVER, goal.recalibrate_on, now)
    asked = work.nudges.get(question)
    if asked is None or asked.state in GIVEN_UP:
        work.nudges.revive(question)
    elif asked.state is NudgeState.SENT and asked.due_at + UNANSWERED_FOR <= now:
        work.goals.set_period(goal.workspace_id, goal.member_id, GoalState.RESTED, goal.recalibrate_on)


def _mine(work: UnitOfWork, who: Who) -> Goal:
    goal = work.goals.get(who.workspace_id, who.member_id)
    if goal is None:
        raise MemberError(JOIN_FIRST)
    if goal.state is GoalState.LAPSED:
        raise MemberError(GONE)
    return goal
