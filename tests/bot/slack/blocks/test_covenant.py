"""What partners read around their covenant, as files."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.sandbox.blocks_check import message_blocks
from bot.sandbox.clock import Clock
from bot.sandbox.world import World
from bot.slack.blocks import covenant as blocks
from bot.slack.blocks.covenant_card import Quoted, commitment_card, covenant_card, shared_card
from bot.slack.blocks.covenant_modal import QUESTIONS, TOO_LONG, covenant_modal, sign_modal, thought, words_modal
from bot.slack.blocks.ids import Field
from bot.slack.message import Block, Message
from matching.vocabulary import Cadence, Format
from storage.records import Covenant, Pointer, Terms
from tests.bot.golden import assert_golden

ROW = "f" * 32
TERMS = Terms(date(2026, 11, 26), 900, "Europe/Berlin", Cadence.WEEKLY, 30, Format.CALL_30, date(2027, 2, 18))
MONTHLY = replace(TERMS, cadence=Cadence.MONTHLY, minutes=45)
START = datetime(2026, 11, 26, 14, 0, tzinfo=UTC)
LAPSES = date(2026, 12, 6)
MEMBERS = ("UANA", "UCYN")
ZONES = {"UANA": "Europe/Berlin", "UCYN": "America/New_York"}
OWN = {Field.COMMITMENT: "I run <!channel> & *swim* every day", Field.SUPPORT_STYLE: "Ask before you suggest anything"}
SHARED = {Field.MISSED_CHECK_IN: "We find a new day at once", Field.BETWEEN_US: "All of it, and nothing on clients"}
READ = {str(one): text for one, text in OWN.items()}
READ_SHARED = {str(one): text for one, text in SHARED.items()}
QUOTED = Quoted({"UANA": READ}, READ_SHARED, "https://help.example/care?a=1&b=2")
CARDS = {"UANA": Pointer("DANA", "1700000000.000001")}
HALF_SIGNED = Covenant("T1", ROW, None, "UANA", 3, TERMS, frozenset({"UANA"}), CARDS)
SIGNED = Covenant("T1", ROW, "1700000000.000002", "UANA", 3, TERMS, frozenset(MEMBERS), CARDS)
CHANGING = replace(HALF_SIGNED, agreed=MONTHLY)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("introduction", blocks.introduction(ROW, MEMBERS, "UCYN")),
        ("introduction-circle", blocks.introduction(ROW, (*MEMBERS, "UDEE"), "UCYN")),
        ("covenant-commitment", commitment_card(["UCYN"], {Field.COMMITMENT: OWN[Field.COMMITMENT]})),
        ("covenant-own-part", commitment_card(["UCYN"], OWN)),
        ("covenant-shared-words", shared_card(["UCYN"], SHARED)),
        ("covenant-half-signed", covenant_card(HALF_SIGNED, MEMBERS, ZONES, START, QUOTED)),
        ("covenant-signed", covenant_card(SIGNED, MEMBERS, ZONES, START, QUOTED)),
        ("covenant-changing", covenant_card(CHANGING, MEMBERS, ZONES, START, Quoted(support="Ask Mo, room 3"))),
        ("covenant-everybody-signed", blocks.signed_message(START, ZONES)),
        ("covenant-convene", blocks.convene(ROW, ["UCYN"])),
        ("covenant-nothing-proposed", blocks.nothing_proposed(ROW, LAPSES)),
        ("covenant-unsigned", blocks.unsigned(HALF_SIGNED, LAPSES)),
        ("covenant-unsigned-change", blocks.unsigned(CHANGING, LAPSES)),
        ("covenant-lapsed", blocks.lapsed(["UCYN"])),
        ("covenant-change-lapsed", blocks.proposal_lapsed(ROW, MONTHLY)),
        ("covenant-calendar", blocks.calendar_message("https://google.example/?a=1&b=2", "https://outlook.example/")),
    ],
)
def test_messages(name: str, message: Message) -> None:
    assert_golden(name, {"text": message.text, "blocks": message.blocks})


@pytest.mark.parametrize(
    ("name", "modal"),
    [
        ("covenant-modal", covenant_modal(ROW, 3, TERMS, READ)),
        ("covenant-words-modal", words_modal("{}", {}, None)),
        (
            "covenant-words-modal-again",
            words_modal("{}", READ_SHARED, thought("That says how your partners should be.")),
        ),
        ("covenant-words-modal-too-long", words_modal("{}", READ_SHARED, TOO_LONG)),
        ("covenant-sign-modal", sign_modal(ROW, 3, {})),
    ],
)
def test_modals(name: str, modal: Block) -> None:
    assert_golden(name, modal)


@pytest.mark.parametrize("way", Format)
def test_the_card_says_once_how_long_a_check_in_takes(way: Format) -> None:
    covenant = replace(SIGNED, terms=replace(TERMS, minutes=45, format=way))
    card = covenant_card(covenant, MEMBERS, ZONES, START, QUOTED)
    (then,) = [text for block in card.blocks if "*Then*" in (text := str(block.get("text")))]
    assert then.count("minute") == 1
    assert "every week, 45 minutes, " in then


@pytest.mark.parametrize("letter", ["m", "&", "\n", '"', "𝄞"])
def test_the_longest_words_of_a_full_circle_fit_and_the_card_says_where_the_rest_is(letter: str) -> None:
    members = tuple(f"U{number}" * 5 for number in range(6))
    zones = dict.fromkeys(members, "America/Argentina/Buenos_Aires")
    own = {one: {"commitment": letter * 500, "support_style": letter * 300} for one in members}
    quoted = Quoted(own, dict.fromkeys(map(str, QUESTIONS), letter * 300), letter * 300)
    for covenant in (replace(CHANGING, signed_by=frozenset()), replace(SIGNED, signed_by=frozenset(members))):
        card = covenant_card(covenant, members, zones, START, quoted)
        assert message_blocks(World(Clock(START)), [dict(one) for one in card.blocks])
        is_long_in_slack = letter in '&"\n'
        assert ("…" in str(card.blocks), "Shortened here." in str(card.blocks)) == (is_long_in_slack,) * 2


def test_words_that_fit_are_never_shortened() -> None:
    assert "…" not in str(covenant_card(SIGNED, MEMBERS, ZONES, START, QUOTED).blocks)
