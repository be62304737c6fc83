"""Which terms hold: those that everybody signed last, whatever has been proposed since (practice, section 5)."""

from datetime import datetime, timedelta

from bot.practice.cadence import plan
from storage.records import Covenant, Cycle, Partnership, Terms
from storage.unit_of_work import UnitOfWork

FAR = timedelta(days=400)
"""Longer than it takes until the first check-in of any terms that were not signed in time."""


def in_force(covenant: Covenant) -> Terms:
    """Give the agreed terms, or the proposed ones while nothing has been agreed."""
    return covenant.agreed or covenant.terms


def is_signed(partnership: Partnership, covenant: Covenant) -> bool:
    """Tell whether everybody who is a partner now has signed the proposed terms."""
    return set(partnership.members) <= covenant.signed_by


def agreed_terms(work: UnitOfWork, partnership: Partnership, covenant: Covenant, now: datetime) -> Terms | None:
    """Give the agreed terms; terms that were signed before agreements were kept are noted as agreed now."""
    if covenant.agreed is None and is_signed(partnership, covenant):
        agree(work, covenant, now)
        return covenant.terms
    return covenant.agreed


def agree(work: UnitOfWork, covenant: Covenant, now: datetime) -> None:
    """Note that everybody has signed; the first cycle begins with the first check-in."""
    terms = covenant.terms
    work.covenants.agree(covenant)
    following = plan(terms, now, now + FAR)
    began_on = following[0][0] if following else terms.first_on
    work.cycles.begin(Cycle(covenant.workspace_id, covenant.partnership_id, 1, began_on))
