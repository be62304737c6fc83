"""Answering suggestions: yes, not this time, never; and what ends them."""

from datetime import datetime, timedelta

from bot.services.calendar import iso_week, local_date, takes_part
from bot.services.context import Context, Who
from bot.services.errors import MemberError
from bot.services.forming import form
from bot.services.lookup import member_of, workspace_of
from bot.services.notices import notice
from bot.services.unseen import bring_forward, go_without
from bot.services.weekly import next_run
from bot.slack.blocks.circle import STILL_LOOKING
from bot.slack.blocks.phrases import counted, moment
from bot.slack.blocks.suggestion import accepted_card, closed_card, declined_card, formed_card, whom_card
from bot.slack.message import Message
from storage.errors import UnstorableValueError
from storage.records import Suggestion
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import Answer, GoalState, NudgeKind, SuggestionState

A_LITTLE = timedelta(seconds=1)
"""By this an ending is read before a new suggestion of the same moment."""
FOUND = "There is a suggestion for you already. You read it in our conversation in a moment."
ANSWER_FIRST = "A suggestion already waits for your answer in our conversation. Please answer it first."
UNKNOWN = "I cannot find this suggestion among yours. Please look at the newest one in our conversation."


def ask(context: Context, who: Who, now: datetime) -> str:
    """Ask for a suggestion out of turn; the worker looks for one and writes to the member."""
    with context.database.write() as work:
        if reason := _why_not_now(work, who, now):
            raise MemberError(reason)
        if waiting := work.suggestions.open_of(who.workspace_id, who.member_id):
            if not bring_forward(work, who.member_id, waiting, now):
                raise MemberError(ANSWER_FIRST)
            work.commit()
            return FOUND
        if reason := _no_room(work, who):
            raise MemberError(reason)
        workspace = workspace_of(work, who.workspace_id)
        zone = member_of(work, who).zone
        week = iso_week(local_date(now, workspace.run_zone))
        if not work.runs.request(who.workspace_id, week, who.member_id):
            raise MemberError(STILL_LOOKING)
        weekly = moment(next_run(work, workspace, now), zone)
        work.commit()
    return f"I am looking now and write to you in our conversation. I look for everybody again on {weekly}."


def _why_not_now(work: UnitOfWork, who: Who, now: datetime) -> str | None:
    if not takes_part(member_of(work, who), now):
        return "You take no part at the moment. Type `/trellis resume` to come back, then ask again."
    goal = work.goals.get(who.workspace_id, who.member_id)
    if goal is None or goal.state is GoalState.LAPSED:
        return "I can no longer find your goal card. Please state your goal again: type `/trellis goal`."
    if goal.state is GoalState.RESTED:
        return "Your goal rests. Open App Home to renew or restate it, then ask again."
    return None


def _no_room(work: UnitOfWork, who: Who) -> str | None:
    live = len(work.partnerships.live_of(who.workspace_id, who.member_id))
    if live >= work.programmes.get(who.workspace_id).partnership_limit:
        return f"You are in {counted(live, 'partnership')} already, which is as many as one person can keep well."
    return None


def accept(context: Context, who: Who, suggestion_id: str, now: datetime) -> Message:
    """Record a yes; the last yes forms the partnership. Gives what replaces the suggestion in the member's DM."""
    with context.database.write() as work:
        suggestion = _answered(work, who, suggestion_id, Answer.YES)
        others = [one for one in suggestion.members if one != who.member_id]
        if suggestion.state is SuggestionState.FORMED:
            return formed_card(others)
        if suggestion.state is not SuggestionState.OPEN:
            return closed_card()
        card = _conclude(context, work, suggestion, who, now)
        work.commit()
    return card


def decline(context: Context, who: Who, suggestion_id: str, never: bool, now: datetime) -> Message:
    """Record a no; with `never` the other also goes on the private avoid list, and of several it is asked which."""
    with context.database.write() as work:
        suggestion = _answered(work, who, suggestion_id, Answer.NO)
        if suggestion.state is SuggestionState.FORMED:
            raise MemberError("You have been introduced already. You can leave the partnership in App Home.")
        others = [one for one in suggestion.members if one != who.member_id]
        if never and len(others) == 1:
            work.avoidances.add(who.workspace_id, who.member_id, *others)
        close(work, suggestion, SuggestionState.DECLINED, now, without=who.member_id)
        kept_apart = work.avoidances.of(who.workspace_id, who.member_id)
        work.commit()
    return whom_card(suggestion_id, others, kept_apart) if never and len(others) > 1 else declined_card(never)


def keep_apart(context: Context, who: Who, suggestion_id: str, other: str, now: datetime) -> Message:
    """Put one of several suggested people on the private avoid list, and ask about the rest."""
    with context.database.write() as work:
        suggestion = _mine(work, who, suggestion_id)
        others = [one for one in suggestion.members if one != who.member_id]
        if other not in others:
            raise MemberError(UNKNOWN)
        work.avoidances.add(who.workspace_id, who.member_id, other)
        withdraw(work, who, now, holding=other)
        kept_apart = work.avoidances.of(who.workspace_id, who.member_id)
        work.commit()
    return whom_card(suggestion_id, others, kept_apart)


def expire(context: Context, now: datetime) -> int:
    """Close suggestions that nobody completed within 7 days; everybody's message says so kindly."""
    with context.database.write() as work:
        overdue = work.suggestions.overdue(now)
        for suggestion in overdue:
            close(work, suggestion, SuggestionState.EXPIRED, now)
        work.commit()
    return len(overdue)


def withdraw(work: UnitOfWork, who: Who, now: datetime, holding: str | None = None) -> None:
    """Close a member's open suggestions, all or those holding somebody; the others read the same words as always."""
    for suggestion in work.suggestions.open_of(who.workspace_id, who.member_id):
        if holding and holding not in suggestion.members:
            continue
        close(work, suggestion, SuggestionState.WITHDRAWN, now, without=who.member_id)


def close(
    work: UnitOfWork, suggestion: Suggestion, state: SuggestionState, now: datetime, without: str | None = None
) -> None:
    """End an open suggestion once, and plan the same kind sentence for all but the one who ended it.

    Who said yes is told now; who has not answered reads it on the day it would have lapsed, as if nobody had declined;
    who has not even seen it reads in its place that there is none this time.
    """
    if not work.suggestions.close(suggestion.workspace_id, suggestion.id, state):
        return
    waiting = _said_yes(suggestion)
    for one in suggestion.members:
        member = work.members.get(suggestion.workspace_id, one)
        if member and one != without:
            at = now - A_LITTLE if one in waiting else suggestion.expires_at
            work.nudges.plan([notice(member, suggestion.id, NudgeKind.SUGGESTION_CLOSED, at)])
            if state is not SuggestionState.EXPIRED:  # the next run is here then
                go_without(work, member, suggestion)


def _conclude(context: Context, work: UnitOfWork, suggestion: Suggestion, who: Who, now: datetime) -> Message:
    others = [one for one in suggestion.members if one != who.member_id]
    if _said_yes(suggestion) != set(suggestion.members):
        return accepted_card(others)
    if not form(context, work, suggestion, now):
        close(work, suggestion, SuggestionState.WITHDRAWN, now, without=who.member_id)
        return closed_card()
    work.suggestions.close(suggestion.workspace_id, suggestion.id, SuggestionState.FORMED)
    return formed_card(others)


def _answered(work: UnitOfWork, who: Who, suggestion_id: str, answer: Answer) -> Suggestion:
    """Record a first answer if it is still asked for, and give how the suggestion then stands.

    It is read after the answer, since answers wait for one another: what was read before may be old by then.
    """
    _mine(work, who, suggestion_id)
    work.suggestions.answer(who.workspace_id, suggestion_id, who.member_id, answer)
    return _mine(work, who, suggestion_id)


def _mine(work: UnitOfWork, who: Who, suggestion_id: str) -> Suggestion:
    try:
        suggestion = work.suggestions.get(who.workspace_id, suggestion_id)
    except UnstorableValueError:  # a made-up id
        suggestion = None
    if suggestion is None or who.member_id not in suggestion.members:
        raise MemberError(UNKNOWN)
    return suggestion


def _said_yes(suggestion: Suggestion) -> frozenset[str]:
    return frozenset(member for member, answer in suggestion.answers.items() if answer is Answer.YES)
