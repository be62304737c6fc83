"""What members read around a check-in that they hold together, as files."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.slack.blocks import check_in as blocks
from bot.slack.blocks.check_in import Occasion
from bot.slack.message import Message
from matching.vocabulary import Cadence, Format
from storage.records import CheckIn, Terms
from storage.vocabulary import Preset
from tests.bot.golden import assert_golden

START = datetime(2026, 11, 26, 14, 0, tzinfo=UTC)
CHECK_IN = CheckIn("T1", "f" * 32, date(2026, 11, 26), START, 30)
ZONES = {"UANA": "Europe/Berlin", "UCYN": "America/New_York"}
BERLIN = ZONES["UANA"]
TERMS = Terms(date(2026, 11, 26), 900, BERLIN, Cadence.WEEKLY, 30, Format.CALL_30, date(2027, 2, 18))
TWO = ("UCYN", "UANA")
FOUR = ("UBEN", "UANA", "UCYN", "UDEE")


def occasion(
    preset: Preset, order: tuple[str, ...] = TWO, minutes: int = 30, form: Format = Format.CALL_30
) -> Occasion:
    terms = replace(TERMS, preset=preset, minutes=minutes, format=form)
    return Occasion(replace(CHECK_IN, minutes=minutes), terms, order, "UANA", BERLIN)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("check-in-day-before", blocks.day_before(occasion(Preset.CORPORATE))),
        ("check-in-day-before-one-away", blocks.day_before(replace(occasion(Preset.CORPORATE), away=("UDEE",)))),
        ("check-in-nobody-there", blocks.nobody_there(CHECK_IN, ["UBEN", "UCYN"], BERLIN)),
        ("check-in-at-hour-corporate", blocks.at_hour(occasion(Preset.CORPORATE, TWO[::-1]))),
        ("check-in-at-hour-public-service", blocks.at_hour(occasion(Preset.PUBLIC_SERVICE, FOUR, 60))),
        ("check-in-at-hour-movement", blocks.at_hour(occasion(Preset.MOVEMENT, minutes=45))),
        ("check-in-at-hour-tech-call", blocks.at_hour(occasion(Preset.TECH))),
        ("check-in-at-hour-growth-pod", blocks.at_hour(occasion(Preset.GROWTH_POD, FOUR, 60))),
        ("check-in-after", blocks.after(occasion(Preset.CORPORATE, ("UBEN", "UANA", "UCYN")))),
        ("check-in-met", blocks.met_card(START, BERLIN)),
        ("check-in-met-without-a-next", blocks.met_card(None, BERLIN)),
        ("check-in-missed", blocks.missed_card(CHECK_IN, 1)),
        ("check-in-missed-circle", blocks.missed_card(CHECK_IN, 2)),
    ],
)
def test_messages(name: str, message: Message) -> None:
    assert_golden(name, {"text": message.text, "blocks": message.blocks})
