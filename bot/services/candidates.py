"""Who is looking for a partner, and their settings as matching reads them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache

from bot.services.calendar import takes_part
from matching.profile import Profile, Window
from matching.vocabulary import DayPart, Weekday
from storage.records import Goal, Member
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import GoalState

APART_FOR = timedelta(weeks=12)
"""How long people who met are not suggested to one another again (practice, section 4)."""

Looking = tuple[Member, Goal]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who is looking for a partner."""

    member: Member
    goal: Goal
    profile: Profile


def candidates(
    work: UnitOfWork, workspace_id: str, asked_by: str, now: datetime, week: int, partners: Collection[str] = ()
) -> tuple[Candidate, ...]:
    """Gather who is looking: those without a partnership, and whoever asked, below the limit; and those partners."""
    found = looking(work, workspace_id, taking_part(work, workspace_id, now, partners), {asked_by}, partners)
    live = work.partnerships.live_counts(workspace_id)
    limit = work.programmes.get(workspace_id).partnership_limit
    apart = _by_member(work.avoidances.all(workspace_id) | work.suggestions.suggested(workspace_id, week))
    met = _by_member(work.partnerships.together(workspace_id, (now - APART_FOR).date()))
    return tuple(
        Candidate(
            member,
            goal,
            replace(
                profile_of(member, goal),
                avoid=frozenset(apart.get(member.id, ())),
                together=frozenset(met.get(member.id, ())),
                active=live.get(member.id, 0),
                limit=limit,
            ),
        )
        for member, goal in found
    )


def looking(
    work: UnitOfWork,
    workspace_id: str,
    people: Sequence[Looking],
    askers: Collection[str],
    partners: Collection[str] = (),
) -> tuple[Looking, ...]:
    """Give those of the people who have room for another partnership and no suggestion to answer.

    Partners who look for one more are given as well, since they only make room where they are.
    """
    waiting = work.suggestions.open_members(workspace_id)
    live = work.partnerships.live_counts(workspace_id)
    limit = work.programmes.get(workspace_id).partnership_limit
    return tuple(
        (member, goal)
        for member, goal in people
        if member.id in partners
        or (member.id not in waiting and live.get(member.id, 0) < (limit if member.id in askers else 1))
    )


def taking_part(
    work: UnitOfWork, workspace_id: str, now: datetime, partners: Collection[str] = ()
) -> tuple[Looking, ...]:
    """Give everybody whom suggestions may reach and whose goal card was there when it was last read.

    A goal at rest brings its member no partners, but those who look for one more do not go without it.
    """
    members = {member.id: member for member in work.members.all(workspace_id)}
    theirs = [work.goals.get(workspace_id, one) for one in sorted(partners)]
    goals = [*work.goals.active(workspace_id), *(one for one in theirs if one and one.state is GoalState.RESTED)]
    return tuple((members[one.member_id], one) for one in goals if takes_part(members[one.member_id], now))


def profile_of(member: Member, goal: Goal) -> Profile:
    """Give a member's settings as matching reads them, of themselves alone."""
    chosen = goal.settings
    return Profile(
        id=member.id,
        commitment=chosen.commitment,
        cadence=chosen.cadence,
        formats=chosen.formats,
        sizes=chosen.sizes,
        zone=member.zone,
        hours=_windows(chosen.days, chosen.parts),
        period=chosen.period,
        waited=member.waited,
        manager=member.manager_id,
    )


@lru_cache(maxsize=4096)  # thousands of members choose among few hours
def _windows(days: frozenset[Weekday], parts: frozenset[DayPart]) -> tuple[Window, ...]:
    return tuple(
        Window(day, *part.minutes)
        for day in sorted(days, key=lambda one: one.number)
        for part in sorted(parts, key=lambda one: one.minutes)
    )


def _by_member(twos: Iterable[tuple[str, str]]) -> Mapping[str, set[str]]:
    """Give the second of each two by the first; matching reads it both ways."""
    others: dict[str, set[str]] = {}
    for one, other in twos:
        others.setdefault(one, set()).add(other)
    return others
