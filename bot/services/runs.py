"""Suggestion runs: when one is due, and what is written down once it is carried out (practice, section 4)."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from bot.services.calendar import local_date, run_instant
from bot.services.candidates import Candidate, candidates
from bot.services.context import Context
from bot.services.notices import notice
from bot.services.suggestions import expire
from bot.services.vectors import Vectors
from bot.services.weekly import due_weeks
from bot.slack.outcomes import NotSentError, OutcomeUnknownError
from matching.pairing import suggest, suggest_for
from matching.profile import Group
from matching.vocabulary import Unmatched
from storage.records import EVERYONE, NO_SUBJECT, Goal, Suggestion, Workspace
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import Answer, NudgeKind, SuggestionState

LEASE = timedelta(minutes=5)
"""How long one worker may take before another carries the run out."""
OPEN_FOR = timedelta(days=7)
"""How long members have to answer."""
NEARLY = timedelta(hours=2)
"""How much sooner a suggestion lapses so that its members are in the next weekly run."""
BACKOFF = timedelta(seconds=30)
"""How long a run waits when Slack does not say."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a workspace; `week` is ISO year times 100 plus ISO week, `asked_by` EVERYONE for the weekly one."""

    workspace: Workspace
    week: int
    asked_by: str

    @property
    def key(self) -> tuple[str, int, str]:
        """Give what the store knows it by."""
        return self.workspace.id, self.week, self.asked_by


def plan_weekly(context: Context, now: datetime) -> None:
    """Note the weekly run of each workspace whose hour has come."""
    with context.database.write() as work:
        for workspace in work.workspaces.all():
            for week in due_weeks(workspace, now):
                work.runs.add(workspace.id, week, EVERYONE)
        work.commit()


def carry_out_due(context: Context, vectors: Vectors, now: datetime) -> int:
    """Carry out every run that is due and not in another worker's hands; gives how many.

    What lapses by now lapses first, or members whose suggestion was a week old would miss the run.
    """
    expire(context, now)
    with context.database.read() as work:
        due = [Run(one, *run) for one in work.workspaces.all() for run in work.runs.due(one.id, now)]
    return sum(carry_out(context, vectors, run, now) for run in due)


def carry_out(context: Context, vectors: Vectors, run: Run, now: datetime) -> bool:
    """Match those who are looking and write suggestions and notices; False if it is not ours to do, or not yet."""
    with context.database.write() as work:
        if not work.runs.claim(*run.key, now, LEASE):
            return False
        looking = _looking(work, run, now)
        work.commit()
    try:
        known = vectors.of(one.goal.card for one in looking)
    except (NotSentError, OutcomeUnknownError) as error:
        _put_off(context, run, error, now)
        return False
    present = [one for one in looking if one.goal.card in known]
    matrix = np.array([known[one.goal.card] for one in present], dtype=np.float32)
    groups, unmatched = _match(present, matrix, run.asked_by, local_date(now, run.workspace.run_zone))
    with context.database.write() as work:
        work.workspaces.wait_for(run.workspace.id)  # or two runs would each suggest the same member
        if not work.runs.finish(*run.key, now + LEASE):
            return False  # it took so long that another worker took it over
        late = _write(context, work, run, groups, now)
        _tell(work, present, unmatched | late, run.asked_by, now)
        _lapse(work, [one.goal for one in looking if one.goal.card not in known], now)
        work.commit()
    return True


def _looking(work: UnitOfWork, run: Run, now: datetime) -> tuple[Candidate, ...]:
    return candidates(work, run.workspace.id, run.asked_by, now, run.week)


def _put_off(context: Context, run: Run, error: NotSentError | OutcomeUnknownError, now: datetime) -> None:
    """Let the run wait for as long as Slack asks; the cards read so far stay known."""
    _log.warning("A suggestion run waits for Slack: %s.", error.code)
    asked = error.retry_after if isinstance(error, NotSentError) else None
    until = now + (BACKOFF if asked is None else timedelta(seconds=asked))
    with context.database.write() as work:
        work.runs.put_off(*run.key, now + LEASE, until)
        work.commit()


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
    context: Context, work: UnitOfWork, run: Run, groups: Sequence[Group], now: datetime
) -> dict[str, Unmatched]:
    """Keep the suggestions whose members are all still looking; give the others' members as unmatched."""
    avoided = {one.member.id: one.profile.avoid for one in _looking(work, run, now)}
    late: dict[str, Unmatched] = {}
    for group in groups:
        if all(one in avoided and avoided[one].isdisjoint(group.members) for one in group.members):
            _suggest(work, _suggestion(run, context.draw_id(), group, now), now)
        else:
            late |= {one: Unmatched.NOT_THIS_TIME for one in group.members if one in avoided}
    return late


def _suggestion(run: Run, suggestion_id: str, group: Group, now: datetime) -> Suggestion:
    return Suggestion(
        run.workspace.id,
        suggestion_id,
        run.week,
        group.members,
        frozenset(group.because),
        SuggestionState.OPEN,
        made_at=now,
        expires_at=_lapses(run.workspace, now),
        answers=dict.fromkeys(group.members, Answer.NONE),
    )


def _lapses(workspace: Workspace, now: datetime) -> datetime:
    """Give when a suggestion of now lapses: with the next weekly run, if that comes shortly before the 7 days are over.

    A run is carried out some seconds after its instant, and that instant moves with daylight-saving time.
    """
    at = now + OPEN_FOR
    run = run_instant(workspace, local_date(at, workspace.run_zone))
    return run if timedelta(0) <= at - run <= NEARLY else at


def _suggest(work: UnitOfWork, suggestion: Suggestion, now: datetime) -> None:
    if not work.suggestions.add(suggestion):
        return
    members = [work.members.get(suggestion.workspace_id, one) for one in suggestion.members]
    work.nudges.plan([notice(one, suggestion.id, NudgeKind.SUGGESTION, now) for one in members if one])
    for one in suggestion.members:
        work.members.set_outcome(suggestion.workspace_id, one, 0, None)


def _tell(
    work: UnitOfWork, present: Sequence[Candidate], unmatched: dict[str, Unmatched], asked_by: str, now: datetime
) -> None:
    """Tell whoever went without, even if they were told so earlier that day."""
    for member in (one.member for one in present if one.member.id in unmatched):
        if asked_by in {EVERYONE, member.id}:
            waited = member.waited + (asked_by == EVERYONE)
            work.members.set_outcome(member.workspace_id, member.id, waited, unmatched[member.id])
            work.nudges.revive(notice(member, NO_SUBJECT, NudgeKind.UNMATCHED, now))


def _lapse(work: UnitOfWork, goals: Sequence[Goal], now: datetime) -> None:
    """Ask for the goals whose cards are gone, unless they were stated anew while we looked."""
    for goal in goals:
        member = work.members.get(goal.workspace_id, goal.member_id)
        if member and work.goals.lapse(goal):
            work.nudges.revive(notice(member, NO_SUBJECT, NudgeKind.GOAL_LAPSED, now))
