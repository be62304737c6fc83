import time
from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.sandbox.methods import METHODS
from bot.sandbox.world import World
from bot.slack.scopes import OPTIONAL
from bot.slack.uploads import put
from tests.bot.sandbox.calling import modal, plain, question, refusal, said, section
from tests.bot.sandbox.shape import SHAPES, differences, shape

METADATA = {"event_type": "nudge", "event_payload": {"key": "k"}}
SHARED = {"file", "message", "user", "conversation", "view", "refusal"}
FORM = modal(submit=plain("Save"), close=plain("Back"), blocks=[question()], callback_id="c", external_id="e")
HOME = {"type": "home", "blocks": [section()]}

Ask = Callable[[WebClient, World, str], Any]


def _trigger(world: World) -> str:
    name = world.next_id("")
    world.triggers[name] = ("U1", time.monotonic())
    return name


def _open(client: WebClient, world: World) -> Any:
    return client.views_open(trigger_id=_trigger(world), view=FORM)


def _pushed(client: WebClient, world: World) -> Any:
    _open(client, world)
    return client.views_push(trigger_id=_trigger(world), view=modal())


def _edited(client: WebClient, channel: str) -> Any:
    ts = said(client, channel, blocks=[section()], metadata=METADATA)
    return client.chat_update(channel=channel, ts=ts, text="new")


def _pinned(client: WebClient, channel: str) -> str:
    ts = said(client, channel, blocks=[section()], metadata=METADATA)
    client.pins_add(channel=channel, timestamp=ts)
    return ts


def _upload(client: WebClient, dm: str) -> Any:
    given = client.files_getUploadURLExternal(filename="a.png", length=3, alt_txt="three bytes")
    put(given["upload_url"], b"abc", timeout=5)
    return client.files_completeUploadExternal(files=[{"id": given["file_id"], "title": "A"}], channel_id=dm)


def _history(client: WebClient, channel: str) -> Any:
    _pinned(client, channel)
    _edited(client, channel)
    _upload(client, channel)
    return client.conversations_history(channel=channel, limit=2, include_all_metadata=True)


ASK: dict[str, Ask] = {
    "auth.test": lambda client, _, __: client.auth_test(),
    "apps.connections.open": lambda client, world, _: client.apps_connections_open(app_token=world.app_token),
    "team.info": lambda client, _, __: client.team_info(),
    "users.info": lambda client, _, __: client.users_info(user="U1"),
    "users.profile.get": lambda client, _, __: client.users_profile_get(user="U1"),
    "users.list": lambda client, _, __: client.users_list(limit=3),
    "conversations.open": lambda client, _, __: client.conversations_open(users="U1"),
    "conversations.info": lambda client, _, dm: client.conversations_info(channel=dm),
    "conversations.members": lambda client, _, dm: client.conversations_members(channel=dm, limit=1),
    "conversations.history": lambda client, _, dm: _history(client, dm),
    "chat.postMessage": lambda client, _, dm: client.chat_postMessage(
        channel=dm, text="t", blocks=[section()], metadata=METADATA
    ),
    "chat.postEphemeral": lambda client, _, dm: client.chat_postEphemeral(channel=dm, user="U1", text="t"),
    "chat.update": lambda client, _, dm: _edited(client, dm),
    "chat.delete": lambda client, _, dm: client.chat_delete(channel=dm, ts=said(client, dm)),
    "chat.getPermalink": lambda client, _, dm: client.chat_getPermalink(channel=dm, message_ts=said(client, dm)),
    "files.getUploadURLExternal": lambda client, _, __: client.files_getUploadURLExternal(filename="a.png", length=3),
    "files.completeUploadExternal": lambda client, _, dm: _upload(client, dm),
    "views.open": lambda client, world, _: _open(client, world),
    "views.push": lambda client, world, _: _pushed(client, world),
    "views.update": lambda client, world, _: client.views_update(view_id=_open(client, world)["view"]["id"], view=FORM),
    "views.publish": lambda client, _, __: client.views_publish(user_id="U1", view=HOME),
    "pins.add": lambda client, _, dm: client.pins_add(channel=dm, timestamp=said(client, dm)),
    "pins.remove": lambda client, _, dm: client.pins_remove(channel=dm, timestamp=_pinned(client, dm)),
}


@pytest.fixture
def permitted(world: World) -> None:
    world.scopes |= {"team:read", "im:read", "mpim:read", "channels:read", *OPTIONAL}


@pytest.mark.usefixtures("permitted")
@pytest.mark.parametrize("method", sorted(ASK))
def test_an_answer_has_slacks_shape(world: World, client: WebClient, dm: str, method: str) -> None:
    assert [*differences(shape(method), ASK[method](client, world, dm).data)] == []


def test_every_method_has_a_shape_and_is_asked() -> None:
    recorded = {path.stem for path in SHAPES.glob("*.json")} - SHARED
    assert recorded == ASK.keys() == METHODS.keys() | {"apps.connections.open"}


@pytest.mark.usefixtures("permitted")
@pytest.mark.parametrize("people", ["U1", "U1,U2"])
def test_every_kind_of_conversation_has_slacks_shape(client: WebClient, people: str) -> None:
    opened = client.conversations_open(users=people, return_im=True)["channel"]
    described = [opened, client.conversations_info(channel="C1")["channel"]]
    assert [fault for one in described for fault in differences("@conversation", one)] == []


@pytest.mark.parametrize(
    "call",
    [
        lambda client: client.api_call("chat.whisper"),
        lambda client: client.team_info(),
        lambda client: client.users_info(user="U404"),
        lambda client: client.chat_postMessage(channel="U1", text="t", blocks=[{"type": "hologram"}]),
        lambda client: client.views_publish(user_id="U1", view=modal()),
    ],
)
def test_a_refusal_has_slacks_shape(client: WebClient, call: Callable[[WebClient], object]) -> None:
    answer = refusal(lambda: call(client))
    assert [*differences(shape("refusal"), answer)] == []
    assert answer["ok"] is False


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        ({"ok": True}, "/channel: missing"),
        ({"ok": True, "channel": "C", "ts": 5}, "/ts: number instead of string"),
        ({"ok": True, "channel": "C", "ts": "5", "mood": "x"}, "/mood: unknown to Slack"),
        ({"ok": True, "channel": None, "ts": "5"}, "/channel: null instead of string"),
    ],
)
def test_the_comparison_sees_each_kind_of_difference(answer: dict[str, Any], fault: str) -> None:
    assert fault in differences(shape("chat.delete"), answer)
