"""The weekly run of a workspace: once in each ISO week, whenever in it a host moves it to another day or zone."""

import itertools
from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.services.calendar import iso_week, local_date, run_instant
from storage.records import EVERYONE, Workspace
from storage.unit_of_work import UnitOfWork

WEEK = timedelta(days=7)
GRACE = timedelta(days=1)
"""How long a run is made up for once its week is over, so that a short outage on Sunday night skips nothing."""


def due_weeks(workspace: Workspace, now: datetime) -> Iterator[int]:
    """Give the ISO weeks whose run is to have been noted by now, the earlier first."""
    today = local_date(now, workspace.run_zone)
    for day, longest in ((today - WEEK, GRACE), (today, WEEK)):
        at = run_instant(workspace, day)
        if workspace.installed_at <= at <= now < at + longest:
            yield iso_week(day)


def next_run(work: UnitOfWork, workspace: Workspace, now: datetime) -> datetime:
    """Give the instant of the next weekly run in UTC; now, if this week's is due and the worker has not come to it."""
    today = local_date(now, workspace.run_zone)
    days = (today + turn * WEEK for turn in itertools.count())
    ahead = ((iso_week(day), run_instant(workspace, day)) for day in days)
    return next(
        max(at, now)
        for week, at in ahead
        if at >= workspace.installed_at and not work.runs.is_noted(workspace.id, week, EVERYONE)
    )
