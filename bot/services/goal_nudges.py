"""Nudges about the period of a goal."""

from datetime import datetime

from bot.services.composing import OfMembers, Written
from bot.services.context import Context
from bot.services.delivery import Delivery, Skip
from bot.slack.blocks.goal_period import period_over_card
from storage.records import Member, Nudge
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import GoalState, NudgeKind, NudgeReason


def _period_over(_context: Context, work: UnitOfWork, nudge: Nudge, member: Member, _now: datetime) -> Written:
    goal = work.goals.get(nudge.workspace_id, member.id)
    if goal is None or goal.state is not GoalState.ACTIVE or goal.recalibrate_on != nudge.local_date:
        return Skip(NudgeReason.ANSWERED)
    return Delivery(member.channel_id, period_over_card(goal.settings.period))


FOR_MEMBER: OfMembers = {NudgeKind.GOAL_PERIOD_OVER: _period_over}
