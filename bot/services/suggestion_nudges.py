"""Nudges about suggestions, and about there being none."""

from collections.abc import Iterator
from datetime import datetime

from bot.services.composing import OfMembers, Written
from bot.services.context import Context
from bot.services.delivery import Delivery, Skip
from bot.services.forming import newcomer_of
from bot.services.lookup import workspace_of
from bot.services.reasons import in_common
from bot.services.weekly import next_run
from bot.slack.blocks.ids import Field
from bot.slack.blocks.reasons import Common
from bot.slack.blocks.suggestion import closed_card, invitation_card, nobody_card, suggestion_card, third_card
from storage.records import NO_SUBJECT, Goal, Member, Nudge, Suggestion
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import Answer, NudgeKind, NudgeReason, SuggestionState


def _suggestion(context: Context, work: UnitOfWork, nudge: Nudge, member: Member, now: datetime) -> Written:
    suggestion = work.suggestions.get(nudge.workspace_id, nudge.subject_id)
    if suggestion is None or suggestion.state is not SuggestionState.OPEN:
        return Skip(NudgeReason.ENDED)
    people = tuple(_people(work, suggestion))
    all_there = len(people) == len(suggestion.members)
    common = in_common(people, member.zone, now) if all_there else Common()
    partnership = work.partnerships.get(nudge.workspace_id, suggestion.partnership_id or NO_SUBJECT)
    newcomer = newcomer_of(suggestion, partnership)
    if suggestion.partnership_id and newcomer is None:
        return Skip(NudgeReason.ENDED)
    quoted = {newcomer} if newcomer and newcomer != member.id else set(suggestion.members)  # partners know one another
    readable = [(one, goal) for one, goal in people if one.id != member.id and goal.settings.readable]
    cards = {one.id: goal.card for one, goal in readable if one.id in quoted}

    def write() -> Delivery:
        shown = context.words.read_all(cards, Field.GOAL)
        if suggestion.inviter_id:
            card = invitation_card(suggestion, member.id, shown, member.zone)
        elif partnership:
            card = third_card(suggestion, partnership.members, member.id, common, shown, member.zone)
        else:
            card = suggestion_card(suggestion, member.id, common, shown, member.zone)
        return Delivery(member.channel_id, card)

    return write


def _people(work: UnitOfWork, suggestion: Suggestion) -> Iterator[tuple[Member, Goal]]:
    for one in suggestion.members:
        member, goal = work.members.get(suggestion.workspace_id, one), work.goals.get(suggestion.workspace_id, one)
        if member and goal:
            yield member, goal


def _closed(_context: Context, work: UnitOfWork, nudge: Nudge, member: Member, _now: datetime) -> Written:
    """Tell whoever said yes in a new message; whoever did not answer finds it in place of the suggestion."""
    suggestion = work.suggestions.get(nudge.workspace_id, nudge.subject_id)
    if suggestion is None:
        return Skip(NudgeReason.ENDED)
    if suggestion.answers.get(member.id) is Answer.YES:
        return Delivery(member.channel_id, closed_card())
    shown = suggestion.messages.get(member.id)  # it may have ended before it was shown
    return Delivery(member.channel_id, closed_card(), shown) if shown else Skip(NudgeReason.ENDED)


def _unmatched(_context: Context, work: UnitOfWork, nudge: Nudge, member: Member, now: datetime) -> Written:
    again = next_run(work, workspace_of(work, nudge.workspace_id), now)
    return Delivery(member.channel_id, nobody_card(member.unmatched, member.change, again, member.zone))


FOR_MEMBER: OfMembers = {
    NudgeKind.SUGGESTION: _suggestion,
    NudgeKind.SUGGESTION_CLOSED: _closed,
    NudgeKind.UNMATCHED: _unmatched,
}
