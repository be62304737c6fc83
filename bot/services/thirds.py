"""One more partner, once somebody asked: matching proposes, and everybody has to say yes (practice, section 6)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.services.calendar import local_date
from bot.services.candidates import Candidate, candidates
from bot.services.context import Context
from bot.services.notices import found_notice, group_nudge
from bot.services.outcomes import LEASE, Run, suggestion_of
from bot.services.vectors import Vectors
from matching.profile import Group
from matching.suggest import third_for
from storage.records import Partnership
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import NudgeKind, PartnershipState


def partners_of(work: UnitOfWork, run: Run) -> tuple[str, ...]:
    """Give the members of the partnership that is to have one more; nobody for any other run."""
    partnership = _partnership(work, run)
    return partnership.members if partnership else ()


def carry_out(context: Context, vectors: Vectors, run: Run, looking: Sequence[Candidate], now: datetime) -> bool:
    """Find who fits all partners best and ask everybody, or tell the partners; False if the run is no longer ours."""
    with context.database.read() as work:
        partnership = _partnership(work, run)
        found = _match(work, vectors, run, partnership, looking, now) if partnership else None
    with context.database.write() as work:
        work.workspaces.wait_for(run.workspace.id)
        if not work.runs.finish(*run.key, now + LEASE):
            return False
        present = _partnership(work, run)
        if present and not (found and _suggest(context, work, run, present, found, now)):
            today = local_date(now, run.workspace.run_zone)
            work.nudges.revive(group_nudge(present, NudgeKind.THIRD, now, today))
        work.commit()
    return True


def _partnership(work: UnitOfWork, run: Run) -> Partnership | None:
    found = work.partnerships.get(run.workspace.id, run.partnership_id) if run.partnership_id else None
    return found if found and found.state is not PartnershipState.ENDED else None


def _match(
    work: UnitOfWork,
    vectors: Vectors,
    run: Run,
    partnership: Partnership,
    looking: Sequence[Candidate],
    now: datetime,
) -> Group | None:
    """Look for somebody with the rhythm that the partners agreed on, which may differ from what they once chose."""
    if not {one.member.id for one in looking} >= set(partnership.members):
        return None  # a goal card is gone, or somebody is away
    agreed = work.covenants.agreed(run.workspace.id, partnership.id)
    profiles = [
        replace(one.profile, cadence=agreed.cadence) if agreed and one.member.id in partnership.members else one.profile
        for one in looking
    ]
    rows = vectors.rows(one.goal.card for one in looking)
    return third_for(partnership.members, profiles, rows, local_date(now, run.workspace.run_zone))


def _suggest(
    context: Context, work: UnitOfWork, run: Run, partnership: Partnership, found: Group, now: datetime
) -> bool:
    """Ask all of them, unless somebody has changed in the meantime."""
    looking = _by_id(work, run, partnership, now)
    new = set(found.members).difference(partnership.members)
    here = [looking[one] for one in found.members if one in looking]
    if len(new) != 1 or len(here) != len(partnership.members) + 1 or _kept_apart(here, new):
        return False
    suggestion = suggestion_of(run, context.draw_id(), found, now)
    if not work.suggestions.add(suggestion):
        return False
    cards = [
        found_notice(work, one.member, one.goal, suggestion.id, NudgeKind.SUGGESTION, run.asked_by, now) for one in here
    ]
    work.nudges.plan(cards)
    return True


def _by_id(work: UnitOfWork, run: Run, partnership: Partnership, now: datetime) -> Mapping[str, Candidate]:
    found = candidates(work, run.workspace.id, run.asked_by, now, run.week, partnership.members)
    return {one.member.id: one for one in found}


def _kept_apart(people: Sequence[Candidate], new: set[str]) -> bool:
    together = {one.member.id for one in people}
    return any(
        not one.profile.avoid.isdisjoint(together if one.member.id in new else new)  # partners are what they are
        for one in people
    )
