import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest
from slack_sdk import WebClient

from bot.sandbox.server import Server
from bot.sandbox.world import World
from tests.bot.sandbox.calling import said


def test_it_listens_on_loopback_only(server: Server) -> None:
    assert urlsplit(server.base_url).hostname == "127.0.0.1"


def test_a_taken_port_is_reported_to_whoever_starts_it(world: World) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        second = Server(world, port=taken.getsockname()[1])
        with pytest.raises(OSError, match="in use"):
            second.start()


def test_nothing_answers_and_no_thread_stays_after_it_stopped(world: World) -> None:
    before = set(threading.enumerate())
    with Server(world) as server:
        WebClient(world.bot_token, base_url=server.base_url).auth_test()
    assert set(threading.enumerate()) <= before
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", urlsplit(server.base_url).port or 0), timeout=1)


def test_a_workspace_that_was_away_comes_back_at_its_address_with_all_it_held(world: World) -> None:
    server = Server(world)
    server.start()
    client = WebClient(world.bot_token, base_url=server.base_url)
    first = client.chat_postMessage(channel="U1", text="before")
    server.stop()
    server.stop()
    with server:
        messages = client.conversations_history(channel=first["channel"])["messages"]
    assert [message["ts"] for message in messages] == [first["ts"]]


def test_calls_at_once_lose_no_message(world: World, server: Server, client: WebClient, dm: str) -> None:
    server.rate_limits = False
    with ThreadPoolExecutor(8) as pool:
        stamps = list(pool.map(lambda number: said(client, dm, str(number)), range(40)))
    assert len(set(stamps)) == 40
    assert sorted(message.ts for message in world.conversations[dm].messages) == sorted(stamps)
