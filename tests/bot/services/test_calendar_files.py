"""The links that open a calendar with the check-ins filled in."""

from dataclasses import replace
from datetime import date
from urllib.parse import parse_qs, urlsplit

from bot.services.calendar_files import farewell_file, links
from matching.vocabulary import Cadence
from tests.bot.practice.test_calendar_file import NOW, TERMS, TWO


def asked(url: str) -> dict[str, str]:
    return {name: one for name, (one,) in parse_qs(urlsplit(url).query).items()}


def test_google_gets_the_local_time_its_zone_and_the_rhythm() -> None:
    google, _ = links(TWO, replace(TERMS, cadence=Cadence.MONTHLY))
    assert asked(google) == {
        "action": "TEMPLATE",
        "text": "Check-in with your partner",
        "dates": "20261126T150000/20261126T153000",
        "ctz": "Europe/Berlin",
        "recur": "RRULE:FREQ=MONTHLY;BYDAY=4TH",
    }


def test_the_fifth_weekday_of_a_month_is_the_last() -> None:
    google, _ = links(TWO, replace(TERMS, cadence=Cadence.QUARTERLY, first_on=date(2026, 12, 29)))
    assert asked(google)["recur"] == "RRULE:FREQ=MONTHLY;INTERVAL=3;BYDAY=-1TU"


def test_outlook_gets_the_first_one_in_utc() -> None:
    _, outlook = links(TWO, TERMS)
    assert asked(outlook)["startdt"] == "2026-11-26T14:00:00Z"
    assert asked(outlook)["enddt"] == "2026-11-26T14:30:00Z"


def test_nothing_is_taken_out_where_nothing_was_agreed() -> None:
    assert farewell_file(TWO, None, NOW) is None
