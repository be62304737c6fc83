"""Pausing, coming back, leaving and avoiding; and what Slack tells us of people (practice, section 6)."""

from datetime import date, datetime

from bot.practice.until import pause_end
from bot.services.calendar import local_date
from bot.services.context import Context, Who
from bot.services.errors import MemberError
from bot.services.lookup import member_of, partnership_of
from bot.services.notices import group_nudge, notice
from bot.services.suggestions import withdraw
from bot.slack.blocks.ids import Field
from bot.slack.blocks.members import avoid_modal, leave_message, paused_sentence
from bot.slack.message import Block, Message
from matching.zones import known_zones
from storage.records import NO_SUBJECT, Partnership
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import EndReason, MemberStatus, NudgeKind


def pause(context: Context, who: Who, until: date | None, now: datetime) -> str:
    """Pause until a date on the member's own clock, or until they come back; open suggestions are withdrawn."""
    with context.database.write() as work:
        member = member_of(work, who)
        if member.status is MemberStatus.LEFT:
            raise MemberError("You take no part at the moment, so there is nothing to pause.")
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
    """Come back from a pause, or to the programme after leaving it."""
    with context.database.write() as work:
        member_of(work, who)
        work.members.set_status(who.workspace_id, who.member_id, MemberStatus.ACTIVE)
        work.commit()
    return "Welcome back. Nudges and suggestions come again from now on."


def return_from_pause(context: Context, now: datetime) -> None:
    """Bring back everybody whose pause has ended, and tell them once."""
    with context.database.write() as work:
        for workspace in work.workspaces.all():
            for member in work.members.all(workspace.id):
                until = member.paused_until
                if member.status is MemberStatus.PAUSED and until and until <= local_date(now, member.zone):
                    work.members.set_status(workspace.id, member.id, MemberStatus.ACTIVE)
                    work.nudges.plan([notice(member, NO_SUBJECT, NudgeKind.WELCOME_BACK, now)])
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
        member_of(work, who)
        return leave_message(work.partnerships.live_of(who.workspace_id, who.member_id), who.member_id)


def leave_programme(context: Context, who: Who, now: datetime) -> str:
    """Leave everything; the goal card stays until the member erases it or comes back."""
    with context.database.write() as work:
        member_of(work, who)
        depart(work, who, MemberStatus.LEFT, EndReason.LEFT, now)
        work.commit()
    return "You have left the programme. Nothing comes any more. To come back one day, type `/trellis resume`."


def deactivated(context: Context, who: Who, now: datetime) -> None:
    """Let a person go whose Slack account was deactivated; their partners are told at once."""
    with context.database.write() as work:
        if work.members.get(who.workspace_id, who.member_id):
            depart(work, who, MemberStatus.DEACTIVATED, EndReason.DEACTIVATED, now)
            work.commit()


def moved_zone(context: Context, who: Who, zone: str) -> None:
    """Follow a member's zone in Slack; covenants keep the zone in which they were agreed."""
    with context.database.write() as work:
        if zone in known_zones() and work.members.get(who.workspace_id, who.member_id):
            work.members.set_zone(who.workspace_id, who.member_id, zone)
            work.commit()


def depart(work: UnitOfWork, who: Who, status: MemberStatus, reason: EndReason, now: datetime) -> None:
    """Take a member out of every suggestion and partnership and set where they stand."""
    withdraw(work, who, now)
    for partnership in work.partnerships.live_of(who.workspace_id, who.member_id):
        step_out(work, who, partnership, reason, now)
    work.members.set_status(who.workspace_id, who.member_id, status)


def step_out(work: UnitOfWork, who: Who, partnership: Partnership, reason: EndReason, now: datetime) -> None:
    """Take a member out of a partnership: two or more go on in a new group DM, a single one is set free."""
    work.partnerships.leave(who.workspace_id, partnership.id, who.member_id, now)
    remaining = [one for one in partnership.members if one != who.member_id]
    rows = [member for one in remaining if (member := work.members.get(who.workspace_id, one))]
    work.nudges.plan([notice(member, partnership.id, NudgeKind.PARTNER_LEFT, now) for member in rows])
    if len(remaining) < 2:
        work.partnerships.end(who.workspace_id, partnership.id, reason, now)
        work.check_ins.drop_after(who.workspace_id, partnership.id, now)
        return
    work.nudges.revive(group_nudge(partnership, NudgeKind.INTRODUCTION, now))
    if work.covenants.get(who.workspace_id, partnership.id):
        work.covenants.set_message(who.workspace_id, partnership.id, None)
        work.nudges.revive(group_nudge(partnership, NudgeKind.COVENANT, now))


def avoid(context: Context, who: Who, avoided: str, now: datetime) -> str:
    """Put somebody on the private avoid list; a suggestion that holds both is withdrawn."""
    if avoided == who.member_id:
        raise MemberError("That is you. Please choose somebody else.", Field.AVOIDED)
    with context.database.write() as work:
        member_of(work, who)
        work.avoidances.add(who.workspace_id, who.member_id, avoided)
        withdraw(work, who, now, holding=avoided)
        work.commit()
    return "Noted. You will not be suggested to each other. Only you can see this list: type `/trellis avoid`."


def open_avoid(context: Context, who: Who, without: str | None = None) -> Block:
    """Give the avoid list as a modal, after taking somebody off it if asked."""
    with context.database.write() as work:
        member_of(work, who)
        if without:
            work.avoidances.remove(who.workspace_id, who.member_id, without)
            work.commit()
        return avoid_modal(work.avoidances.of(who.workspace_id, who.member_id))
