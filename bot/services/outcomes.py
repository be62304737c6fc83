"""What is written down once a run is carried out: suggestions, and a word for whoever goes without."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.practice.discretion import FEWEST
from bot.services.calendar import local_date, run_instant
from bot.services.candidates import Candidate
from bot.services.notices import found_notice, spread
from matching.profile import Group, LeftOver
from matching.vocabulary import Change, Unmatched
from storage.records import EVERYONE, NO_SUBJECT, Goal, Nudge, Outcome, Suggestion, Workspace
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import Answer, NudgeKind, SuggestionState

LEASE = timedelta(minutes=5)
"""How long one worker may take before another carries a run out."""
OPEN_FOR = timedelta(days=7)
"""How long members have to answer."""
READS_A_MINUTE = 40
"""Goals that are shown in suggestions of one run, a little below the pace at which they may be read."""
POSTS_A_MINUTE = 300
"""Other words after a run; all at once they would keep everybody else's nudges waiting."""
NEARLY = timedelta(hours=2)
"""How much sooner a suggestion lapses so that its members are in the next weekly run."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a workspace; `week` is ISO year times 100 plus ISO week, `asked_by` EVERYONE for the weekly one."""

    workspace: Workspace
    week: int
    asked_by: str
    partnership_id: str | None = None
    """The partnership that is to have one more member, if that was asked for."""

    @property
    def key(self) -> tuple[str, int, str]:
        """Give what the store knows it by."""
        return self.workspace.id, self.week, self.asked_by


@dataclass(frozen=True, slots=True)
class Result:
    """Who was put together, and who was left over."""

    groups: Sequence[Group]
    left: Sequence[LeftOver]


def write_down(
    work: UnitOfWork,
    run: Run,
    result: Result,
    looking: Mapping[str, Candidate],
    draw_id: Callable[[], str],
    now: datetime,
) -> None:
    """Keep the suggestions whose members are all still `looking`, and tell whoever goes without."""
    kept, lost = list[Suggestion](), list[LeftOver]()
    for group in result.groups:
        if _still_holds(group, looking):
            kept.append(suggestion_of(run, draw_id(), group, now))
        else:
            lost += [LeftOver(one, Unmatched.NOT_THIS_TIME, None) for one in group.members if one in looking]
    _suggest(work, run, kept, looking, now)
    _tell(work, run, [*result.left, *lost], looking, now)


def lapse(work: UnitOfWork, goals: Sequence[Goal], now: datetime) -> None:
    """Ask for the goals whose cards are gone, unless they were stated anew while we looked."""
    for goal in goals:
        member = work.members.get(goal.workspace_id, goal.member_id)
        if member and work.goals.lapse(goal):
            work.nudges.revive(found_notice(work, member, goal, NO_SUBJECT, NudgeKind.GOAL_LAPSED, EVERYONE, now))


def _still_holds(group: Group, looking: Mapping[str, Candidate]) -> bool:
    here = [looking[one].profile for one in group.members if one in looking]
    return len(here) == len(group.members) and all(one.avoid.isdisjoint(group.members) for one in here)


def suggestion_of(run: Run, suggestion_id: str, group: Group, now: datetime) -> Suggestion:
    """Make the suggestion that a run found."""
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
        partnership_id=run.partnership_id,
    )


def _lapses(workspace: Workspace, now: datetime) -> datetime:
    """Give when a suggestion of now lapses: with the next weekly run, if that comes shortly before the 7 days are over.

    A run is carried out some seconds after its instant, and that instant moves with daylight-saving time.
    """
    at = now + OPEN_FOR
    run = run_instant(workspace, local_date(at, workspace.run_zone))
    return run if timedelta(0) <= at - run <= NEARLY else at


def _suggest(
    work: UnitOfWork, run: Run, suggestions: Sequence[Suggestion], looking: Mapping[str, Candidate], now: datetime
) -> None:
    added = work.suggestions.add(*suggestions)
    fresh = [(one, looking[member_id]) for one in suggestions if one.id in added for member_id in one.members]
    cards = (
        (_notice(work, run, to, one.id, NudgeKind.SUGGESTION, now), len(one.members) - 1)  # it shows the others' goals
        for one, to in fresh
    )
    work.nudges.plan(list(spread(cards, READS_A_MINUTE)))
    work.members.set_outcomes(run.workspace.id, {to.member.id: Outcome() for _, to in fresh})


def _notice(work: UnitOfWork, run: Run, to: Candidate, subject_id: str, kind: NudgeKind, now: datetime) -> Nudge:
    return found_notice(work, to.member, to.goal, subject_id, kind, run.asked_by, now)


def _tell(
    work: UnitOfWork, run: Run, left: Sequence[LeftOver], looking: Mapping[str, Candidate], now: datetime
) -> None:
    """Tell whoever went without, even if they were told so earlier that day."""
    told = {one.member: one for one in left if one.member in looking and run.asked_by in {EVERYONE, one.member}}
    people = {member_id: looking[member_id] for member_id in told}
    weekly = run.asked_by == EVERYONE
    outcomes = {
        one.member: Outcome(people[one.member].member.waited + weekly, one.reason, _worth_saying(one))
        for one in told.values()
    }
    work.members.set_outcomes(run.workspace.id, outcomes)
    notices = ((_notice(work, run, one, NO_SUBJECT, NudgeKind.UNMATCHED, now), 1) for one in people.values())
    work.nudges.revive(*spread(notices, POSTS_A_MINUTE))


def _worth_saying(left: LeftOver) -> Change | None:
    """Give the change that would open more, unless so few people are behind it that it would point at them."""
    return left.nearest.change if left.nearest and left.nearest.would_open >= FEWEST else None
