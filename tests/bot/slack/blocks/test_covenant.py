"""What partners read around their covenant, as files."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.slack.blocks import covenant as blocks
from bot.slack.message import Block, Message
from matching.vocabulary import Cadence, Format
from storage.records import Covenant, Pointer, Terms
from tests.bot.golden import assert_golden

ROW = "f" * 32
TERMS = Terms(date(2026, 11, 26), 900, "Europe/Berlin", Cadence.WEEKLY, 30, Format.CALL_30, date(2027, 2, 18))
START = datetime(2026, 11, 26, 14, 0, tzinfo=UTC)
MEMBERS = ("UANA", "UCYN")
ZONES = {"UANA": "Europe/Berlin", "UCYN": "America/New_York"}
WORDS = {"UANA": "I run <!channel> & *swim* every day"}
CARDS = {"UANA": Pointer("DANA", "1700000000.000001")}
HALF_SIGNED = Covenant("T1", ROW, None, "UANA", 3, TERMS, frozenset({"UANA"}), CARDS)
SIGNED = Covenant("T1", ROW, "1700000000.000002", "UANA", 3, TERMS, frozenset(MEMBERS), CARDS)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("introduction", blocks.introduction(ROW, MEMBERS, "UCYN")),
        ("covenant-commitment", blocks.commitment_card(["UCYN"], WORDS["UANA"])),
        ("covenant-half-signed", blocks.covenant_card(HALF_SIGNED, MEMBERS, ZONES, START, WORDS)),
        ("covenant-signed", blocks.covenant_card(SIGNED, MEMBERS, ZONES, START, WORDS)),
        ("covenant-everybody-signed", blocks.signed_message(START, ZONES)),
    ],
)
def test_messages(name: str, message: Message) -> None:
    assert_golden(name, {"text": message.text, "blocks": message.blocks})


@pytest.mark.parametrize(
    ("name", "modal"),
    [
        ("covenant-modal", blocks.covenant_modal(ROW, 3, TERMS, WORDS["UANA"])),
        ("covenant-sign-modal", blocks.sign_modal(ROW, 3, None)),
    ],
)
def test_modals(name: str, modal: Block) -> None:
    assert_golden(name, modal)


@pytest.mark.parametrize("way", Format)
def test_the_card_says_once_how_long_a_check_in_takes(way: Format) -> None:
    covenant = replace(SIGNED, terms=replace(TERMS, minutes=45, format=way))
    card = blocks.covenant_card(covenant, MEMBERS, ZONES, START, WORDS)
    (then,) = [text for block in card.blocks if "*Then*" in (text := str(block.get("text")))]
    assert then.count("minute") == 1
    assert "every week, 45 minutes, " in then
