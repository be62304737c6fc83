"""Suggestion runs: when one is due, and what is written down once it is carried out (practice, section 4)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from bot.services.calendar import iso_week, local_date, run_instant
from bot.services.candidates import Candidate, candidates
from bot.services.context import Context
from bot.services.notices import notice
from bot.services.vectors import Vectors
from matching.pairing import suggest, suggest_for
from matching.profile import Group
from matching.vocabulary import Unmatched
from storage.records import EVERYONE, NO_SUBJECT, Member, Suggestion, Workspace
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import Answer, NudgeKind, SuggestionState

LEASE = timedelta(minutes=5)
"""How long one worker may take before another carries the run out."""
OPEN_FOR = timedelta(days=7)
"""How long members have to answer."""


def plan_weekly(context: Context, now: datetime) -> None:
    """Note the weekly run of each workspace whose hour has come in this ISO week."""
    with context.database.write() as work:
        for workspace in work.workspaces.all():
            today = local_date(now, workspace.run_zone)
            if workspace.installed_at <= run_instant(workspace, today) <= now:
                work.runs.add(workspace.id, iso_week(today), EVERYONE)
        work.commit()


def carry_out_due(context: Context, vectors: Vectors, now: datetime) -> int:
    """Carry out every run that is due and not in another worker's hands; gives how many."""
    with context.database.read() as work:
        due = [(one, *run) for one in work.workspaces.all() for run in work.runs.due(one.id, now)]
    return sum(carry_out(context, vectors, workspace, week, asked_by, now) for workspace, week, asked_by in due)


def carry_out(
    context: Context, vectors: Vectors, workspace: Workspace, week: int, asked_by: str, now: datetime
) -> bool:
    """Match those who are looking and write suggestions and notices in one transaction; False if not ours to do."""
    with context.database.write() as work:
        if not work.runs.claim(workspace.id, week, asked_by, now, LEASE):
            return False
        looking = candidates(work, workspace.id, asked_by, now, week)
        work.commit()
    known = vectors.of(one.goal.card for one in looking)
    present = [one for one in looking if one.goal.card in known]
    matrix = np.array([known[one.goal.card] for one in present], dtype=np.float32)
    groups, unmatched = _match(present, matrix, asked_by, local_date(now, workspace.run_zone))
    with context.database.write() as work:
        _write(context, work, workspace.id, week, groups, now)
        _tell(work, present, unmatched, asked_by, now)
        _lapse(work, [one.member for one in looking if one.goal.card not in known], now)
        work.runs.finish(workspace.id, week, asked_by)
        work.commit()
    return True


def _match(
    present: Sequence[Candidate], matrix: NDArray[np.float32], asked_by: str, today: date
) -> tuple[tuple[Group, ...], dict[str, Unmatched]]:
    profiles = [one.profile for one in present]
    if asked_by == EVERYONE:
        outcome = suggest(profiles, matrix, today)
        return outcome.groups, dict(outcome.unmatched)
    if asked_by not in {one.id for one in profiles}:
        return (), {}
    found = suggest_for(asked_by, profiles, matrix, today)
    return ((found,), {}) if isinstance(found, Group) else ((), {asked_by: found})


def _write(
    context: Context, work: UnitOfWork, workspace_id: str, week: int, groups: Sequence[Group], now: datetime
) -> None:
    for group in groups:
        suggestion = Suggestion(
            workspace_id,
            context.draw_id(),
            week,
            group.members,
            frozenset(group.because),
            SuggestionState.OPEN,
            made_at=now,
            expires_at=now + OPEN_FOR,
            answers=dict.fromkeys(group.members, Answer.NONE),
        )
        if work.suggestions.add(suggestion):
            members = [work.members.get(workspace_id, one) for one in group.members]
            work.nudges.plan([notice(one, suggestion.id, NudgeKind.SUGGESTION, now) for one in members if one])
            for one in group.members:
                work.members.set_outcome(workspace_id, one, 0, None)


def _tell(
    work: UnitOfWork, present: Sequence[Candidate], unmatched: dict[str, Unmatched], asked_by: str, now: datetime
) -> None:
    for member in (one.member for one in present if one.member.id in unmatched):
        waited = member.waited + (asked_by == EVERYONE)
        work.members.set_outcome(member.workspace_id, member.id, waited, unmatched[member.id])
        told = notice(member, NO_SUBJECT, NudgeKind.UNMATCHED, now)
        if asked_by == EVERYONE:
            work.nudges.plan([told])
        else:
            work.nudges.revive(told)


def _lapse(work: UnitOfWork, members: Sequence[Member], now: datetime) -> None:
    for member in members:
        work.goals.lapse(member.workspace_id, member.id)
    work.nudges.plan([notice(member, NO_SUBJECT, NudgeKind.GOAL_LAPSED, now) for member in members])
