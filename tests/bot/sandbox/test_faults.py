import http.client
import time
from collections import Counter
from urllib.error import URLError

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler

from bot.sandbox.faults import Fault, Faults, Planned
from bot.sandbox.server import Server
from bot.sandbox.world import World
from tests.bot.sandbox.calling import error, said

CUT_OFF = (ConnectionError, URLError, http.client.HTTPException)


def _stored(world: World, dm: str) -> int:
    return len(world.conversations[dm].messages)


def test_a_refusal_on_request_has_the_name_that_was_asked_for(
    world: World, server: Server, client: WebClient, dm: str
) -> None:
    server.faults.add("chat.postMessage", Fault.REFUSE, error="fatal_error")
    assert error(lambda: said(client, dm)) == "fatal_error"
    assert _stored(world, dm) == 0


@pytest.mark.parametrize(("fault", "stored"), [(Fault.RESET_BEFORE, 0), (Fault.RESET_AFTER, 1)])
def test_a_reset_gives_no_answer_whether_or_not_it_was_done(
    world: World, server: Server, client: WebClient, dm: str, fault: Fault, stored: int
) -> None:
    server.faults.add("chat.postMessage", fault)
    with pytest.raises(CUT_OFF):
        said(client, dm)
    assert _stored(world, dm) == stored


def test_a_500_comes_after_the_message_was_posted(world: World, server: Server, client: WebClient, dm: str) -> None:
    server.faults.add("chat.postMessage", Fault.ERROR_500_AFTER)
    with pytest.raises(SlackApiError) as caught:
        said(client, dm)
    assert caught.value.response.status_code == 500
    assert _stored(world, dm) == 1


def test_a_slow_call_outlasts_the_clients_patience_and_holds_up_nobody(
    world: World, server: Server, client: WebClient, dm: str
) -> None:
    server.faults.add("chat.postMessage", Fault.SLOW, seconds=0.4)
    hasty = WebClient(world.bot_token, base_url=server.base_url, timeout=0.1, retry_handlers=[])  # type: ignore[arg-type]
    with pytest.raises(TimeoutError):
        said(hasty, dm)
    began = time.monotonic()
    client.auth_test()
    assert time.monotonic() - began < 0.25


def test_a_429_on_request_is_overcome_by_the_sdks_retry(
    world: World, server: Server, client: WebClient, dm: str
) -> None:
    server.faults.add("chat.postMessage", Fault.RATE_LIMITED, seconds=0)
    client.retry_handlers.append(RateLimitErrorRetryHandler())
    said(client, dm)
    assert _stored(world, dm) == 1


def test_faults_wait_for_their_method_and_come_in_order(server: Server, client: WebClient) -> None:
    server.faults.add("auth.test", Fault.REFUSE, times=2, error="first")
    server.faults.add("auth.test", Fault.REFUSE, error="second")
    assert client.users_info(user="U1")["ok"]
    assert [error(client.auth_test) for _ in range(3)] == ["first", "first", "second"]
    assert client.auth_test()["ok"]


def test_faults_that_still_wait_can_be_forgotten(server: Server, client: WebClient) -> None:
    server.faults.add("auth.test", Fault.REFUSE)
    server.faults.clear()
    assert client.auth_test()["ok"]


def test_every_answer_can_be_made_late(server: Server, client: WebClient) -> None:
    server.latency = 0.1
    began = time.monotonic()
    client.auth_test()
    assert time.monotonic() - began >= 0.1


def test_a_share_of_the_calls_goes_wrong_and_the_same_ones_for_the_same_seed() -> None:
    drawn = [_drawn_faults(seed) for seed in (1, 1, 2)]
    assert drawn[0] == drawn[1] != drawn[2]
    assert drawn[0].count(Fault.RESET_BEFORE) == pytest.approx(1000, abs=100)
    assert drawn[0].count(Fault.RESET_AFTER) == pytest.approx(3000, abs=150)


def _drawn_faults(seed: int) -> list[Fault | None]:
    faults = Faults()
    faults.at_random("chat.postMessage", {Planned(Fault.RESET_BEFORE): 0.1, Planned(Fault.RESET_AFTER): 0.3}, seed)
    drawn = [faults.take("chat.postMessage") for _ in range(10_000)]
    assert faults.take("conversations.history") is None
    assert faults.happened("chat.postMessage") == Counter(filter(None, drawn))
    return [planned.fault if planned else None for planned in drawn]


def test_a_call_that_is_swallowed_outlasts_patience_and_does_nothing(
    world: World, server: Server, client: WebClient, dm: str
) -> None:
    server.faults.add("chat.postMessage", Fault.SWALLOWED, seconds=0.05)
    with pytest.raises(CUT_OFF):
        said(client, dm)
    assert _stored(world, dm) == 0
