"""What follows from the last signature: the terms are agreed, and check-ins are planned by them."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.practice.cadence import plan, starts_at
from bot.practice.windows import check_in_nudges
from bot.services.agreement import agree, is_signed
from bot.services.calendar import local_date
from bot.services.check_ins import HORIZON, keep_planned
from bot.services.notices import group_nudge
from storage.records import Covenant, Nudge, Partnership, Terms
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import Attendance, NudgeKind, NudgeState, PartnershipState

INSTANT = timedelta(microseconds=1)
A_DAY = timedelta(days=1)
A_LITTLE = timedelta(seconds=1)
"""By this it is read first that everybody has signed."""


def take_effect(work: UnitOfWork, partnership: Partnership, covenant: Covenant, now: datetime) -> None:
    """Agree on what everybody has signed, tell them, and plan by it."""
    agree(work, covenant, now)
    work.partnerships.activate(partnership.workspace_id, partnership.id)
    if covenant.agreed == covenant.terms:  # a newcomer has signed what the others had agreed
        keep_planned(work, partnership, covenant, now)
    else:
        _plan_anew(work, partnership, replace(covenant, agreed=covenant.terms), now)
    work.nudges.revive(group_nudge(partnership, NudgeKind.SIGNED, now - A_LITTLE))
    work.nudges.revive(group_nudge(partnership, NudgeKind.CALENDAR, now))


def go_on(work: UnitOfWork, partnership: Partnership, covenant: Covenant, now: datetime) -> None:
    """Keep what is agreed going after somebody left; a proposal that only they had not signed takes effect."""
    is_new = covenant.agreed is not None or partnership.state is PartnershipState.FORMING
    if is_new and covenant.agreed != covenant.terms and is_signed(partnership, covenant):
        take_effect(work, partnership, covenant, now)
    else:
        keep_planned(work, partnership, covenant, now)


def _plan_anew(work: UnitOfWork, partnership: Partnership, covenant: Covenant, now: datetime) -> None:
    """Plan by terms that have just been signed; a nudge of a day that stays keeps its key and takes the new hour."""
    workspace_id, terms = partnership.workspace_id, covenant.terms
    work.check_ins.drop_after(workspace_id, partnership.id, _since(terms, now))
    keep_planned(work, partnership, covenant, now)
    for on, at in plan(terms, now, now + HORIZON)[:1]:
        there = work.check_ins.get(workspace_id, partnership.id, on)
        if there and Attendance.ATTENDED not in there.attendance.values():  # who met by the old hour keeps it
            work.check_ins.shift(workspace_id, partnership.id, on, at, terms.minutes)
    for check_in in work.check_ins.all_of(workspace_id, partnership.id):
        if check_in.starts_at > now:
            for nudge in check_in_nudges(check_in, terms.zone, partnership.members):
                _nudge_anew(work, nudge)


def _since(terms: Terms, now: datetime) -> datetime:
    """Give the instant after which check-ins are replaced; if the new ones begin today, that is today's first one.

    Or a day whose check-in has begun by the old hour would have two, or none by the new one.
    """
    today = local_date(now, terms.zone)
    begins_today = any(on == today for on, _ in plan(terms, now, now + A_DAY))
    return starts_at(today, 0, terms.zone) - INSTANT if begins_today else now


def _nudge_anew(work: UnitOfWork, nudge: Nudge) -> None:
    """Move a nudge to the new hour; one that was sent for an earlier hour of that day is worth sending again."""
    known = work.nudges.get(nudge)
    if known and known.state is NudgeState.SENT and nudge.kind is not NudgeKind.DAY_BEFORE:
        work.nudges.revive(nudge)
    else:
        work.nudges.shift(nudge)
