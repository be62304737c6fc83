import dataclasses
import json
from urllib.request import Request, urlopen

import pytest
from slack_sdk import WebClient

from bot.sandbox.methods import METHODS
from bot.sandbox.server import Server
from bot.sandbox.world import World
from tests.bot.sandbox.calling import error, refusal

EVERY_METHOD = sorted({*METHODS, "apps.connections.open"})


@pytest.mark.parametrize("method", EVERY_METHOD)
def test_every_method_asks_for_a_token_it_knows(server: Server, method: str) -> None:
    nobody = WebClient(base_url=server.base_url)
    stranger = WebClient("xoxb-somebody-else", base_url=server.base_url)
    assert error(lambda: nobody.api_call(method)) == "not_authed"
    assert error(lambda: stranger.api_call(method)) == "invalid_auth"


@pytest.mark.parametrize("method", EVERY_METHOD)
def test_an_uninstalled_app_can_do_nothing(world: World, server: Server, method: str) -> None:
    world.installed = False
    token = world.app_token if method == "apps.connections.open" else world.bot_token
    client = WebClient(token, base_url=server.base_url)
    assert error(lambda: client.api_call(method)) == "account_inactive"


@pytest.mark.parametrize("method", sorted(name for name in METHODS if METHODS[name].scope))
def test_a_missing_scope_is_named_with_those_at_hand(world: World, client: WebClient, method: str) -> None:
    world.scopes = frozenset({"commands", "zzz"})
    refused = refusal(lambda: client.api_call(method))
    assert refused["error"] == "missing_scope"
    assert refused["needed"] == METHODS[method].scope
    assert refused["provided"] == "commands,zzz"


def test_a_method_that_slack_does_not_have_is_unknown(client: WebClient) -> None:
    assert error(lambda: client.api_call("chat.whisper")) == "unknown_method"


def test_the_answer_names_the_scopes_of_the_token(world: World, client: WebClient) -> None:
    assert client.auth_test().headers["X-OAuth-Scopes"] == ",".join(sorted(world.scopes))


def test_a_socket_address_is_for_the_app_token_only(world: World, server: Server, client: WebClient) -> None:
    assert error(lambda: client.apps_connections_open(app_token=world.bot_token)) == "not_allowed_token_type"
    address = client.apps_connections_open(app_token=world.app_token)["url"]
    assert address.startswith(server.origin.replace("http", "ws") + "/link?ticket=")


def test_the_app_token_is_not_the_bots(world: World, server: Server) -> None:
    app = WebClient(world.app_token, base_url=server.base_url)
    assert error(app.team_info) == "not_allowed_token_type"


def test_auth_test_and_team_info_name_the_workspace(world: World, client: WebClient) -> None:
    world.scopes |= {"team:read"}
    assert client.auth_test()["bot_id"] == world.bot_id
    assert client.team_info()["team"]["domain"] == world.team_domain


def test_a_token_may_come_as_a_parameter(world: World, server: Server) -> None:
    client = WebClient(base_url=server.base_url)
    assert client.api_call("auth.test", data={"token": world.bot_token})["ok"]


@pytest.mark.parametrize(("body", "name"), [("{", "invalid_json"), ("[]", "json_not_object")])
def test_a_body_that_is_no_json_object_is_refused(server: Server, body: str, name: str) -> None:
    request = Request(f"{server.base_url}auth.test", body.encode(), {"Content-Type": "application/json"})
    with urlopen(request, timeout=5) as answer:
        assert json.loads(answer.read())["error"] == name


def test_calls_are_remembered_by_method_and_refusal_only(server: Server, client: WebClient) -> None:
    client.auth_test()
    error(lambda: client.users_info(user="U404"))
    made = [dataclasses.astuple(call) for call in server.calls.made]
    assert made == [("auth.test", ""), ("users.info", "user_not_found")]
