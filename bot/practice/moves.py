"""Moving a check-in: who has to agree, until when, and how soon (practice, sections 2 and 6)."""

from datetime import date, datetime, timedelta

from matching.vocabulary import Cadence

LONGEST_STRETCH = timedelta(days=10)
"""The far end of "every 7 to 10 days"."""
ASK_AFTER = timedelta(hours=24)
"""How long after a check-in was called off its member is asked for a new time."""


def needs_a_yes(members: int) -> bool:
    """Tell whether one more member has to agree: two of three or more are enough, of two each may."""
    return members > 2


def open_until(old: datetime, new: datetime, proposed_at: datetime) -> datetime:
    """Give when a proposal lapses: once the new time has passed, or the old one if it was still to come."""
    return min(old, new) if proposed_at < old else new


def keeps_rhythm(cadence: Cadence, previous_on: date, new_on: date) -> bool:
    """Tell whether a move stays within "every 7 to 10 days" since the last one kept, and is thus no sign of decay."""
    return cadence is Cadence.SEVEN_TO_TEN_DAYS and timedelta(0) < new_on - previous_on <= LONGEST_STRETCH
