"""What partners can put into their calendars: links, and a file for all the other ones."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from urllib.parse import urlencode

from bot.practice.cadence import starts_at
from bot.practice.calendar_file import cancelled_calendar, check_in_calendar, local_start, rule, summary
from bot.slack.message import Attachment
from storage.records import CheckIn, Covenant, Partnership, Terms

GOOGLE = "https://calendar.google.com/calendar/render"
OUTLOOK = "https://outlook.office.com/calendar/deeplink/compose"
FILE_NAME = "check-ins.ics"


def links(partnership: Partnership, terms: Terms) -> tuple[str, str]:
    """Give what opens Google Calendar with all check-ins, and Outlook with the first."""
    local, minutes = local_start(terms), timedelta(minutes=terms.minutes)
    google = {
        "action": "TEMPLATE",
        "text": summary(partnership),
        "dates": f"{local:%Y%m%dT%H%M%S}/{local + minutes:%Y%m%dT%H%M%S}",
        "ctz": terms.zone,
        "recur": f"RRULE:{rule(terms)}",
    }
    start = starts_at(terms.first_on, terms.minute_of_day, terms.zone)
    outlook = {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": summary(partnership),
        "startdt": f"{start:%Y-%m-%dT%H:%M:%SZ}",
        "enddt": f"{start + minutes:%Y-%m-%dT%H:%M:%SZ}",
    }
    return f"{GOOGLE}?{urlencode(google)}", f"{OUTLOOK}?{urlencode(outlook)}"


def check_ins_file(partnership: Partnership, terms: Terms, check_ins: Sequence[CheckIn], now: datetime) -> Attachment:
    """Give the file with the agreed check-ins, as they have been moved or let go so far."""
    content = check_in_calendar(partnership, terms, check_ins, now)
    return Attachment(FILE_NAME, content, "Your check-ins, for your calendar")


def farewell_file(partnership: Partnership, covenant: Covenant | None, now: datetime) -> Attachment | None:
    """Give the file that takes the check-ins out of calendars when a partnership ends, if they ever were agreed."""
    if covenant is None or covenant.agreed is None:
        return None
    content = cancelled_calendar(partnership, covenant.agreed, now)
    return Attachment(FILE_NAME, content, "Takes your check-ins out of your calendar")
