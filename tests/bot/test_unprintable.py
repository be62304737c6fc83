"""Values that hold a member's words for a moment do not show them when they are printed."""

from datetime import UTC, datetime

import pytest

from bot.services.covenant_words import Draft
from bot.services.covenants import Signature
from bot.services.delivery import Delivery
from bot.slack.blocks.covenant_card import Quoted
from bot.slack.blocks.goal import USUAL, goal_card
from bot.slack.blocks.ids import Field
from bot.slack.state import MemberState
from tests.storage.build import TERMS

CANARY = "a quiet heron stands in the reeds"
CARD = goal_card(CANARY, USUAL)
NOW = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    "value",
    [
        CARD,
        Delivery("D1", CARD),
        Draft("a" * 32, 1, {Field.COMMITMENT: CANARY}, TERMS),
        Signature("a" * 32, 1, {Field.COMMITMENT: CANARY}, "V1"),
        Quoted({"UANA": {"commitment": CANARY}}, {"earlier": CANARY}, CANARY),
        MemberState(None, "Etc/UTC", False, None, CANARY, (), (), (), NOW),
    ],
    ids=lambda value: type(value).__name__,
)
def test_words_are_left_out(value: object) -> None:
    assert CANARY not in repr(value)
