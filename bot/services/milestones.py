"""Noticing a milestone in the moment in which an answer makes it one."""

from datetime import datetime, timedelta

from bot.practice.milestones import Milestone, reached
from bot.services.notices import group_nudge
from storage.records import CheckIn, Nudge, Partnership
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import NudgeKind


def reached_now(work: UnitOfWork, partnership: Partnership, before: tuple[CheckIn, ...], now: datetime) -> None:
    """Plan a message for what the check-ins amount to now and did not before; each milestone is marked once."""
    after = work.check_ins.all_of(partnership.workspace_id, partnership.id)
    work.nudges.plan([_nudge(partnership, one, now) for one in reached(after) - reached(before)])


def milestone_of(nudge: Nudge, partnership: Partnership) -> Milestone:
    """Give which milestone a nudge is about."""
    return Milestone((nudge.local_date - partnership.formed_at.date()).days)


def _nudge(partnership: Partnership, one: Milestone, now: datetime) -> Nudge:
    """Key it by the day of forming and its place in the order, so that no milestone can come twice."""
    return group_nudge(partnership, NudgeKind.MILESTONE, now, partnership.formed_at.date() + timedelta(days=one))
