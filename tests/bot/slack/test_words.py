import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.sandbox.faults import Fault
from bot.slack.message import Message
from bot.slack.outcomes import OutcomeUnknownError
from bot.slack.words import WORDS_LIMIT, Words, words_block, words_in
from storage.records import Pointer
from tests.bot.slack.place import Place

GOALS = [
    "Ship the parser & write <three> tests > nothing else",
    "<!channel> <@U2> <https://example.org|look> *bold* _it_ `code` :tada:",
    "&amp; &lt;!here&gt; &amp;amp; &nbsp;",
    "أكتب كل صباح ‏ שלום",
    "👩🏽‍🚀🌱 é é",
    "two\nlines\ttabbed  and spaces",
]
typed = st.text(min_size=1, max_size=WORDS_LIMIT)


@given(text=typed)
@example(text=GOALS[1])
@example(text=GOALS[2])
@example(text="&" * WORDS_LIMIT)
def test_words_come_back_exactly_as_typed(text: str) -> None:
    payload = json.loads(json.dumps({"blocks": [{"type": "divider"}, words_block("goal", text)]}))
    assert words_in(payload, "goal") == text


@given(text=typed)
def test_words_are_shown_as_typed_and_can_ping_nobody(text: str) -> None:
    shown = words_block("goal", text)["text"]
    assert (shown["type"], shown["emoji"]) == ("plain_text", False)
    assert "<" not in shown["text"]
    assert ">" not in shown["text"]
    assert len(shown["text"]) <= 3000


@pytest.mark.parametrize("text", ["", "x" * (WORDS_LIMIT + 1)])
def test_words_that_slack_would_not_take_are_refused_without_repeating_them(text: str) -> None:
    with pytest.raises(ValueError, match=r"^The words in goal must be 1 to 600 characters\.$"):
        words_block("goal", text)


def test_a_payload_without_the_block_has_no_words() -> None:
    assert words_in({"blocks": [words_block("other", "x"), {"type": "divider"}]}, "goal") is None
    assert words_in({"text": "x"}, "goal") is None


@pytest.mark.parametrize("text", GOALS)
def test_words_are_read_back_from_slack_by_pointer(place: Place, text: str) -> None:
    dm = place.messenger.open_dm("U1")
    ts = place.messenger.post(dm, Message("Your goal", [words_block("goal", text)]))
    assert Words(place.messenger).read(Pointer(dm, ts), "goal") == text


def test_all_the_words_of_a_card_are_read_at_once(place: Place) -> None:
    dm = place.messenger.open_dm("U1")
    blocks = [words_block("commitment", "a & b"), words_block("support_style", "<ask>")]
    card = Pointer(dm, place.messenger.post(dm, Message("Your part", blocks)))
    gone = Pointer(dm, "1700000000.000001")
    found = Words(place.messenger).read_cards({"U1": card, "U2": gone}, ("commitment", "support_style", "earlier"))
    assert found == {"U1": {"commitment": "a & b", "support_style": "<ask>"}}


def test_a_deleted_card_has_no_words(place: Place) -> None:
    dm = place.messenger.open_dm("U1")
    ts = place.messenger.post(dm, Message("Your goal", [words_block("goal", "x")]))
    place.messenger.delete(dm, ts)
    assert Words(place.messenger).read(Pointer(dm, ts), "goal") is None


def test_slack_being_away_is_not_a_deleted_card(place: Place) -> None:
    dm = place.messenger.open_dm("U1")
    ts = place.messenger.post(dm, Message("Your goal", [words_block("goal", "x")]))
    place.server.faults.add("conversations.history", Fault.RESET_BEFORE)
    with pytest.raises(OutcomeUnknownError):
        Words(place.messenger).read(Pointer(dm, ts), "goal")
