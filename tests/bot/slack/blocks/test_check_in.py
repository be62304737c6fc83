"""What members read around a check-in, as files."""

from datetime import UTC, date, datetime

import pytest

from bot.slack.blocks import check_in as blocks
from bot.slack.message import Message
from storage.records import CheckIn
from tests.bot.golden import assert_golden

START = datetime(2026, 11, 26, 14, 0, tzinfo=UTC)
CHECK_IN = CheckIn("T1", "f" * 32, date(2026, 11, 26), START, 30)
ZONES = {"UANA": "Europe/Berlin", "UCYN": "America/New_York"}
BERLIN = ZONES["UANA"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("check-in-day-before", blocks.day_before(CHECK_IN, ["UCYN"], "UCYN", BERLIN)),
        ("check-in-nobody-there", blocks.nobody_there(CHECK_IN, ["UBEN", "UCYN"], BERLIN)),
        ("check-in-at-hour", blocks.at_hour(["UCYN"], "UANA")),
        ("check-in-after", blocks.after(CHECK_IN, ["UBEN", "UCYN"], BERLIN)),
        ("check-in-met", blocks.met_card(START, BERLIN)),
        ("check-in-met-without-a-next", blocks.met_card(None, BERLIN)),
        ("check-in-missed", blocks.missed_card(CHECK_IN)),
        ("check-in-moved", blocks.moved_card(START, BERLIN)),
        ("check-in-moved-for-all", blocks.moved_message(START, ZONES)),
    ],
)
def test_messages(name: str, message: Message) -> None:
    assert_golden(name, {"text": message.text, "blocks": message.blocks})


def test_the_modal_that_asks_for_a_new_time() -> None:
    assert_golden(
        "check-in-move-modal", blocks.move_modal(CHECK_IN, BERLIN, date(2026, 11, 27), "DANA/1700000000.000001")
    )
