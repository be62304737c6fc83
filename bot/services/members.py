"""Pausing, coming back, leaving and avoiding; and what Slack tells us of people (practice, section 6)."""

from dataclasses import replace
from datetime import date, datetime

from bot.practice.until import pause_end
from bot.services.calendar import local_date
from bot.services.context import Context, Who
from bot.services.declarations import take_away_if_possible
from bot.services.departures import depart, step_out
from bot.services.errors import MemberError
from bot.services.lookup import member_of, partnership_of
from bot.services.notices import calm_notice
from bot.services.suggestions import withdraw
from bot.services.zones import follow_member
from bot.slack.blocks.ids import Field
from bot.slack.blocks.members import AWAY, BACK, GOAL_NEEDED, NEVER_AWAY, leave_message, paused_sentence
from bot.slack.message import Message
from matching.zones import known_zones
from storage.records import NO_SUBJECT
from storage.vocabulary import EndReason, GoalState, MemberStatus, NudgeKind

GONE = frozenset({MemberStatus.LEFT, MemberStatus.DEACTIVATED})


def pause(context: Context, who: Who, until: date | None, now: datetime) -> str:
    """Pause until a date on the member's own clock, or until they come back; open suggestions are withdrawn."""
    with context.database.write() as work:
        member = member_of(work, who)
        if member.status in GONE:
            raise MemberError(AWAY)
        if until is not None and until <= local_date(now, member.zone):
            raise MemberError("This date has passed. Please choose one from tomorrow on.", Field.UNTIL)
        work.members.set_status(who.workspace_id, who.member_id, MemberStatus.PAUSED, until)
        withdraw(work, who, now)
        work.commit()
    return paused_sentence(until)


def pause_as_typed(context: Context, who: Who, text: str, now: datetime) -> str:
    """Pause until what was typed after the command; nothing typed means until the member comes back."""
    if not text:
        return pause(context, who, None, now)
    with context.database.read() as work:
        until = pause_end(text, local_date(now, member_of(work, who).zone))
    if until is None:
        raise MemberError("Please write a date or a span: `/trellis pause 2026-12-24` or `/trellis pause 2 weeks`.")
    return pause(context, who, until, now)


def resume(context: Context, who: Who) -> str:
    """Come back from a pause, or to the programme after leaving it; a goal whose card is gone is asked for."""
    with context.database.write() as work:
        if member_of(work, who).status is MemberStatus.ACTIVE:
            return NEVER_AWAY
        work.members.set_status(who.workspace_id, who.member_id, MemberStatus.ACTIVE)
        goal = work.goals.get(who.workspace_id, who.member_id)
        work.commit()
    return GOAL_NEEDED if goal is None or goal.state is GoalState.LAPSED else BACK


def return_from_pause(context: Context, now: datetime) -> None:
    """Bring back everybody whose pause has ended, and tell them once, within their hours."""
    with context.database.write() as work:
        for workspace in work.workspaces.all():
            for member in work.members.all(workspace.id):
                until = member.paused_until
                if member.status is MemberStatus.PAUSED and until and until <= local_date(now, member.zone):
                    work.members.set_status(workspace.id, member.id, MemberStatus.ACTIVE)
                    work.nudges.plan([calm_notice(work, member, NO_SUBJECT, NudgeKind.WELCOME_BACK, until, now)])
        work.commit()


def leave_partnership(context: Context, who: Who, partnership_id: str, now: datetime) -> str:
    """Leave one partnership; the others are told kindly, without a reason."""
    with context.database.write() as work:
        step_out(work, who, partnership_of(work, who, partnership_id), EndReason.LEFT, now)
        work.commit()
    return "You have left this partnership. Thank you for what you gave to it."


def leave_choices(context: Context, who: Who) -> Message:
    """Offer each partnership and the programme to leave."""
    with context.database.read() as work:
        if member_of(work, who).status in GONE:
            raise MemberError(AWAY)
        return leave_message(work.partnerships.live_of(who.workspace_id, who.member_id), who.member_id)


def leave_programme(context: Context, who: Who, now: datetime) -> str:
    """Leave everything; the goal card stays until the member erases it or comes back."""
    with context.database.write() as work:
        member_of(work, who)
        depart(work, who, MemberStatus.LEFT, EndReason.LEFT, now)
        goal = work.goals.get(who.workspace_id, who.member_id)
        work.commit()
    take_away_if_possible(context, goal)
    return "You have left the programme. Nothing comes any more. To come back one day, type `/trellis resume`."


def deactivated(context: Context, who: Who, now: datetime) -> None:
    """Let a person go whose Slack account was deactivated; their partners are told at once."""
    with context.database.write() as work:
        member = work.members.get(who.workspace_id, who.member_id)
        goal = work.goals.get(who.workspace_id, who.member_id)
        if member is None or member.status in {MemberStatus.DEACTIVATED, MemberStatus.ERASING}:
            return
        depart(work, who, MemberStatus.DEACTIVATED, EndReason.DEACTIVATED, now)
        work.commit()
    take_away_if_possible(context, goal)


def moved_zone(context: Context, who: Who, zone: str, now: datetime) -> None:
    """Follow a member's zone in Slack; covenants keep the zone in which they were agreed."""
    with context.database.read() as work:
        member = work.members.get(who.workspace_id, who.member_id)
    if member is None or member.zone == zone or zone not in known_zones():
        return
    with context.database.write() as work:
        work.members.set_zone(who.workspace_id, who.member_id, zone)
        follow_member(work, replace(member, zone=zone), now)
        work.commit()
