"""After a backup was brought back: whoever was erased since stays erased, and nothing is sent that may have been."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.services.context import Context, Who
from bot.services.departures import depart
from storage.ledger import Erasure, Erasures, Step
from storage.records import EVERYONE
from storage.restoring import doubt_nudges, named
from storage.retention import erase_member, erase_workspace
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import EndReason, MemberStatus

Plan = Callable[[Context, datetime], object]


@dataclass(frozen=True, slots=True)
class Restored:
    """What was done to a database that came from a backup, in numbers."""

    erased: int
    looked_for: int
    given_up: int


def settle_in(
    context: Context, erasures: Erasures, taken_at: datetime, plans: Sequence[Plan], now: datetime
) -> Restored:
    """Erase again, plan what a worker would plan now, and doubt every nudge that may have been sent since the backup.

    It is planned here because a worker could not tell that an occurrence was planned, and sent, before.
    """
    with context.database.write() as work:
        erased = _erase_again(work, erasures)
        work.commit()
    for plan in plans:
        plan(context, now)
    with context.database.write() as work:
        looked_for, given_up = doubt_nudges(work, taken_at, now)
        work.commit()
    return Restored(erased, looked_for, given_up)


def _erase_again(work: UnitOfWork, erasures: Erasures) -> int:
    for workspace in work.workspaces.all():
        if erasures.of(workspace.id, EVERYONE):
            erase_workspace(work, workspace.id)
    found = [(Who(*pair), erasure) for pair in sorted(named(work)) if (erasure := erasures.of(*pair))]
    for who, erasure in found:
        _take_out(work, who, erasure)
    return len(found)


def _take_out(work: UnitOfWork, who: Who, erasure: Erasure) -> None:
    """Leave at the moment at which they left, so that what tells the others of it has the key that it had.

    Where the erasing had only been asked for, the worker goes on with it: it deletes their words, and says so.
    """
    depart(work, who, MemberStatus.ERASING, EndReason.ERASED, erasure.at)
    if erasure.step is Step.DONE:
        erase_member(work, who.workspace_id, who.member_id)
