"""Circles that members form themselves: one names the others, and everybody has to accept."""

import re
from collections.abc import Collection, Iterable
from datetime import datetime
from itertools import combinations

import numpy as np

from bot.services.calendar import iso_week, local_date, takes_part
from bot.services.context import Context, Who
from bot.services.errors import MemberError
from bot.services.forming import has_room
from bot.services.lookup import member_of, workspace_of
from bot.services.notices import found_notice
from bot.services.outcomes import OPEN_FOR
from bot.slack.blocks.circle import asked_sentence, not_joined_sentence
from matching.relations import reporting_lines
from storage.errors import UnstorableValueError
from storage.records import EVERYONE, Member, Nudge, Suggestion
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import Answer, GoalState, MemberStatus, NudgeKind, SuggestionState

PERSON = re.compile(r"<@([A-Z0-9]+)(?:\|[^>]*)?>")
"""A mention as Slack sends it when the manifest asks for escaped commands."""
OTHERS = range(2, 6)
"""People beside oneself in a circle of three to six."""
HOW = "Please name two to five people, each with an @: `/trellis circle @ana @ben`."
YOURSELF = "You are part of it anyway. Please name only the others: `/trellis circle @ana @ben`."
AWAY = "You take no part at the moment. Type `/trellis resume` to come back, then ask again."
GOAL_FIRST = "Please state a goal first, so that the others know what you want to move forward: type `/trellis goal`."
FULL = "You are in as many partnerships as one person can keep well. You can leave one in App Home."
WAITING = "You have asked others already. Please wait for their answers; what is not answered lapses within a week."
REPORTING = "A circle is among equals, and in this one somebody would sit with their manager. Please choose others."
SAME = "The same people were asked this week already. Please name others, or wait for the next week."
GONE = frozenset({MemberStatus.LEFT, MemberStatus.DEACTIVATED, MemberStatus.ERASING})


def invite(context: Context, who: Who, text: str, now: datetime) -> str:
    """Ask the people who are mentioned whether they want to form a circle; a no of theirs is never told.

    Where people are kept apart, or cannot take part, it lapses like one that nobody answered: the inviter reads the
    same, and the others nothing at all.
    """
    with context.database.write() as work:
        member = _inviter(work, who, now)
        named = _named(text, who.member_id)
        if strangers := [one for one in named if not _has_joined(work, who.workspace_id, one)]:
            raise MemberError(not_joined_sentence(strangers))
        members = tuple(sorted({who.member_id, *named}))
        if _report_to_one_another(work.members.all(who.workspace_id), members):
            raise MemberError(REPORTING)
        all_can = all(has_room(work, who.workspace_id, one, now) for one in named)
        reached = members if all_can and not _kept_apart(work, who.workspace_id, members) else (who.member_id,)
        suggestion = _invitation(context, work, member, reached, now)
        if not work.suggestions.add(suggestion) and reached == members:
            raise MemberError(SAME)
        invited = [work.members.get(who.workspace_id, one) for one in reached if one != who.member_id]
        work.nudges.plan([_card(work, one, suggestion, now) for one in invited if one])
        work.commit()
    return asked_sentence(named, suggestion.expires_at, member.zone)


def _card(work: UnitOfWork, member: Member, suggestion: Suggestion, now: datetime) -> Nudge:
    goal = work.goals.get(member.workspace_id, member.id)
    return found_notice(work, member, goal, suggestion.id, NudgeKind.SUGGESTION, suggestion.inviter_id or EVERYONE, now)


def _inviter(work: UnitOfWork, who: Who, now: datetime) -> Member:
    member = member_of(work, who)
    if not takes_part(member, now):
        raise MemberError(AWAY)
    goal = work.goals.get(who.workspace_id, who.member_id)
    if goal is None or goal.state is GoalState.LAPSED:
        raise MemberError(GOAL_FIRST)
    if not has_room(work, who.workspace_id, who.member_id, now):
        raise MemberError(FULL)
    if any(one.inviter_id == who.member_id for one in work.suggestions.open_of(who.workspace_id, who.member_id)):
        raise MemberError(WAITING)
    return member


def _named(text: str, inviter: str) -> tuple[str, ...]:
    """Read the mentions, each person once; anything else beside them is not guessed at."""
    named = tuple(dict.fromkeys(PERSON.findall(text)))
    if PERSON.sub("", text).replace(",", "").strip():
        raise MemberError(HOW)
    if inviter in named:
        raise MemberError(YOURSELF)
    if len(named) not in OTHERS:
        raise MemberError(HOW)
    return named


def _has_joined(work: UnitOfWork, workspace_id: str, person_id: str) -> bool:
    try:
        member = work.members.get(workspace_id, person_id)
        goal = work.goals.get(workspace_id, person_id)
    except UnstorableValueError:  # a made-up id
        return False
    return member is not None and goal is not None and member.status not in GONE


def _report_to_one_another(everybody: Iterable[Member], members: Collection[str]) -> bool:
    managers = {one.id: one.manager_id for one in everybody if one.manager_id}
    places = {one: place for place, one in enumerate({*managers, *members})}
    one, other = np.array([(places[a], places[b]) for a, b in combinations(members, 2)]).T
    return bool(reporting_lines(managers, places).hold(one, other).any())


def _kept_apart(work: UnitOfWork, workspace_id: str, members: Collection[str]) -> bool:
    apart = {one: work.avoidances.of(workspace_id, one) for one in members}
    return any(not apart[one].isdisjoint(members) for one in members)


def _invitation(
    context: Context, work: UnitOfWork, inviter: Member, members: tuple[str, ...], now: datetime
) -> Suggestion:
    zone = workspace_of(work, inviter.workspace_id).run_zone
    return Suggestion(
        workspace_id=inviter.workspace_id,
        id=context.draw_id(),
        iso_week=iso_week(local_date(now, zone)),
        members=members,
        because=frozenset(),
        state=SuggestionState.OPEN,
        made_at=now,
        expires_at=now + OPEN_FOR,
        answers={inviter.id: Answer.YES},
        inviter_id=inviter.id,
    )
