"""What each nudge says when its hour comes; its state is checked again here (design, section 5)."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import assert_never

from bot.services.calendar import takes_part
from bot.services.context import Context
from bot.services.delivery import Delivery, Skip
from bot.services.group_nudges import compose_for_group
from bot.services.lookup import workspace_of
from bot.services.reasons import in_common
from bot.services.strays import delete_strays
from bot.services.weekly import next_run
from bot.slack.blocks import check_in as check_in_blocks
from bot.slack.blocks.ids import Field
from bot.slack.blocks.members import partner_left, welcome_back
from bot.slack.blocks.reasons import Common
from bot.slack.blocks.suggestion import closed_card, goal_lapsed_card, nobody_card, suggestion_card
from bot.slack.message import Message
from storage.records import EVERYONE, CheckIn, Goal, Member, Nudge, Partnership, Suggestion
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import (
    Answer,
    CheckInState,
    MemberStatus,
    NudgeKind,
    NudgeReason,
    PartnershipState,
    SuggestionState,
)

Written = Delivery | Skip | Callable[[], Delivery]
"""A delivery whose words are still to be read is a function, so that Slack is asked outside the transaction."""


def compose(context: Context, nudge: Nudge, now: datetime) -> Delivery | Skip:
    """Write the message for a nudge, or say why it is no longer wanted."""
    if nudge.member_id == EVERYONE:
        return compose_for_group(context, nudge, now)
    if nudge.kind is NudgeKind.STRAY_CARDS:
        return delete_strays(context, nudge, now)
    with context.database.read() as work:
        member = work.members.get(nudge.workspace_id, nudge.member_id)
        if member is None or member.status in {MemberStatus.LEFT, MemberStatus.DEACTIVATED, MemberStatus.ERASING}:
            return Skip(NudgeReason.LEFT)
        if not takes_part(member, now) and nudge.kind is not NudgeKind.PARTNER_LEFT:
            return Skip(NudgeReason.PAUSED)
        written = _for_member(context, work, nudge, member, now)
    return written() if callable(written) else written


def _for_member(context: Context, work: UnitOfWork, nudge: Nudge, member: Member, now: datetime) -> Written:
    match nudge.kind:
        case NudgeKind.SUGGESTION:
            return _suggestion(context, work, nudge, member, now)
        case NudgeKind.SUGGESTION_CLOSED:
            return _closed(work, nudge, member)
        case NudgeKind.UNMATCHED:
            workspace = workspace_of(work, nudge.workspace_id)
            again = next_run(work, workspace, now)
            return Delivery(member.channel_id, nobody_card(member.unmatched, member.change, again, member.zone))
        case NudgeKind.GOAL_LAPSED:
            return Delivery(member.channel_id, goal_lapsed_card())
        case NudgeKind.WELCOME_BACK:
            return Delivery(member.channel_id, welcome_back())
        case NudgeKind.PARTNER_LEFT:
            partnership = work.partnerships.get(nudge.workspace_id, nudge.subject_id)
            if partnership is None or member.id not in partnership.members:
                return Skip(NudgeReason.LEFT)
            return Delivery(member.channel_id, partner_left(partnership.members))
        case NudgeKind.DAY_BEFORE | NudgeKind.AT_HOUR | NudgeKind.AFTER:
            return _check_in(work, nudge, member)
        case NudgeKind.INTRODUCTION | NudgeKind.COVENANT | NudgeKind.SIGNED | NudgeKind.MOVED | NudgeKind.STRAY_CARDS:
            return Skip(NudgeReason.ENDED)
        case _:
            assert_never(nudge.kind)


def _suggestion(context: Context, work: UnitOfWork, nudge: Nudge, member: Member, now: datetime) -> Written:
    suggestion = work.suggestions.get(nudge.workspace_id, nudge.subject_id)
    if suggestion is None or suggestion.state is not SuggestionState.OPEN:
        return Skip(NudgeReason.ENDED)
    people = tuple(_people(work, suggestion))
    all_there = len(people) == len(suggestion.members)
    common = in_common(people, member.zone, now) if all_there else Common()
    cards = {one.id: goal.card for one, goal in people if one.id != member.id and goal.settings.readable}

    def write() -> Delivery:
        shown = context.words.read_all(cards, Field.GOAL)
        return Delivery(member.channel_id, suggestion_card(suggestion, member.id, common, shown, member.zone))

    return write


def _people(work: UnitOfWork, suggestion: Suggestion) -> Iterator[tuple[Member, Goal]]:
    for one in suggestion.members:
        member, goal = work.members.get(suggestion.workspace_id, one), work.goals.get(suggestion.workspace_id, one)
        if member and goal:
            yield member, goal


def _closed(work: UnitOfWork, nudge: Nudge, member: Member) -> Delivery | Skip:
    """Tell whoever said yes in a new message; whoever did not answer finds it in place of the suggestion."""
    suggestion = work.suggestions.get(nudge.workspace_id, nudge.subject_id)
    if suggestion is None:
        return Skip(NudgeReason.ENDED)
    if suggestion.answers.get(member.id) is Answer.YES:
        return Delivery(member.channel_id, closed_card())
    shown = suggestion.messages.get(member.id)  # it may have ended before it was shown
    return Delivery(member.channel_id, closed_card(), shown) if shown else Skip(NudgeReason.ENDED)


def _check_in(work: UnitOfWork, nudge: Nudge, member: Member) -> Delivery | Skip:
    partnership = work.partnerships.get(nudge.workspace_id, nudge.subject_id)
    check_in = work.check_ins.get(nudge.workspace_id, nudge.subject_id, nudge.local_date)
    if partnership is None or check_in is None or member.id not in partnership.members:
        return Skip(NudgeReason.ENDED)
    if partnership.state is PartnershipState.ENDED:
        return Skip(NudgeReason.ENDED)
    if check_in.state is CheckInState.MOVED:
        return Skip(NudgeReason.MOVED)
    at = check_in.starts_at
    there = [one for one in partnership.members if one == member.id or _will_be_there(work, member, one, at)]
    others = [one for one in there if one != member.id]
    if not others:
        return _alone(check_in, partnership, nudge, member)
    every = work.check_ins.all_of(nudge.workspace_id, partnership.id)
    dates = [one.local_date for one in every if one.state is CheckInState.PLANNED]
    speaker = there[dates.index(check_in.local_date) % len(there)]
    message: Message
    if nudge.kind is NudgeKind.DAY_BEFORE:
        message = check_in_blocks.day_before(check_in, others, speaker, member.zone)
    elif nudge.kind is NudgeKind.AT_HOUR:
        message = check_in_blocks.at_hour(others, speaker)
    elif member.id in check_in.attendance:
        return Skip(NudgeReason.ANSWERED)
    else:
        message = check_in_blocks.after(check_in, others, member.zone)
    return Delivery(member.channel_id, message)


def _will_be_there(work: UnitOfWork, member: Member, partner_id: str, at: datetime) -> bool:
    partner = work.members.get(member.workspace_id, partner_id)
    return partner is not None and takes_part(partner, at)


def _alone(check_in: CheckIn, partnership: Partnership, nudge: Nudge, member: Member) -> Delivery | Skip:
    """Tell a member the day before that nobody else will be there, and leave them in peace after that."""
    if nudge.kind is not NudgeKind.DAY_BEFORE:
        return Skip(NudgeReason.PAUSED)
    others = [one for one in partnership.members if one != member.id]
    return Delivery(member.channel_id, check_in_blocks.nobody_there(check_in, others, member.zone))
