"""How long a covenant may wait for its first word and its last signature (practice, sections 5 and 6)."""

from datetime import datetime, timedelta

from bot.practice.turns import convener
from storage.records import Partnership

ASK_AGAIN = timedelta(hours=24)
"""After this with nothing proposed the convener is asked once more."""
REMIND = timedelta(days=3)
DAY = timedelta(days=1)
IN_TIME = timedelta(hours=2)
LAPSE = timedelta(days=10)
WARNED = LAPSE - REMIND
"""Nothing lapses that was not warned of this long before, as after a time in which nobody was reminded."""


def first_mover(partnership: Partnership) -> str:
    """Give who is asked to make the first move: by the partnership's id, so that it is not always the same one."""
    return convener(partnership.members, int(partnership.id[:8], 16))


def remind_at(since: datetime, now: datetime) -> datetime:
    """Give when to remind, if not in time: at the hour at which the wait began, since a pause ends at midnight."""
    late = (now - since) % DAY
    return now if late < IN_TIME else now + DAY - late


def lapses_at(since: datetime, reminded_at: datetime) -> datetime:
    """Give when a covenant that has waited since then, with this reminder, is no longer waited for."""
    return max(since + LAPSE, reminded_at + WARNED)
