import http.client
import json
from datetime import timedelta
from typing import Any

import pytest
from slack_sdk import WebClient, WebhookClient
from slack_sdk.webhook import WebhookResponse

from bot.sandbox.faults import Fault
from bot.sandbox.response_urls import LIFETIME, USES
from bot.sandbox.server import Server
from bot.sandbox.world import Message, World
from tests.bot.sandbox.calling import said, section


def _post(server: Server, path: str, **body: Any) -> WebhookResponse:
    return WebhookClient(server.origin + path).send_dict(body)


def _shown(world: World, channel: str) -> list[tuple[str, str | None]]:
    return [(message.text, message.visible_to) for message in world.conversations[channel].messages]


def test_an_answer_to_a_command_is_for_the_asker_alone_unless_it_says_otherwise(world: World, server: Server) -> None:
    path = server.response_urls.issue("U1", "C2", None)
    assert _post(server, path, text="psst").body == "ok"
    _post(server, path, text="listen", response_type="in_channel")
    assert _shown(world, "C2") == [("psst", "U1"), ("listen", None)]


def test_a_command_works_even_between_two_people(world: World, server: Server) -> None:
    _post(server, server.response_urls.issue("U1", "D9", None), text="psst")
    assert _shown(world, "D9") == [("psst", "U1")]


def test_the_message_that_was_clicked_can_be_replaced(world: World, server: Server, client: WebClient, dm: str) -> None:
    ts = said(client, dm, blocks=[section(), section()])
    path = server.response_urls.issue("U1", dm, ts)
    _post(server, path, text="done", blocks=[section("done")], replace_original=True)
    (message,) = world.conversations[dm].messages
    assert (message.ts, message.text, len(message.blocks)) == (ts, "done", 1)


def test_a_replacement_takes_all_of_the_message_away(world: World, server: Server, client: WebClient, dm: str) -> None:
    path = server.response_urls.issue("U1", dm, said(client, dm, blocks=[section()]))
    _post(server, path, text="done", replace_original=True)
    assert world.conversations[dm].messages[0].blocks == []


@pytest.mark.parametrize(("more", "left"), [({}, ["new"]), ({"replace_original": False}, ["old", "new"])])
def test_a_click_replaces_its_message_unless_told_not_to(
    world: World, server: Server, client: WebClient, dm: str, more: dict[str, bool], left: list[str]
) -> None:
    path = server.response_urls.issue("U1", dm, said(client, dm, "old"))
    _post(server, path, text="new", **more)
    assert [text for text, _ in _shown(world, dm)] == left


def test_a_commands_answer_is_never_replaced(world: World, server: Server) -> None:
    path = server.response_urls.issue("U1", "C1", None)
    _post(server, path, text="wait")
    _post(server, path, text="done", replace_original=True)
    assert [text for text, _ in _shown(world, "C1")] == ["wait", "done"]


def test_the_message_that_was_clicked_can_be_deleted(world: World, server: Server, client: WebClient, dm: str) -> None:
    path = server.response_urls.issue("U1", dm, said(client, dm))
    assert _post(server, path, delete_original=True).status_code == 200
    assert _shown(world, dm) == []
    assert json.loads(_post(server, path, delete_original=True).body)["error"] == "message_not_found"


def test_an_address_works_five_times(server: Server) -> None:
    path = server.response_urls.issue("U1", "C1", None)
    assert [_post(server, path, text="x").status_code for _ in range(USES)] == [200] * 5
    sixth = _post(server, path, text="x")
    assert (sixth.status_code, json.loads(sixth.body)) == (404, {"ok": False, "error": "used_url"})


def test_an_address_works_for_thirty_minutes_of_the_workspaces_clock(world: World, server: Server) -> None:
    path = server.response_urls.issue("U1", "C1", None)
    world.clock.advance(LIFETIME)
    assert _post(server, path, text="x").status_code == 200
    world.clock.advance(timedelta(seconds=1))
    late = _post(server, path, text="x")
    assert (late.status_code, json.loads(late.body)["error"]) == (404, "expired_url")


@pytest.mark.parametrize(
    ("body", "name"),
    [({"response_type": "ephemeral"}, "no_text"), ({"text": "x", "blocks": [{"type": "hologram"}]}, "invalid_blocks")],
)
def test_what_no_message_could_hold_is_refused(server: Server, body: dict[str, Any], name: str) -> None:
    answer = _post(server, server.response_urls.issue("U1", "C1", None), **body)
    assert (answer.status_code, json.loads(answer.body)["error"]) == (400, name)


def test_faults_reach_response_addresses_too(world: World, server: Server) -> None:
    server.faults.add("response_url", Fault.RESET_AFTER)
    path = server.response_urls.issue("U1", "C1", None)
    client = WebhookClient(server.origin + path, retry_handlers=[])
    with pytest.raises((OSError, http.client.HTTPException)):
        client.send_dict({"text": "x"})
    assert _shown(world, "C1") == [("x", "U1")]


def test_an_ephemeral_message_that_was_clicked_can_be_replaced(world: World, server: Server) -> None:
    hidden = Message("5.5", "C1", "U0TRELLIS", "old", by_bot=True, visible_to="U1")
    world.conversations["C1"].messages.append(hidden)
    _post(server, server.response_urls.issue("U1", "C1", "5.5"), text="new", replace_original=True)
    assert _shown(world, "C1") == [("new", "U1")]
