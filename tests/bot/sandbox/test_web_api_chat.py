import json
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.sandbox.world import Message, World
from tests.bot.sandbox.calling import button, error, said, section


def test_a_message_carries_who_posted_it(world: World, client: WebClient, dm: str) -> None:
    message = client.chat_postMessage(channel=dm, text="a *b* & <!channel>")["message"]
    assert message["text"] == "a *b* & <!channel>"
    assert (message["user"], message["bot_id"]) == (world.bot_user_id, world.bot_id)
    assert (message["app_id"], message["team"]) == (world.app_id, world.team_id)


def test_blocks_and_buttons_without_ids_get_some(client: WebClient, dm: str) -> None:
    blocks = [section(accessory=button()), {"type": "actions", "block_id": "mine", "elements": [button()]}]
    stored = client.chat_postMessage(channel=dm, text="t", blocks=blocks)["message"]["blocks"]
    assert stored[0]["block_id"]
    assert stored[0]["accessory"]["action_id"]
    assert stored[1]["block_id"] == "mine"
    assert stored[1]["elements"][0]["action_id"] != stored[0]["accessory"]["action_id"]


def test_a_persons_id_stands_for_the_dm_with_them(client: WebClient, dm: str) -> None:
    assert client.chat_postMessage(channel="U1", text="hi")["channel"] == dm
    assert client.chat_postMessage(channel="U2", text="hi")["channel"].startswith("D")


def test_a_form_and_a_json_body_mean_the_same(client: WebClient, dm: str) -> None:
    blocks = [section("x", block_id="b")]
    as_json = client.api_call("chat.postMessage", json={"channel": dm, "text": "t", "blocks": blocks})
    as_form = client.api_call("chat.postMessage", data={"channel": dm, "text": "t", "blocks": json.dumps(blocks)})
    assert as_json["message"]["blocks"] == as_form["message"]["blocks"] == blocks


@pytest.mark.parametrize(
    ("channel", "name"),
    [("C2", "not_in_channel"), ("C404", "channel_not_found"), ("", "channel_not_found")],
)
def test_a_bot_speaks_only_where_it_is(client: WebClient, channel: str, name: str) -> None:
    assert error(lambda: client.chat_postMessage(channel=channel, text="hi")) == name


@pytest.mark.parametrize(
    ("said_", "name"),
    [
        ({"text": ""}, "no_text"),
        ({"text": "", "blocks": []}, "no_text"),
        ({"text": "x" * 40_001}, "msg_too_long"),
        ({"text": "t", "blocks": "{"}, "invalid_blocks_format"),
        ({"text": "t", "blocks": "{}"}, "invalid_blocks_format"),
        ({"text": "t", "metadata": "{"}, "invalid_metadata_format"),
        ({"text": "t", "metadata": {"event_type": "x"}}, "invalid_metadata_format"),
        ({"text": "t", "metadata": {"event_type": "", "event_payload": {}}}, "invalid_metadata_format"),
    ],
)
def test_a_message_says_something_well_formed(client: WebClient, dm: str, said_: dict[str, Any], name: str) -> None:
    assert error(lambda: client.api_call("chat.postMessage", json={"channel": dm} | said_)) == name


def test_an_update_keeps_what_it_does_not_name(client: WebClient, dm: str) -> None:
    metadata = {"event_type": "x", "event_payload": {}}
    ts = said(client, dm, "old", blocks=[section("kept", block_id="b")], metadata=metadata)
    answer = client.chat_update(channel=dm, ts=ts, text="new")
    assert (answer["ts"], answer["text"]) == (ts, "new")
    stored = client.conversations_history(channel=dm, include_all_metadata=True)["messages"][0]
    assert (stored["text"], stored["blocks"]) == ("new", [section("kept", block_id="b")])
    assert stored["metadata"] == metadata
    assert stored["edited"]["ts"] > ts


def test_an_update_takes_away_what_it_sends_empty(client: WebClient, dm: str) -> None:
    metadata = {"event_type": "x", "event_payload": {}}
    ts = said(client, dm, blocks=[section()], metadata=metadata)
    client.chat_update(channel=dm, ts=ts, text="bare", blocks=[], metadata={})
    stored = client.conversations_history(channel=dm, include_all_metadata=True)["messages"][0]
    assert not {"blocks", "metadata"} & stored.keys()


def test_only_its_own_messages_are_the_bots_to_change(world: World, client: WebClient, dm: str) -> None:
    world.conversations[dm].messages.append(Message("1.5", dm, "U1", "mine"))
    assert error(lambda: client.chat_update(channel=dm, ts="1.5", text="x")) == "cant_update_message"
    assert error(lambda: client.chat_delete(channel=dm, ts="1.5")) == "cant_delete_message"


def test_a_deleted_message_is_gone_with_its_pin(world: World, client: WebClient, dm: str) -> None:
    ts = said(client, dm)
    client.pins_add(channel=dm, timestamp=ts)
    client.chat_delete(channel=dm, ts=ts)
    assert (world.conversations[dm].messages, world.conversations[dm].pins) == ([], [])
    assert error(lambda: client.chat_delete(channel=dm, ts=ts)) == "message_not_found"
    assert error(lambda: client.chat_update(channel=dm, ts=ts, text="x")) == "message_not_found"


def test_an_ephemeral_message_is_for_one_member_of_the_conversation(world: World, client: WebClient, dm: str) -> None:
    ts = client.chat_postEphemeral(channel=dm, user="U1", text="psst")["message_ts"]
    assert [(m.ts, m.visible_to) for m in world.conversations[dm].messages] == [(ts, "U1")]
    assert error(lambda: client.chat_update(channel=dm, ts=ts, text="x")) == "message_not_found"
    outsider = error(lambda: client.chat_postEphemeral(channel=dm, user="U2", text="psst"))
    assert outsider == "user_not_in_channel"


def test_a_permalink_leads_to_the_message(client: WebClient, dm: str) -> None:
    ts = said(client, dm)
    link = client.chat_getPermalink(channel=dm, message_ts=ts)["permalink"]
    assert link == f"https://sandbox.slack.com/archives/{dm}/p{ts.replace('.', '')}"
    assert error(lambda: client.chat_getPermalink(channel=dm, message_ts="1.1")) == "message_not_found"
