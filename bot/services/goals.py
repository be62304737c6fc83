"""Stating, editing and reading a goal (practice, section 3)."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.practice.hints import goal_hint
from bot.services.calendar import local_date
from bot.services.cards import post_words, take_back, words_of
from bot.services.context import Context, Who
from bot.services.declarations import declaring, follow
from bot.services.errors import MemberError
from bot.services.lookup import BEING_ERASED
from bot.services.managers import look_up
from bot.services.strays import expect_card
from bot.slack.blocks.goal import Asked, goal_card, goal_modal, usual
from bot.slack.blocks.ids import Field
from bot.slack.message import Block
from bot.slack.messenger import Person
from storage.records import Goal, GoalSettings, Member
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import GoalState, MemberStatus

MEMBERS_ONLY = "Trellis is open to full members of this workspace, not to guests. Your host can tell you more."


@dataclass(frozen=True, slots=True)
class Stated:
    """What a member filled in with their goal; `declared` says whether they want it in the declaring channel."""

    text: str | None = field(repr=False)
    settings: GoalSettings
    declared: bool = False


def open_goal(context: Context, who: Who, text: str | None) -> Block:
    """Give the goal modal; `text` is what the clicked card already delivered, else the card is read by pointer."""
    with context.database.read() as work:
        member = _known(work, who)
        goal = work.goals.get(who.workspace_id, who.member_id)
        programme = work.programmes.get(who.workspace_id)
    if member is None:
        _welcome(context, who)
    if goal and text is None:
        text = context.words.read(goal.card, "goal")
    settings = goal.settings if goal else usual(programme.preset)
    declared = goal is not None and goal.declaration is not None
    return goal_modal(Asked(settings, text, programme.declaring_channel_id, declared))


def ask_again(context: Context, who: Who, stated: Stated) -> Block | None:
    """Give the modal with everything typed and a hint, if the goal draws one; raises MemberError for what cannot be."""
    words_of(stated.text, Field.GOAL)
    hint = goal_hint(stated.text or "", stated.settings.cadence)
    if hint is None:
        return None
    with context.database.read() as work:
        channel_id = work.programmes.get(who.workspace_id).declaring_channel_id
    return goal_modal(Asked(stated.settings, stated.text, channel_id, stated.declared), hint)


def state_goal(context: Context, who: Who, stated: Stated, submission: str, now: datetime) -> str:
    """Post the goal card, keep its pointer, and only then let the modal close; a first goal is the opt-in.

    `submission` is the modal's id, by which a card is found whose arrival Slack left open. A declaration follows, and
    gives what to tell the member if it could not be made.
    """
    words, settings = words_of(stated.text, Field.GOAL), stated.settings
    with context.database.read() as work:
        member = _known(work, who)
        before = work.goals.get(who.workspace_id, who.member_id)
        stands = declaring(work.programmes.get(who.workspace_id), before)
    member = member or _newcomer(context, who, now)
    expect_card(context, who, before.card if before else None, now)
    card = post_words(context, member.channel_id, goal_card(words, settings, stands), f"goal/{submission}", now)
    ends_on = local_date(now, member.zone) + timedelta(days=settings.period)
    declared = before.declaration if before else None
    goal = Goal(who.workspace_id, who.member_id, card, settings, GoalState.ACTIVE, now, ends_on, declared)
    try:
        _keep(context, member, goal)
    except Exception:
        take_back(context, card)
        raise
    take_back(context, before.card if before else None)
    look_up(context, who)
    return follow(context, goal, words, stated.declared) or "Your goal card is in our conversation."


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
    """Ask bots kindly to stay out, and guests where the host did not let them in, before they have written anything."""
    person = context.messenger.person(who.member_id)
    with context.database.read() as work:
        is_welcome = work.programmes.get(who.workspace_id).guests_allowed or not person.is_guest
    if person.is_bot or not is_welcome or not person.is_active:
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
