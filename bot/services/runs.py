"""Suggestion runs: when one is due, and how it is carried out once all its goals were read (practice, section 4)."""

from collections.abc import Sequence
from datetime import datetime

from bot.services import thirds
from bot.services.calendar import local_date
from bot.services.candidates import Candidate, candidates
from bot.services.context import Context
from bot.services.outcomes import LEASE, Result, Run, write_down
from bot.services.vectors import Vectors
from bot.services.weekly import due_weeks
from matching.profile import Group
from matching.suggest import suggest, suggest_for
from storage.records import EVERYONE
from storage.unit_of_work import UnitOfWork


def plan_weekly(context: Context, now: datetime) -> None:
    """Note the weekly run of each workspace whose hour has come."""
    with context.database.write() as work:
        for workspace in work.workspaces.all():
            for week in due_weeks(workspace, now):
                work.runs.add(workspace.id, week, EVERYONE)
        work.commit()


def carry_out(context: Context, vectors: Vectors, run: Run, now: datetime) -> bool:
    """Match those who are looking and write suggestions and notices; False if it is not ours to do, or not yet."""
    with context.database.write() as work:
        if not work.runs.claim(*run.key, now, LEASE):
            return False
        looking = _looking(work, run, now)
        unread = not all(vectors.knows(one.goal.card) for one in looking)
        if unread:  # stated or edited this very moment
            work.runs.put_off(*run.key, now + LEASE, now)
        work.commit()
    if unread:
        return False
    if run.partnership_id:
        return thirds.carry_out(context, vectors, run, looking, now)
    result = _match(looking, vectors, run, now)
    with context.database.write() as work:
        work.workspaces.wait_for(run.workspace.id)  # or two runs would each suggest the same member
        if not work.runs.finish(*run.key, now + LEASE):
            return False  # it took so long that another worker took it over
        write_down(work, run, result, {one.member.id: one for one in _looking(work, run, now)}, context.draw_id, now)
        work.commit()
    return True


def _looking(work: UnitOfWork, run: Run, now: datetime) -> tuple[Candidate, ...]:
    return candidates(work, run.workspace.id, run.asked_by, now, run.week, thirds.partners_of(work, run))


def _match(looking: Sequence[Candidate], vectors: Vectors, run: Run, now: datetime) -> Result:
    profiles = [one.profile for one in looking]
    rows = vectors.rows(one.goal.card for one in looking)
    today = local_date(now, run.workspace.run_zone)
    if run.asked_by == EVERYONE:
        outcome = suggest(profiles, rows, today)
        return Result(outcome.groups, outcome.unmatched)
    if run.asked_by not in {one.id for one in profiles}:
        return Result((), ())
    found = suggest_for(run.asked_by, profiles, rows, today)
    return Result((found,), ()) if isinstance(found, Group) else Result((), (found,))
