"""ISO weeks, the instant of a weekly run, and whether a pause still lasts."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.practice.cadence import starts_at
from storage.records import Member, Workspace
from storage.vocabulary import MemberStatus


def local_date(now: datetime, zone: str) -> date:
    """Give the date on the clock of a zone."""
    return now.astimezone(ZoneInfo(zone)).date()


def iso_week(on: date) -> int:
    """Give ISO year times 100 plus ISO week."""
    year, week, _ = on.isocalendar()
    return year * 100 + week


def run_instant(workspace: Workspace, on: date) -> datetime:
    """Give the instant of the weekly run in the ISO week of a date, in UTC."""
    monday = on - timedelta(days=on.weekday())
    day = monday + timedelta(days=workspace.run_weekday.number)
    return starts_at(day, workspace.run_hour * 60, workspace.run_zone)


def takes_part(member: Member, now: datetime) -> bool:
    """Tell whether suggestions and nudges may reach the member now; a pause ends by itself."""
    if member.status is MemberStatus.PAUSED:
        return member.paused_until is not None and member.paused_until <= local_date(now, member.zone)
    return member.status is MemberStatus.ACTIVE
