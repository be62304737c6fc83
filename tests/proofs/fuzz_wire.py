"""Requests that are broken on their way: what only a real server behind a real socket can be shown to bear."""

import random
import socket
import time
from collections.abc import Callable
from contextlib import suppress

from bot.sandbox.http_delivery import signature
from tests.proofs.fuzz_bodies import CANARY, Body
from tests.proofs.mutations import spoilt
from tests.proofs.web_process import WORLD

NO_ANSWER = 0
"""Stands where a status would when the connection was closed without one."""
WAIT = 10.0
"""Seconds for an answer; a slow body must not keep it longer."""
SLOW = 0.02
"""Seconds between two parts of a slow body."""
Wire = Callable[[bytes, str, random.Random], list[bytes]]


def send(port: int, body: Body, chance: random.Random) -> int:
    """Send a spoilt body, half of them signed, in a broken way; gives the status."""
    content = spoilt(body, chance)
    signed = signature(WORLD.signing_secret, content) if chance.random() < 0.5 else {}
    lines = "".join(f"{name}: {value}\r\n" for name, value in signed.items())
    headers = f"Content-Type: {body.content_type}\r\n{lines}"
    parts = chance.choice(WIRES)(content, headers, chance)
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=WAIT) as connection:
        with suppress(OSError):  # it may have answered already, and heard enough
            for number, part in enumerate(parts):
                if number:
                    time.sleep(SLOW)
                connection.sendall(part)
            connection.shutdown(socket.SHUT_WR)
        return _status(connection.makefile("rb").readline())
    return NO_ANSWER


def _status(line: bytes) -> int:
    parts = line.split(b" ")
    return int(parts[1]) if len(parts) > 1 and parts[1].isdigit() else NO_ANSWER


def _request(headers: str, rest: str = "") -> bytes:
    start = f"POST /slack/events HTTP/1.1\r\nHost: {CANARY}\r\nConnection: close\r\n{headers}{rest}\r\n"
    return start.encode("latin-1", "replace")


def _whole(content: bytes, headers: str, _chance: random.Random) -> list[bytes]:
    return [_request(headers, f"Content-Length: {len(content)}\r\n") + content]


def _slow(content: bytes, headers: str, chance: random.Random) -> list[bytes]:
    cuts = sorted(chance.randrange(len(content) + 1) for _ in range(3))
    stretches = zip([0, *cuts], [*cuts, len(content)], strict=True)
    return [_request(headers, f"Content-Length: {len(content)}\r\n"), *(content[a:b] for a, b in stretches)]


def _wrong_length(content: bytes, headers: str, chance: random.Random) -> list[bytes]:
    said = chance.choice((str(len(content) + 50), "1", "-1", "ten", "9" * 30, "0x10", " 5 5", ""))
    return [_request(headers, f"Content-Length: {said}\r\n") + content]


def _chunks(content: bytes, headers: str, chance: random.Random) -> list[bytes]:
    size = f"{len(content):x}".encode()
    broken = (b"zz", b"-1", b"f" * 20, size + b";" + CANARY.encode(), b"", size[:-1], size)
    chunked = _request(headers, "Transfer-Encoding: chunked\r\n")
    end = chance.choice((b"\r\n0\r\n\r\n", b"", b"0", b"\r\n0\r\nX: y\r\n\r\n"))
    return [chunked, chance.choice(broken) + b"\r\n" + content + end]


def _headers(content: bytes, headers: str, chance: random.Random) -> list[bytes]:
    huge = (
        f"X: {CANARY * 10_000}\r\n",
        "".join(f"X-{number}: {CANARY}\r\n" for number in range(500)),
        f"{CANARY}\r\n",
        f"X{CANARY}\x00: 1\r\n",
        f"Expect: {CANARY}\r\n",
        f"Transfer-Encoding: {CANARY}\r\n",
        f"X-Slack-Signature: v0={CANARY}\r\nX-Slack-Request-Timestamp: {'9' * 400}\r\n",
        "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n",
    )
    return [_request(headers, chance.choice(huge) + f"Content-Length: {len(content)}\r\n") + content]


def _first_line(content: bytes, headers: str, chance: random.Random) -> list[bytes]:
    rest = _request(headers, f"Content-Length: {len(content)}\r\n").partition(b"\r\n")[2] + content
    odd = (f"GET /{CANARY} HTTP/1.1", f"POST /slack/events?{CANARY * 900} HTTP/1.1", f"{CANARY} / HTTP/1.1", "POST")
    return [chance.choice(odd).encode() + b"\r\n" + rest]


WIRES: tuple[Wire, ...] = (_whole, _slow, _wrong_length, _chunks, _headers, _first_line)
