"""Who is looking for a partner, and their settings as matching reads them."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.services.calendar import takes_part
from bot.services.suggestions import LIMIT
from matching.profile import Profile, Window
from storage.records import Goal, Member
from storage.unit_of_work import UnitOfWork

APART_FOR = timedelta(weeks=12)
"""How long people who met are not suggested to one another again (practice, section 4)."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who is looking for a partner."""

    member: Member
    goal: Goal
    profile: Profile


def candidates(work: UnitOfWork, workspace_id: str, asked_by: str, now: datetime, week: int) -> tuple[Candidate, ...]:
    """Gather who is looking: those without a partnership, and whoever asked, below the limit."""
    looking = _looking(work, workspace_id, asked_by, now)
    apart = work.avoidances.all(workspace_id) | work.suggestions.suggested(workspace_id, week)
    met = work.partnerships.together(workspace_id, (now - APART_FOR).date())
    return tuple(Candidate(member, goal, _among(profile_of(member, goal), apart, met)) for member, goal in looking)


def _looking(work: UnitOfWork, workspace_id: str, asked_by: str, now: datetime) -> list[tuple[Member, Goal]]:
    members = {member.id: member for member in work.members.all(workspace_id)}
    waiting = work.suggestions.open_members(workspace_id)
    live = work.partnerships.live_counts(workspace_id)
    return [
        (members[goal.member_id], goal)
        for goal in work.goals.active(workspace_id)
        if takes_part(members[goal.member_id], now)
        and goal.member_id not in waiting
        and live.get(goal.member_id, 0) < (LIMIT if goal.member_id == asked_by else 1)
    ]


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
        hours=tuple(
            Window(day, *part.minutes)
            for day in sorted(chosen.days, key=lambda one: one.number)
            for part in sorted(chosen.parts, key=lambda one: one.minutes)
        ),
        period=chosen.period,
        waited=member.waited,
    )


def _among(profile: Profile, apart: frozenset[tuple[str, str]], met: frozenset[tuple[str, str]]) -> Profile:
    return replace(
        profile,
        avoid=frozenset(other for one, other in apart if one == profile.id),
        together=frozenset(other for pair in met if profile.id in pair for other in pair if other != profile.id),
    )
