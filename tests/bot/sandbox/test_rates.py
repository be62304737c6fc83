from datetime import timedelta

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox.rates import Tier
from bot.sandbox.server import Server
from bot.sandbox.world import World
from tests.bot.sandbox.calling import error, said


def _exhaust(world: World, server: Server, tier: Tier, method: str, channel: str = "") -> None:
    for _ in range(tier.value.burst):
        server.calls.answer(method, world.bot_token, {"channel": channel, "text": "x", "user": "U1"})


def test_too_many_calls_are_told_how_long_to_wait(world: World, server: Server, client: WebClient) -> None:
    _exhaust(world, server, Tier.FOUR, "users.info")
    with pytest.raises(SlackApiError) as caught:
        client.users_info(user="U1")
    response = caught.value.response
    assert (response.status_code, response["error"]) == (429, "ratelimited")
    assert response.headers["Retry-After"] == "1"


def test_waiting_as_long_as_told_lets_the_next_call_through(world: World, server: Server, client: WebClient) -> None:
    _exhaust(world, server, Tier.TWO, "users.list")
    assert error(client.users_list) == "ratelimited"
    world.clock.advance(timedelta(seconds=3))
    assert client.users_list()["ok"]
    assert error(client.users_list) == "ratelimited"


def test_posting_is_counted_by_channel_at_one_a_second(
    world: World, server: Server, client: WebClient, dm: str
) -> None:
    _exhaust(world, server, Tier.POSTING, "chat.postMessage", dm)
    assert error(lambda: said(client, dm)) == "ratelimited"
    assert said(client, "C1")
    world.clock.advance(timedelta(seconds=1))
    assert said(client, dm)


def test_a_method_does_not_use_up_anothers_calls(world: World, server: Server, client: WebClient) -> None:
    _exhaust(world, server, Tier.TWO, "users.list")
    assert client.users_info(user="U1")["ok"]


def test_benchmarks_can_do_without_limits(world: World, server: Server, client: WebClient) -> None:
    server.rate_limits = False
    _exhaust(world, server, Tier.TWO, "users.list")
    assert client.users_list()["ok"]
