"""Terms of a covenant: read on somebody's own clock, and checked."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.practice.cadence import plan, starts_at
from bot.practice.renewal import CYCLE
from bot.services.calendar import local_date
from bot.services.errors import MemberError
from bot.slack.blocks.covenant_modal import LENGTHS
from bot.slack.blocks.ids import Field
from storage.records import Terms

SETTLE_IN = timedelta(days=3)
"""How far ahead the modal proposes a check-in."""
FARTHEST_FIRST = timedelta(days=90)


def checked(terms: Terms, now: datetime) -> Terms:
    """Give the terms back if check-ins can be planned by them; raises MemberError at the field that is wrong."""
    today = local_date(now, terms.zone)
    if terms.first_on > today + FARTHEST_FIRST:
        raise MemberError("Please choose a first check-in within the next 90 days.", Field.FIRST_ON)
    if terms.first_on < today or starts_at(terms.first_on, terms.minute_of_day, terms.zone) <= now:
        raise MemberError("This has passed. Please choose a first check-in that is still to come.", Field.FIRST_ON)
    if terms.minutes not in LENGTHS:
        raise MemberError("Please choose from the list.", Field.MINUTES)
    if terms.recalibrate_on <= terms.first_on:
        raise MemberError("Please choose a date after the first check-in.", Field.RECALIBRATE_ON)
    return terms


def on_clock(terms: Terms, zone: str, now: datetime) -> Terms:
    """Show present terms on a member's own clock, from the next check-in on.

    A day of planning anew that would be over by then gives way to one a cycle later, so that the modal
    can be sent as it opens.
    """
    upcoming = plan(terms, now, now + timedelta(days=200))
    at = upcoming[0][1] if upcoming else now + SETTLE_IN
    local = at.astimezone(ZoneInfo(zone))
    first_on = local.date()
    again = terms.recalibrate_on if terms.recalibrate_on > first_on else first_on + CYCLE
    minute = local.hour * 60 + local.minute
    return replace(terms, first_on=first_on, minute_of_day=minute, zone=zone, recalibrate_on=again)
