"""The optional daily step: asked at the member's hour, answered to the partners, stored nowhere (section 6)."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from bot.practice.cadence import exists, starts_at
from bot.practice.windows import window
from bot.services.calendar import local_date
from bot.services.context import Context, Who
from bot.services.errors import MemberError
from bot.services.lookup import member_of, partnership_of
from bot.slack.blocks.daily import answered_before, answered_card, daily_answer, daily_modal, stopped_card
from bot.slack.message import Block, Message
from bot.slack.outcomes import NotSentError, OutcomeUnknownError
from storage.records import DailyStep, Member, Nudge
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import NudgeKind, PartnershipState

NOT_YET = "Your partnership begins once everybody has signed the covenant. You can set this up then."


def open_daily(context: Context, who: Who, partnership_id: str) -> Block:
    """Give the modal that asks at which hour."""
    with context.database.read() as work:
        partnership = partnership_of(work, who, partnership_id)
        if partnership.state is not PartnershipState.ACTIVE:
            raise MemberError(NOT_YET)
        zone = member_of(work, who).zone
        step = work.daily_steps.get(who.workspace_id, partnership_id, who.member_id)
    at = time(*divmod(step.minute_of_day, 60)) if step else None
    return daily_modal(partnership_id, [one for one in partnership.members if one != who.member_id], at, zone)


def begin(context: Context, who: Who, partnership_id: str, at: time, now: datetime) -> str:
    """Ask daily at this time from now on; gives what Home says."""
    step = DailyStep(who.workspace_id, partnership_id, who.member_id, at.hour * 60 + at.minute)
    with context.database.write() as work:
        partnership_of(work, who, partnership_id)
        work.daily_steps.put(step)
        for nudge in _occurrences(step, member_of(work, who), now):
            work.nudges.plan([nudge])
            work.nudges.shift(nudge)
        work.commit()
    return f"I ask you daily at {at:%H:%M}."


def plan(context: Context, now: datetime) -> None:
    """Plan what comes today and tomorrow; what an outage left out is left out without comment."""
    with context.database.write() as work:
        for step in work.daily_steps.all():
            member = work.members.get(step.workspace_id, step.member_id)
            if member and _goes_on(work, step):
                work.nudges.plan(_occurrences(step, member, now))
        work.commit()


def at_its_hour(work: UnitOfWork, nudge: Nudge) -> Nudge:
    """Give a question with the times that the member's present zone and its rules give it."""
    step = work.daily_steps.get(nudge.workspace_id, nudge.subject_id, nudge.member_id)
    member = work.members.get(nudge.workspace_id, nudge.member_id)
    if step is None or member is None:
        return nudge
    at = starts_at(nudge.local_date, step.minute_of_day, member.zone)
    return replace(nudge, due_at=at, expires_at=at + window(nudge.kind))


def answer(context: Context, who: Who, partnership_id: str, on: date, took: bool, now: datetime) -> Message:
    """Post the answer to the group DM, once; only that there was one is noted, not which."""
    with context.database.write() as work:
        members = partnership_of(work, who, partnership_id).members
        today = local_date(now, member_of(work, who).zone)
        asked = _question(who, partnership_id, on, now)
        is_first = work.nudges.answer(asked)
        work.commit()
    if not is_first:
        return answered_before()
    try:
        channel_id = context.messenger.open_group(members)
        context.messenger.post(channel_id, daily_answer(who.member_id, took, on, today))
    except (NotSentError, OutcomeUnknownError):  # twice is better than a step that nobody heard of
        with context.database.write() as work:
            work.nudges.ask_again(asked)
            work.commit()
        raise
    return answered_card()


def stop(context: Context, who: Who, partnership_id: str) -> Message:
    """Ask no more; gives what replaces the question."""
    with context.database.write() as work:
        partnership_of(work, who, partnership_id)
        work.daily_steps.stop(who.workspace_id, partnership_id, who.member_id)
        work.commit()
    return stopped_card()


def _goes_on(work: UnitOfWork, step: DailyStep) -> bool:
    partnership = work.partnerships.get(step.workspace_id, step.partnership_id)
    if partnership is None or partnership.state is not PartnershipState.ACTIVE:
        return False
    return step.member_id in partnership.members


def _occurrences(step: DailyStep, member: Member, now: datetime) -> list[Nudge]:
    today = local_date(now, member.zone)
    days = [day for day in (today, today + timedelta(days=1)) if exists(day, member.zone)]
    made = [_occurrence(step, day, starts_at(day, step.minute_of_day, member.zone)) for day in days]
    return [one for one in made if one.due_at > now]


def _occurrence(step: DailyStep, on: date, at: datetime) -> Nudge:
    kind = NudgeKind.DAILY_STEP
    return Nudge(step.workspace_id, step.partnership_id, on, step.member_id, kind, at, at + window(kind))


def _question(who: Who, partnership_id: str, on: date, now: datetime) -> Nudge:
    return Nudge(who.workspace_id, partnership_id, on, who.member_id, NudgeKind.DAILY_STEP, now, now)
