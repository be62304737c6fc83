import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bot.sandbox.faults import Fault
from bot.slack.messenger import Messenger, make_client
from bot.slack.outcomes import NotSentError, OutcomeUnknownError
from tests.bot.slack.place import HELLO, SECRET, Place


@contextmanager
def answering(raw: bytes) -> Iterator[Messenger]:
    """Give a messenger whose one call is answered with these bytes."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(10)
        thread = threading.Thread(target=_answer_once, args=(listener, raw))
        thread.start()
        yield Messenger(make_client("xoxb-1", f"http://127.0.0.1:{listener.getsockname()[1]}/api/"), SECRET)
        thread.join()


def _answer_once(listener: socket.socket, raw: bytes) -> None:
    connection, _ = listener.accept()
    with connection:
        request = b""
        while HELLO.text.encode() not in request:
            request += connection.recv(65536)
        connection.sendall(raw)


def http(status: str, body: bytes, *headers: str) -> bytes:
    head = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body


def unknown_code(messenger: Messenger) -> str:
    with pytest.raises(OutcomeUnknownError) as caught:
        messenger.post("D1", HELLO)
    return caught.value.code


def not_sent(messenger: Messenger) -> NotSentError:
    with pytest.raises(NotSentError) as caught:
        messenger.post("D1", HELLO)
    return caught.value


def test_a_refused_connection_means_not_sent() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    error = not_sent(Messenger(make_client("xoxb-1", f"http://127.0.0.1:{port}/api/"), SECRET))
    assert (error.code, error.permanent) == ("ConnectionRefusedError", False)


def test_an_unknown_host_means_not_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    def unresolved(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unresolved)
    assert not_sent(Messenger(make_client("xoxb-1", "http://slack.invalid/api/"), SECRET)).code == "gaierror"


@pytest.mark.parametrize("fault", [Fault.RESET_BEFORE, Fault.RESET_AFTER])
def test_after_a_reset_nobody_knows(place: Place, fault: Fault) -> None:
    place.server.faults.add("chat.postMessage", fault)
    assert unknown_code(place.messenger) == "ConnectionResetError"


def test_after_a_timeout_nobody_knows(place: Place) -> None:
    place.server.faults.add("chat.postMessage", Fault.SLOW, seconds=1)
    assert unknown_code(place.messenger_with(timeout=0.2)) == "TimeoutError"


def test_after_an_empty_500_nobody_knows(place: Place) -> None:
    place.server.faults.add("chat.postMessage", Fault.ERROR_500_AFTER)
    assert unknown_code(place.messenger) == "http_500"


@pytest.mark.parametrize("code", ["internal_error", "fatal_error", "service_unavailable", "request_timeout"])
def test_after_slacks_own_trouble_nobody_knows(place: Place, code: str) -> None:
    place.server.faults.add("chat.postMessage", Fault.REFUSE, error=code)
    assert unknown_code(place.messenger) == code


def test_a_429_says_when_to_come_back(place: Place) -> None:
    place.server.faults.add("chat.postMessage", Fault.RATE_LIMITED, seconds=17)
    error = not_sent(place.messenger)
    assert (error.code, error.retry_after, error.permanent) == ("ratelimited", 17.0, False)


def test_a_ratelimited_answer_without_a_429_is_not_final(place: Place) -> None:
    place.server.faults.add("chat.postMessage", Fault.REFUSE, error="ratelimited")
    error = not_sent(place.messenger)
    assert (error.code, error.retry_after, error.permanent) == ("ratelimited", None, False)


def test_a_definite_refusal_is_final(place: Place) -> None:
    error = not_sent(place.messenger)
    assert (error.code, error.retry_after, error.permanent) == ("channel_not_found", None, True)


@pytest.mark.parametrize("code", ["accesslimited", "ekm_access_denied", "message_limit_exceeded"])
def test_what_holds_for_the_whole_workspace_is_not_final(place: Place, code: str) -> None:
    place.server.faults.add("chat.postMessage", Fault.REFUSE, error=code)
    assert not not_sent(place.messenger).permanent


def test_a_wrong_token_is_not_final_since_the_operator_can_mend_it(place: Place) -> None:
    error = not_sent(place.messenger_with(token="xoxb-wrong"))
    assert (error.code, error.permanent) == ("invalid_auth", False)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (http("200 OK", b"<html>Hello</html>"), "not_json"),
        (http("200 OK", b""), "not_json"),
        (http("200 OK", b"null"), "not_json"),
        (http("200 OK", b"{}"), "not_json"),
        (http("200 OK", b'["channel_not_found"]'), "AttributeError"),
        (http("200 OK", b"\xff\xfe"), "UnicodeDecodeError"),
        (http("403 Forbidden", b"<html>A proxy says no</html>"), "not_json"),
        (http("502 Bad Gateway", b"<html>A proxy says no</html>"), "http_502"),
        (http("503 Service Unavailable", b'{"ok": false, "error": "channel_not_found"}'), "http_503"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{", "IncompleteRead"),
        (b"", "RemoteDisconnected"),
        (b"Hello\r\n\r\n", "BadStatusLine"),
    ],
)
def test_after_an_answer_that_is_not_slacks_nobody_knows(raw: bytes, code: str) -> None:
    with answering(raw) as messenger:
        assert unknown_code(messenger) == code


def test_a_429_that_does_not_say_when_is_still_not_sent() -> None:
    with answering(http("429 Too Many Requests", b"Slow down")) as messenger:
        error = not_sent(messenger)
    assert (error.retry_after, error.permanent) == (None, False)


def test_an_error_holds_nothing_of_request_or_answer() -> None:
    words = "a secret goal"
    with answering(http("502 Bad Gateway", words.encode())) as messenger, pytest.raises(OutcomeUnknownError) as caught:
        messenger.post("D1", HELLO)
    assert str(caught.value) == "Slack may or may not have done it: http_502."
    assert caught.value.__context__ is None
