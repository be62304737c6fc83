"""What a database that comes from a backup has to be told: whom it names, and which nudges it may have sent since."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import Table, and_, case, literal, or_, select, update
from sqlalchemy.sql import ColumnElement

from storage.records import EVERYONE
from storage.stores import nudge_rows as rows
from storage.tables import Base, NudgeRow
from storage.types import MemberIds, SlackId
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import NudgeKind, NudgeReason, NudgeState

_BY_THE_HOUR = (NudgeKind.DAY_BEFORE, NudgeKind.AT_HOUR, NudgeKind.AFTER, NudgeKind.DAILY_STEP)
"""Planned for the same instant each time; when the others are due depends on when they are planned."""
_REPAIRING = (NudgeKind.INTRODUCTION, NudgeKind.COVENANT)
"""Posted again all the same: what was kept of the message, where its buttons and its card are, is lost."""
_LOOKED_FOR = timedelta(days=1)
"""How long after its window a nudge of unknown outcome is still looked for."""


def named(work: UnitOfWork) -> frozenset[tuple[str, str]]:
    """Give the workspace and id of everybody whom any row names, channels among them."""
    return frozenset(pair for table in Base.metadata.tables.values() for pair in _named_in(work, table))


def doubt_nudges(work: UnitOfWork, taken_at: datetime, now: datetime) -> tuple[int, int]:
    """Let no nudge be sent blindly that may have been since the backup; gives how many are looked for and given up.

    The bot can look into its DM with a member, but never into a group DM.
    """
    maybe = and_(rows.is_open(), _may_be_sent(now), NudgeRow.kind.not_in(_REPAIRING))
    gone = or_(NudgeRow.member_id == EVERYONE, NudgeRow.expires_at <= now - _LOOKED_FOR)
    unheld = {**rows.UNHELD, "fence": NudgeRow.fence + 1}
    given_up = {"state": NudgeState.CANCELLED, "reason": NudgeReason.RESTORED, **unheld}
    cancelled = work.connection.execute(update(NudgeRow).where(maybe, gone).values(**given_up)).rowcount
    since = literal(taken_at, NudgeRow.attempted_at.type)
    earliest = case((NudgeRow.attempted_at < since, NudgeRow.attempted_at), else_=since)
    unsure = {"state": NudgeState.UNKNOWN, "attempted_at": earliest, **unheld}
    return work.connection.execute(update(NudgeRow).where(maybe).values(**unsure)).rowcount, cancelled


def _may_be_sent(now: datetime) -> ColumnElement[bool]:
    by_date = and_(NudgeRow.local_date <= now.date(), NudgeRow.kind.not_in(_BY_THE_HOUR))
    return or_(NudgeRow.due_at <= now, by_date)


def _named_in(work: UnitOfWork, table: Table) -> Iterator[tuple[str, str]]:
    for each in table.columns:
        if isinstance(each.type, SlackId | MemberIds):
            for workspace_id, value in work.connection.execute(select(table.c.workspace_id, each).distinct()):
                yield from ((workspace_id, one) for one in _ids(value))


def _ids(value: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,) if value else ()
