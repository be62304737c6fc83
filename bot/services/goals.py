"""Stating, editing and reading a goal (practice, section 3)."""

from datetime import datetime, timedelta

from bot.services.calendar import local_date
from bot.services.cards import post_words, take_back, words_of
from bot.services.context import Context, Who
from bot.services.errors import MemberError
from bot.services.lookup import BEING_ERASED
from bot.services.strays import expect_card
from bot.slack.blocks.goal import goal_card, goal_modal
from bot.slack.blocks.ids import Field
from bot.slack.message import Block
from bot.slack.messenger import Person
from storage.records import Goal, GoalSettings, Member
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import GoalState, MemberStatus

MEMBERS_ONLY = "Trellis is open to full members of this workspace, not to guests. Your host can tell you more."


def open_goal(context: Context, who: Who, text: str | None) -> Block:
    """Give the goal modal; `text` is what the clicked card already delivered, else the card is read by pointer."""
    with context.database.read() as work:
        member = _known(work, who)
        goal = work.goals.get(who.workspace_id, who.member_id)
    if member is None:
        _welcome(context, who)
    if goal and text is None:
        text = context.words.read(goal.card, "goal")
    return goal_modal(goal.settings if goal else None, text)


def state_goal(
    context: Context, who: Who, text: str | None, settings: GoalSettings, submission: str, now: datetime
) -> None:
    """Post the goal card, keep its pointer, and only then let the modal close; a first goal is the opt-in.

    `submission` is the modal's id, by which a card is found whose arrival Slack left open.
    """
    words = words_of(text, "goal")
    with context.database.read() as work:
        member = _known(work, who)
        before = work.goals.get(who.workspace_id, who.member_id)
    member = member or _newcomer(context, who, now)
    expect_card(context, who, before.card if before else None, now)
    card = post_words(context, member.channel_id, goal_card(words, settings), f"goal/{submission}", now)
    ends_on = local_date(now, member.zone) + timedelta(days=settings.period)
    goal = Goal(who.workspace_id, who.member_id, card, settings, GoalState.ACTIVE, now, ends_on)
    try:
        _keep(context, member, goal)
    except Exception:
        take_back(context, card)
        raise
    take_back(context, before.card if before else None)


def _known(work: UnitOfWork, who: Who) -> Member | None:
    member = work.members.get(who.workspace_id, who.member_id)
    if member and member.status is MemberStatus.ERASING:
        raise MemberError(BEING_ERASED, Field.GOAL)
    return member


def _newcomer(context: Context, who: Who, now: datetime) -> Member:
    """Look a person up in Slack and open their DM."""
    person = _welcome(context, who)
    channel_id = context.messenger.open_dm(who.member_id)
    return Member(who.workspace_id, who.member_id, channel_id, person.zone, MemberStatus.ACTIVE, None, 0, now)


def _welcome(context: Context, who: Who) -> Person:
    """Ask guests and bots kindly to stay out, before they have written anything."""
    person = context.messenger.person(who.member_id)
    if person.is_bot or person.is_guest or not person.is_active:
        raise MemberError(MEMBERS_ONLY, Field.GOAL)
    return person


def _keep(context: Context, member: Member, goal: Goal) -> None:
    with context.database.write() as work:
        if not work.members.add(member):
            kept = work.members.get(member.workspace_id, member.id)
            if kept and kept.status in {MemberStatus.LEFT, MemberStatus.DEACTIVATED}:
                work.members.set_status(member.workspace_id, member.id, MemberStatus.ACTIVE)
        work.goals.put(goal)
        work.commit()
