from datetime import UTC, datetime
from typing import Any

import pytest

from bot.sandbox import screen
from bot.sandbox.mrkdwn import Viewer, shown
from bot.sandbox.pings import pings
from bot.sandbox.world import Message, World

NOON = int(datetime(2026, 3, 3, 12, 0, tzinfo=UTC).timestamp())


@pytest.fixture
def ann(world: World) -> Viewer:
    return Viewer(world, "U1")


def say(text: str = "", blocks: list[dict[str, Any]] | None = None) -> Message:
    return Message("1.000001", "C1", "U0TRELLIS", text, blocks or [], by_bot=True)


def section(text: str) -> list[dict[str, Any]]:
    return [{"type": "section", "text": {"type": "mrkdwn", "text": text}}]


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("Ask <@U2> or <@U0TRELLIS>", "Ask @Bo Derry or @Trellis"),
        ("in <#C1|general>", "in #general"),
        ("<https://example.org|the guide>", "the guide"),
        ("*bold*, _soft_, ~gone~ and `code`", "bold, soft, gone and code"),
        ("2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name"),
        ("`*kept*`", "*kept*"),
        ("&lt;!channel&gt; &amp;amp;", "<!channel> &amp;"),
        ("<!channel>", "@channel"),
        ("&gt; quoted\nplain", "▎ quoted\nplain"),
    ],
)
def test_formatting_is_shown_as_a_client_does(ann: Viewer, written: str, seen: str) -> None:
    assert shown(written, ann) == seen


@pytest.mark.parametrize(
    ("form", "seen"),
    [
        ("{date_num} {time}", "2026-03-03 1:00 PM"),
        ("{date_short_pretty} at {time}", "tomorrow at 1:00 PM"),
        ("{date_long}", "Tuesday, March 3rd, 2026"),
        ("{nonsense}", "on Tuesday"),
    ],
)
def test_dates_are_shown_in_the_viewers_own_zone(ann: Viewer, form: str, seen: str) -> None:
    assert shown(f"<!date^{NOON}^{form}|on Tuesday>", ann) == seen


def test_two_people_see_one_moment_each_in_their_zone(world: World, ann: Viewer) -> None:
    message = say(f"<!date^{NOON}^{{time}}|noon>")
    assert screen.text(message, ann) == "1:00 PM"
    assert screen.text(message, Viewer(world, "U2")) == "5:30 PM"


def test_blocks_are_shown_instead_of_the_text_for_notifications(ann: Viewer) -> None:
    blocks = [
        {"type": "header", "text": {"type": "plain_text", "text": "A *suggestion*"}},
        *section("Meet *Bo*"),
        {"type": "context", "elements": [{"type": "mrkdwn", "text": "_private_"}]},
        {
            "type": "actions",
            "elements": [{"type": "button", "text": {"type": "plain_text", "text": label}} for label in ("Yes", "No")],
        },
    ]
    assert screen.text(say("only a notification", blocks), ann) == "A *suggestion*\nMeet Bo\nprivate\n[Yes] [No]"


def rich(*leaves: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [*leaves]}]}]


def test_rich_text_is_literal(ann: Viewer) -> None:
    literal = "*as* typed & <!channel> <@U2>"
    message = say("", rich({"type": "text", "text": literal}))
    assert screen.text(message, ann) == literal
    assert pings(message) == set()


@pytest.mark.parametrize(
    ("message", "whom"),
    [
        (say("<@U1> and <@U2|bo>"), {"U1", "U2"}),
        (say("", section("<!channel> <!here> <!everyone>")), {"channel", "here", "everyone"}),
        (say("&lt;!channel&gt; @channel &lt;@U1&gt;"), set()),
        (say("", [{"type": "header", "text": {"type": "plain_text", "text": "<!channel>"}}]), set()),
        (say("", rich({"type": "user", "user_id": "U1"}, {"type": "broadcast", "range": "here"})), {"U1", "here"}),
    ],
)
def test_only_real_mentions_ping(message: Message, whom: set[str]) -> None:
    assert pings(message) == whom
