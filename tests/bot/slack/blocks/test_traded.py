"""What members read around a check-in that they trade in their own time, as files."""

import pytest

from bot.slack.blocks import traded
from bot.slack.message import Message
from matching.vocabulary import Format
from storage.vocabulary import Preset
from tests.bot.golden import assert_golden
from tests.bot.slack.blocks.test_check_in import BERLIN, CHECK_IN, START, occasion

RECORDED = occasion(Preset.TECH, minutes=20, form=Format.RECORDED)
WRITTEN = occasion(Preset.CORPORATE, ("UBEN", "UANA", "UCYN"), form=Format.WRITTEN)
DOCUMENT = occasion(Preset.GROWTH_POD, ("UBEN", "UANA", "UCYN"), minutes=60, form=Format.DOCUMENT)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("traded-leave-by-recorded", traded.leave_by(RECORDED)),
        ("traded-leave-by-written", traded.leave_by(WRITTEN)),
        ("traded-leave-by-document", traded.leave_by(DOCUMENT)),
        ("traded-leave-now-recorded", traded.leave_now(RECORDED)),
        ("traded-leave-now-document", traded.leave_now(DOCUMENT)),
        ("traded-ask-recorded", traded.ask_seen(RECORDED)),
        ("traded-ask-written", traded.ask_seen(WRITTEN)),
        ("traded-seen", traded.seen_card(START, BERLIN)),
        ("traded-seen-without-a-next", traded.seen_card(None, BERLIN)),
        ("traded-not-yet", traded.not_yet_card(CHECK_IN)),
    ],
)
def test_messages(name: str, message: Message) -> None:
    assert_golden(name, {"text": message.text, "blocks": message.blocks})
