import http.client
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.config import ConfigError
from bot.http_server import listen
from bot.sandbox.delivery import Kind
from bot.sandbox.http_delivery import encode, signature
from bot.web import LARGEST_BODY

ROOT = Path(__file__).parents[2]
SECRET = "sandbox-signing-secret"
CANARY = "i-want-to-leave-my-job-quietly"
SERVER = """
import sys
from contextlib import contextmanager
from datetime import UTC, datetime
from bot import http_server, logs, web
from bot.sandbox.clock import Clock
from bot.sandbox.world import World
from tests.bot.edge import Told, app_of

@contextmanager
def opened():
    app = app_of(World(Clock()), "http://127.0.0.1:9/api/", Told())
    yield web.make_wsgi(app, "sandbox-signing-secret", lambda: datetime.now(UTC))
    print("closed", flush=True)

logs.configure("DEBUG")
listener = http_server.listen("127.0.0.1", 0)
print(listener.getsockname()[1], flush=True)
http_server.listen = lambda host, port: listener
http_server.serve(opened, "127.0.0.1", 0)
"""


@pytest.fixture(scope="module")
def server() -> Iterator[subprocess.Popen[str]]:
    environ = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", SERVER]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environ, cwd=ROOT
    ) as process:
        yield process
        process.kill()


@pytest.fixture(scope="module")
def port(server: subprocess.Popen[str]) -> int:
    assert server.stdout is not None
    return int(server.stdout.readline())


def status(port: int, body: bytes, headers: dict[str, str]) -> int:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        connection.request("POST", "/slack/events", body, headers)
        return connection.getresponse().status


def raw(port: int, request: bytes) -> bytes:
    """Send bytes as they are and give the status line."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(request)
        connection.shutdown(socket.SHUT_WR)
        return connection.makefile("rb").readline()


def test_signed_requests_are_served(port: int) -> None:
    content_type, body = encode(Kind.COMMAND, {"command": "/trellis", "text": "help", "user_id": "U1"})
    assert status(port, body, {"Content-Type": content_type, **signature(SECRET, body)}) == 200
    assert status(port, CANARY.encode(), {"Content-Type": content_type, **signature(SECRET, CANARY.encode())}) == 400
    assert status(port, body, {"Content-Type": content_type}) == 401


def test_a_body_that_is_too_large_is_refused(port: int) -> None:
    assert status(port, b"a" * (LARGEST_BODY + 1), {}) == 413


POST = b"POST /slack/events HTTP/1.1\r\nHost: x\r\n"
CHUNKED = b"Transfer-Encoding: chunked\r\n\r\n"


@pytest.mark.parametrize(
    ("request_bytes", "answer"),
    [
        (POST + b"Content-Length: 50\r\n\r\nshort", b"401"),
        (POST + b"Content-Length: 1\r\n\r\nlonger than it says", b"401"),
        (POST + b"Content-Length: ten\r\n\r\n", b"400"),
        (POST + CHUNKED + b"zz\r\n\r\n", b"400"),
        (
            POST + CHUNKED + b"" + b"f4240\r\n" + b"a" * 1_000_000 + b"\r\n1\r\na\r\n0\r\n\r\n",
            b"413",
        ),
        (POST + CHUNKED + b"3\r\nabc\r\n0\r\n\r\n", b"401"),
        (POST + b"Transfer-Encoding: gzip\r\n\r\n", b"400"),
        (POST + b"Expect: miracles\r\nContent-Length: 0\r\n\r\n", b"400"),
        (POST + b"X: " + b"a" * 100_000 + b"\r\n\r\n", b"400"),
        (b"\x00\xff\r\n\r\n", b"400"),
        (b"GET " + b"/a" * 10_000 + b" HTTP/1.1\r\n\r\n", b"400"),
        (b"GET /slack/events HTTP/1.1\r\nHost: x\r\n\r\n", b"405"),
        (b"GET /../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n", b"404"),
    ],
)
def test_garbage_on_the_wire_never_breaks_the_server(port: int, request_bytes: bytes, answer: bytes) -> None:
    assert raw(port, request_bytes).split(b" ")[1] == answer


def test_a_port_in_use_is_one_sentence() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as taken,
        pytest.raises(ConfigError, match="set PORT or HOST to another"),
    ):
        listen("127.0.0.1", taken.getsockname()[1])


def test_it_stops_cleanly_and_has_logged_no_request(server: subprocess.Popen[str], port: int) -> None:
    assert port
    server.send_signal(signal.SIGTERM)
    out, logged = server.communicate(timeout=15)
    assert (server.returncode, out) == (0, "closed\n")
    assert "bot.http_server listening at 127.0.0.1, port" in logged
    assert CANARY not in logged
    assert "miracles" not in logged
    assert "Traceback" not in logged
