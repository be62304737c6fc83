"""What members and their group DM read when a check-in moves, rests or is called off, as files."""

from datetime import date, timedelta

import pytest

from bot.slack.blocks import move as blocks
from bot.slack.message import Message
from storage.records import Move
from tests.bot.golden import assert_golden
from tests.bot.slack.blocks.test_check_in import BERLIN, CHECK_IN, START, ZONES

PROPOSED = Move("T1", "f" * 32, date(2026, 11, 26), "UANA", START + timedelta(days=1))
RETURN_TO = "DANA/1700000000.000001"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("check-in-moved", blocks.moved_card(START, BERLIN)),
        ("check-in-moved-for-all", blocks.moved_message(START, ZONES)),
        ("move-proposed", blocks.proposed_card(START, BERLIN)),
        ("move-proposed-for-all", blocks.proposed_message(PROPOSED, ZONES)),
        ("move-agreed", blocks.agreed_card()),
        ("check-in-rests", blocks.rests_message(CHECK_IN, START + timedelta(days=7), ZONES)),
        ("check-in-rests-without-a-next", blocks.rests_message(CHECK_IN, None, ZONES)),
        ("check-in-called-off", blocks.called_off_message(CHECK_IN)),
        ("check-in-without-one", blocks.without_one_message(CHECK_IN)),
        ("check-in-pick-time", blocks.pick_time(CHECK_IN)),
    ],
)
def test_messages(name: str, message: Message) -> None:
    assert_golden(name, {"text": message.text, "blocks": message.blocks})


@pytest.mark.parametrize(
    ("name", "circle", "soon", "skip"),
    [
        ("check-in-move-modal", False, False, blocks.REST),
        ("check-in-move-modal-soon", False, True, blocks.CALL_OFF),
        ("check-in-move-modal-circle", True, False, blocks.WITHOUT_ME),
        ("check-in-move-modal-afterwards", False, False, None),
    ],
)
def test_the_modal_that_asks_for_a_new_time(name: str, circle: bool, soon: bool, skip: str | None) -> None:
    shown = blocks.move_modal(CHECK_IN, BERLIN, date(2026, 11, 27), RETURN_TO, circle, soon, skip)
    assert_golden(name, shown)
