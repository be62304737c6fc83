"""The cards about a partnership as a whole, as files."""

from datetime import date

import pytest

from bot.slack.blocks import life as blocks
from bot.slack.message import Message
from storage.records import Cycle
from tests.bot.golden import assert_golden

ID = "f" * 32
CYCLE = Cycle("T1", ID, 1, date(2026, 11, 26))
TWO, THREE = ("UANA", "UCYN"), ("UANA", "UBEN", "UCYN")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("life-easier", blocks.easier(ID, "UANA", CYCLE)),
        ("life-redesign-of-two", blocks.redesign(ID, TWO, CYCLE)),
        ("life-redesign-of-three", blocks.redesign(ID, THREE, CYCLE)),
        ("life-plan-anew", blocks.plan_anew(ID, CYCLE)),
        ("life-freshness", blocks.freshness(ID, CYCLE)),
        ("life-renewal", blocks.renewal(ID, TWO, CYCLE)),
        ("life-renewal-of-three", blocks.renewal(ID, THREE, CYCLE)),
        ("life-continued", blocks.continued(date(2027, 5, 13))),
        ("life-graduation", blocks.graduation(ID, TWO, CYCLE)),
        ("life-graduation-of-three", blocks.graduation(ID, THREE, CYCLE)),
        ("life-rested", blocks.rested()),
        ("life-farewell", blocks.farewell()),
        ("life-stay-or-leave", blocks.stay_or_leave(ID, ["UCYN"])),
        ("life-stays", blocks.stays()),
        ("life-not-again", blocks.not_again()),
    ],
)
def test_messages(name: str, message: Message) -> None:
    assert_golden(name, {"text": message.text, "blocks": message.blocks})
