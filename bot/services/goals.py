"""Stating, editing and reading a goal (practice, section 3)."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.services.cards import post_words, take_back, words_of
from bot.services.context import Context, Who
from bot.services.errors import MemberError
from bot.slack.blocks.goal import goal_card, goal_modal
from bot.slack.message import Block
from storage.records import Goal, GoalSettings, Member
from storage.vocabulary import GoalState, MemberStatus


def open_goal(context: Context, who: Who, text: str | None) -> Block:
    """Give the goal modal; `text` is what the clicked card already delivered, else the card is read by pointer."""
    with context.database.read() as work:
        goal = work.goals.get(who.workspace_id, who.member_id)
    if goal and text is None:
        text = context.words.read(goal.card, "goal")
    return goal_modal(goal.settings if goal else None, text)


def state_goal(
    context: Context, who: Who, text: str | None, settings: GoalSettings, submission: str, now: datetime
) -> None:
    """Post the goal card, keep its pointer, and only then let the modal close; a first goal is the opt-in.

    `submission` is the modal's id, so that a retry of the same modal finds its own card.
    """
    words = words_of(text, "goal")
    with context.database.read() as work:
        member = work.members.get(who.workspace_id, who.member_id)
        before = work.goals.get(who.workspace_id, who.member_id)
    member = member or newcomer(context, who, now)
    card = post_words(context, member.channel_id, goal_card(words, settings), f"goal/{submission}", now)
    ends_on = now.astimezone(ZoneInfo(member.zone)).date() + timedelta(days=settings.period)
    goal = Goal(who.workspace_id, who.member_id, card, settings, GoalState.ACTIVE, now, ends_on)
    try:
        _keep(context, member, goal)
    except Exception:
        take_back(context, card)
        raise
    take_back(context, before.card if before else None)


def newcomer(context: Context, who: Who, now: datetime) -> Member:
    """Look a person up in Slack and open their DM; guests and bots are asked to stay out kindly."""
    person = context.messenger.person(who.member_id)
    if person.is_bot or person.is_guest or not person.is_active:
        raise MemberError("Trellis is open to full members of this workspace. Please ask your host to add you.", "goal")
    channel_id = context.messenger.open_dm(who.member_id)
    return Member(who.workspace_id, who.member_id, channel_id, person.zone, MemberStatus.ACTIVE, None, 0, now)


def _keep(context: Context, member: Member, goal: Goal) -> None:
    with context.database.write() as work:
        if not work.members.add(member):
            kept = work.members.get(member.workspace_id, member.id)
            if kept and kept.status in {MemberStatus.LEFT, MemberStatus.DEACTIVATED}:
                work.members.set_status(member.workspace_id, member.id, MemberStatus.ACTIVE)
        work.goals.put(goal)
        work.commit()
