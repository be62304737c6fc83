"""The terms that a covenant begins with, from what the partners chose with their goals."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.services.calendar import local_date
from bot.services.candidates import profile_of
from bot.services.terms import SETTLE_IN
from matching.hours import common, first_half_hour, free_minutes
from matching.vocabulary import Cadence, Format
from storage.records import Goal, Member, Terms

CYCLE = timedelta(weeks=12)
USUAL_HOUR = timedelta(hours=10)
LENGTHS = {Format.CALL_15: 15, Format.CIRCLE_60: 60}
"""Minutes that a format names; the others begin with half an hour."""


def proposal(partners: Sequence[tuple[Member, Goal]], proposer: Member, now: datetime) -> Terms:
    """Propose the first half-hour that suits everybody on their own clocks, from three days ahead on."""
    chosen = [goal.settings for _, goal in partners]
    shared = frozenset.intersection(*(one.formats for one in chosen)) if chosen else frozenset()
    suits = next((one for one in Format if one in shared), Format.CALL_15)
    local = _first_suitable(partners, proposer, now)
    return Terms(
        first_on=local.date(),
        minute_of_day=local.hour * 60 + local.minute,
        zone=proposer.zone,
        cadence=chosen[0].cadence if chosen else Cadence.WEEKLY,
        minutes=LENGTHS.get(suits, 30),
        format=suits,
        recalibrate_on=local.date() + CYCLE,
    )


def _first_suitable(partners: Sequence[tuple[Member, Goal]], proposer: Member, now: datetime) -> datetime:
    zone = ZoneInfo(proposer.zone)
    earliest = local_date(now, proposer.zone) + SETTLE_IN
    free = [free_minutes(profile_of(member, goal), earliest) for member, goal in partners]
    minute = first_half_hour(common(*free)) if free else None
    if minute is None:
        return datetime.combine(earliest, time(), zone) + USUAL_HOUR
    return (datetime.combine(earliest, time(), UTC) + timedelta(minutes=minute)).astimezone(zone)
