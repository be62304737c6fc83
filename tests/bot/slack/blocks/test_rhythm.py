"""What members read between check-ins: the daily step, the few lines mid-month, milestones; as files."""

from datetime import date, time

import pytest

from bot.practice.milestones import Milestone
from bot.services.skips import CALLED_OFF, RESTS, WITHOUT_YOU
from bot.slack.blocks import continuity, daily
from bot.slack.blocks.check_in import said
from bot.slack.message import Message
from tests.bot.golden import assert_golden
from tests.bot.slack.blocks.test_check_in import BERLIN, START

ID = "f" * 32
DAY, LATER = date(2026, 11, 26), date(2026, 11, 27)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("daily-question", daily.daily_question(ID, DAY, ["UBEN", "UCYN"])),
        ("daily-yes", daily.daily_answer("UANA", True, DAY, DAY)),
        ("daily-no", daily.daily_answer("UANA", False, DAY, DAY)),
        ("daily-yes-a-day-later", daily.daily_answer("UANA", True, DAY, LATER)),
        ("daily-answered", daily.answered_card()),
        ("daily-answered-before", daily.answered_before()),
        ("daily-stopped", daily.stopped_card()),
        ("mid-month", continuity.mid_month(["UBEN", "UCYN"], START, BERLIN)),
        ("mid-month-without-a-next", continuity.mid_month(["UCYN"], None, BERLIN)),
        ("milestone-first", continuity.milestone(Milestone.FIRST)),
        ("milestone-sixth", continuity.milestone(Milestone.SIXTH)),
        ("milestone-cycle", continuity.milestone(Milestone.CYCLE)),
        ("skip-rests", said(RESTS)),
        ("skip-called-off", said(CALLED_OFF)),
        ("skip-without-you", said(WITHOUT_YOU)),
    ],
)
def test_messages(name: str, message: Message) -> None:
    assert_golden(name, {"text": message.text, "blocks": message.blocks})


def test_the_modal_that_asks_for_an_hour() -> None:
    assert_golden("daily-modal", daily.daily_modal(ID, ["UCYN"], time(7, 30), BERLIN))
    assert_golden("daily-modal-first", daily.daily_modal(ID, ["UBEN", "UCYN"], None, BERLIN))
