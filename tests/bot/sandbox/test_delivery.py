import json
from collections.abc import Callable, Iterator
from contextlib import closing
from http.client import HTTPConnection
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import pytest
import websocket
from slack_sdk import WebClient
from slack_sdk.signature import SignatureVerifier

from bot.sandbox.delivery import Kind, Trouble, trouble_of
from bot.sandbox.http_delivery import HttpDelivery, encode, signature
from bot.sandbox.server import Server
from bot.sandbox.socket_delivery import SocketDelivery
from bot.sandbox.sockets import Sockets
from bot.sandbox.world import Json, World

Connect = Callable[[], Any]


@pytest.fixture
def connect(world: World, server: Server) -> Iterator[Connect]:
    """Give a function that opens one more Socket Mode connection and reads its hello."""
    opened: list[Any] = []

    def connection() -> Any:
        asking = WebClient(world.app_token, base_url=server.base_url)
        url = asking.apps_connections_open(app_token=world.app_token)["url"]
        opened.append(websocket.create_connection(url, timeout=5))
        hello = json.loads(opened[-1].recv())
        assert hello["type"] == "hello"
        assert server.sockets.wait(len(opened))
        return opened[-1]

    yield connection
    server.sockets.drop()
    for link in opened:
        link.shutdown()


def acknowledging(link: Any, payload: Json | None = None) -> tuple[Thread, list[Json]]:
    heard: list[Json] = []

    def listen() -> None:
        heard.append(json.loads(link.recv()))
        link.send("not json")
        link.send(json.dumps({"envelope_id": heard[0]["envelope_id"], "payload": payload}))

    thread = Thread(target=listen)
    thread.start()
    return thread, heard


@pytest.mark.parametrize("kind", list(Kind))
def test_signatures_satisfy_slacks_own_verifier(kind: Kind) -> None:
    _, body = encode(kind, {"text": "naïve & <kind>"})
    headers = signature("secret", body)
    verifier = SignatureVerifier("secret")
    assert verifier.is_valid_request(body, headers)
    assert not verifier.is_valid_request(body + b"x", headers)


@pytest.mark.parametrize(
    ("status", "trouble"),
    [(200, None), (204, None), (302, Trouble.REFUSED), (404, Trouble.REFUSED), (500, Trouble.FAILED)],
)
def test_only_a_2xx_is_an_acknowledgement(status: int, trouble: Trouble | None) -> None:
    assert trouble_of(status) is trouble


def test_nobody_at_the_address_is_told_from_a_slow_bot() -> None:
    answer = HttpDelivery("http://127.0.0.1:9/slack/events", "secret").deliver(Kind.EVENT, {})
    assert (answer.status, answer.trouble) == (0, Trouble.UNREACHABLE)


def test_an_envelope_is_answered_by_its_id(server: Server, connect: Connect) -> None:
    thread, heard = acknowledging(connect(), {"text": "hello"})
    answer = SocketDelivery(server.sockets).deliver(Kind.COMMAND, {"command": "/trellis"})
    thread.join()
    assert answer.body == {"text": "hello"}
    assert answer.trouble is None
    assert heard[0]["type"] == "slash_commands"
    assert heard[0]["accepts_response_payload"]
    assert "retry_attempt" not in heard[0]


def test_an_event_says_which_attempt_it_is(server: Server, connect: Connect) -> None:
    thread, heard = acknowledging(connect())
    SocketDelivery(server.sockets).deliver(Kind.EVENT, {}, retry=2, reason="http_timeout")
    thread.join()
    assert (heard[0]["retry_attempt"], heard[0]["retry_reason"]) == (2, "http_timeout")
    assert not heard[0]["accepts_response_payload"]


def test_connections_take_turns(server: Server, connect: Connect) -> None:
    listening = [acknowledging(connect()) for _ in range(2)]
    for number in range(2):
        SocketDelivery(server.sockets).deliver(Kind.INTERACTIVE, {"number": number})
    for thread, _ in listening:
        thread.join()
    assert [heard[0]["payload"]["number"] for _, heard in listening] == [0, 1]


def test_silence_is_a_timeout(server: Server, connect: Connect) -> None:
    connect()
    answer = SocketDelivery(server.sockets, patience=0.05).deliver(Kind.COMMAND, {})
    assert answer.trouble is Trouble.TIMEOUT


def test_without_a_connection_nothing_is_delivered(world: World) -> None:
    answer = SocketDelivery(Sockets(world)).deliver(Kind.COMMAND, {})
    assert answer.trouble is Trouble.UNREACHABLE


def test_a_disconnect_is_announced_and_then_final(server: Server, connect: Connect) -> None:
    link = connect()
    thread = Thread(target=server.sockets.disconnect)
    thread.start()
    assert json.loads(link.recv())["type"] == "disconnect"
    assert link.recv() == ""
    thread.join()


def test_a_ticket_opens_one_connection(world: World, server: Server) -> None:
    asking = WebClient(world.app_token, base_url=server.base_url)
    url = asking.apps_connections_open(app_token=world.app_token)["url"]
    websocket.create_connection(url, timeout=5).close()
    parts = urlsplit(url)
    with closing(HTTPConnection(parts.netloc, timeout=5)) as again:
        again.request("GET", f"{parts.path}?{parts.query}")
        assert again.getresponse().status == 401
