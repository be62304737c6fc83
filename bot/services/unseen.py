"""Suggestions that a member has not seen yet, because their hours have not come."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.practice.windows import window
from bot.services.notices import notice
from matching.vocabulary import Unmatched
from storage.records import NO_SUBJECT, Member, Nudge, Outcome, Suggestion
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import NudgeKind, NudgeState

A_DAY = timedelta(days=1)


def bring_forward(work: UnitOfWork, member_id: str, suggestions: tuple[Suggestion, ...], now: datetime) -> bool:
    """Show a member at once what waits for their hours; False if nothing does."""
    queued = [card for one in suggestions if (card := _card(work, one, member_id))]
    for card in queued:
        work.nudges.shift(replace(card, due_at=now, expires_at=now + window(card.kind)))
    return bool(queued)


def go_without(work: UnitOfWork, member: Member, suggestion: Suggestion) -> None:
    """Tell whoever a run had found somebody for, at the hour at which they would have read of it, that it was in vain.

    What other members asked for, a circle or one more partner, goes unsaid.
    """
    card = _card(work, suggestion, member.id)
    if card is None or suggestion.inviter_id or suggestion.partnership_id:
        return
    outcome = Outcome(member.waited + 1, Unmatched.NOT_THIS_TIME)
    work.members.set_outcomes(member.workspace_id, {member.id: outcome})
    told = notice(member, NO_SUBJECT, NudgeKind.UNMATCHED, card.due_at)
    work.nudges.revive(told)


def _card(work: UnitOfWork, suggestion: Suggestion, member_id: str) -> Nudge | None:
    near = work.nudges.of_member(suggestion.workspace_id, member_id, suggestion.made_at - A_DAY)
    waiting = (one for one in near if one.kind is NudgeKind.SUGGESTION and one.state is NudgeState.DUE)
    return next((one for one in waiting if one.subject_id == suggestion.id), None)
