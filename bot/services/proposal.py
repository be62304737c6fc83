"""The terms that a covenant begins with, from what the partners chose with their goals."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.practice.presets import WAYS, Way
from bot.practice.renewal import CYCLE
from bot.practice.turns import minutes_of
from bot.services.calendar import local_date
from bot.services.candidates import profile_of
from bot.services.terms import SETTLE_IN
from bot.slack.blocks.covenant_modal import LENGTHS
from matching.hours import common, first_half_hour, free_minutes
from matching.vocabulary import Format
from storage.records import Goal, Member, Partnership, Terms
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import Preset

USUAL_HOUR = timedelta(hours=10)
NAMED = {Format.CALL_15: 15, Format.CALL_30: 30, Format.CIRCLE_60: 60}
"""Minutes that a format names."""


def proposal(partners: Sequence[tuple[Member, Goal]], proposer: Member, preset: Preset, now: datetime) -> Terms:
    """Propose what the partners' goals have in common, else what the preset says (practice, section 2).

    The first check-in is the first half-hour that suits everybody on their own clocks, from three days ahead on.
    """
    chosen = [goal.settings for _, goal in partners]
    way = WAYS[preset]
    cadences = {one.cadence for one in chosen}
    suits = _format(way, [one.formats for one in chosen])
    local = _first_suitable(partners, proposer, now)
    return Terms(
        first_on=local.date(),
        minute_of_day=local.hour * 60 + local.minute,
        zone=proposer.zone,
        cadence=cadences.pop() if len(cadences) == 1 else way.cadence,
        minutes=_long_enough(minutes_of(way, len(partners))) if suits is way.format else NAMED.get(suits, 30),
        format=suits,
        recalibrate_on=local.date() + CYCLE,
        preset=preset,
    )


def with_goals(work: UnitOfWork, partnership: Partnership) -> list[tuple[Member, Goal]]:
    """Give each partner who has a goal, with it."""
    rows = [(partnership.workspace_id, one) for one in partnership.members]
    found = [(work.members.get(*row), work.goals.get(*row)) for row in rows]
    return [(member, goal) for member, goal in found if member and goal]


def _format(way: Way, chosen: Sequence[frozenset[Format]]) -> Format:
    shared = frozenset.intersection(*chosen) if chosen else frozenset()
    if not shared or way.format in shared:
        return way.format
    return next(one for one in Format if one in shared)


def _long_enough(minutes: int) -> int:
    return next((one for one in LENGTHS if one >= minutes), LENGTHS[-1])


def _first_suitable(partners: Sequence[tuple[Member, Goal]], proposer: Member, now: datetime) -> datetime:
    zone = ZoneInfo(proposer.zone)
    earliest = local_date(now, proposer.zone) + SETTLE_IN
    free = [free_minutes(profile_of(member, goal), earliest) for member, goal in partners]
    minute = first_half_hour(common(*free)) if free else None
    if minute is None:
        return datetime.combine(earliest, time(), zone) + USUAL_HOUR
    return (datetime.combine(earliest, time(), UTC) + timedelta(minutes=minute)).astimezone(zone)
