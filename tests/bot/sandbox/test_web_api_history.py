from typing import Any

import pytest
from slack_sdk import WebClient

from bot.sandbox.world import Message, World
from tests.bot.sandbox.calling import error, refusal, said


@pytest.fixture
def five(client: WebClient, dm: str) -> list[str]:
    """Give the timestamps of five messages, the oldest first."""
    return [said(client, dm, f"message {number}") for number in range(5)]


def _read(client: WebClient, dm: str, **more: Any) -> list[str]:
    return [message["ts"] for message in client.conversations_history(channel=dm, **more)["messages"]]


def test_the_newest_comes_first(client: WebClient, dm: str, five: list[str]) -> None:
    assert _read(client, dm) == five[::-1]


def test_one_message_is_read_by_its_pointer(client: WebClient, dm: str, five: list[str]) -> None:
    assert _read(client, dm, latest=five[2], inclusive=True, limit=1) == [five[2]]


def test_a_pointer_to_a_deleted_message_gives_the_one_before(client: WebClient, dm: str, five: list[str]) -> None:
    client.chat_delete(channel=dm, ts=five[2])
    assert _read(client, dm, latest=five[2], inclusive=True, limit=1) == [five[1]]


def test_bounds_are_left_out_unless_asked_for(client: WebClient, dm: str, five: list[str]) -> None:
    assert _read(client, dm, oldest=five[0], latest=five[4]) == five[3:0:-1]
    assert _read(client, dm, oldest=five[0], latest=five[4], inclusive=True) == five[::-1]


def test_pages_hold_every_message_once(client: WebClient, dm: str, five: list[str]) -> None:
    pages = [
        ([message["ts"] for message in page["messages"]], page["has_more"])
        for page in client.conversations_history(channel=dm, limit=2)
    ]
    assert pages == [(five[:2:-1], True), (five[2:0:-1], True), (five[:1], False)]


def test_metadata_is_given_only_when_asked_for(client: WebClient, dm: str) -> None:
    metadata = {"event_type": "nudge", "event_payload": {"key": "k1"}}
    said(client, dm, metadata=metadata)
    plainly = client.conversations_history(channel=dm)["messages"]
    fully = client.conversations_history(channel=dm, include_all_metadata=True)["messages"]
    assert "metadata" not in plainly[0]
    assert fully[0]["metadata"] == metadata


def test_what_people_say_is_there_and_ephemeral_messages_are_not(world: World, client: WebClient, dm: str) -> None:
    world.conversations[dm].messages.append(Message(world.clock.next_ts(), dm, "U1", "from me"))
    client.chat_postEphemeral(channel=dm, user="U1", text="only you")
    messages = client.conversations_history(channel=dm)["messages"]
    assert [(message["user"], message["text"]) for message in messages] == [("U1", "from me")]
    assert "bot_id" not in messages[0]


@pytest.mark.parametrize(("people", "scope"), [("U1", "im:history"), ("U1,U2", "mpim:history")])
def test_reading_needs_the_scope_of_the_conversations_kind(
    world: World, client: WebClient, people: str, scope: str
) -> None:
    world.scopes = (world.scopes - {"im:history"}) | {"channels:history"}
    channel = client.conversations_open(users=people)["channel"]["id"]
    refused = refusal(lambda: client.conversations_history(channel=channel))
    assert (refused["error"], refused["needed"]) == ("missing_scope", scope)


def test_partners_are_out_of_reach_with_the_scopes_of_trellis(client: WebClient) -> None:
    channel = client.conversations_open(users="U1,U2")["channel"]["id"]
    assert refusal(lambda: client.conversations_history(channel=channel))["needed"] == "mpim:history"


def test_a_channel_that_the_bot_left_is_not_read(world: World, client: WebClient) -> None:
    world.scopes |= {"channels:history"}
    assert error(lambda: client.conversations_history(channel="C2")) == "not_in_channel"
    assert error(lambda: client.conversations_history(channel="C404")) == "channel_not_found"


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ({"latest": "soon"}, "invalid_ts_latest"),
        ({"oldest": "once"}, "invalid_ts_oldest"),
        ({"limit": 1000}, "invalid_limit"),
        ({"cursor": "x"}, "invalid_cursor"),
    ],
)
def test_bad_bounds_are_refused(client: WebClient, dm: str, asked: dict[str, Any], name: str) -> None:
    assert error(lambda: client.conversations_history(channel=dm, **asked)) == name
