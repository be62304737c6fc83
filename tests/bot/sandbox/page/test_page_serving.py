"""How the page is served: on loopback, to nobody else, without a word in the terminal."""

import socket
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
from flask import Flask

from bot.sandbox.page import serve
from bot.sandbox.page.app import make_app
from bot.sandbox.page.playground import Playground
from bot.sandbox.stage import Stage


@pytest.fixture
def app(shared_stage: Stage) -> Flask:
    return make_app(Playground(shared_stage))


def test_serves_on_loopback_until_closed(shared_stage: Stage, capfd: pytest.CaptureFixture[str]) -> None:
    page = serve(shared_stage)
    address = urlsplit(page.url)
    assert address.hostname == "127.0.0.1"
    browser = HTTPConnection(address.netloc, timeout=10)
    browser.request("GET", "/UANA/home")
    answer = browser.getresponse()
    assert answer.status == 200
    assert b"Trellis Home" in answer.read()
    browser.close()

    page.close()
    page.wait()
    with pytest.raises(ConnectionRefusedError):
        HTTPConnection(address.netloc, timeout=10).connect()
    assert capfd.readouterr() == ("", "")


def test_a_taken_port_is_an_error_and_not_the_end_of_the_process(shared_stage: Stage) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(OSError, match="in use"):
        serve(shared_stage, taken.getsockname()[1])


def test_the_page_may_load_nothing_from_elsewhere_and_run_no_script(app: Flask) -> None:
    answer = app.test_client().get("/UANA/home")
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self';")
    assert 'href="/static/page.css"' in answer.text
    assert "//" not in answer.text


def test_the_stylesheet_loads_nothing(app: Flask) -> None:
    with app.test_client().get("/static/page.css") as answer:
        assert answer.status_code == 200
        css = answer.get_data(as_text=True)
    assert "url(" not in css
    assert "@import" not in css


@pytest.mark.parametrize(
    ("path", "data", "headers", "status"),
    [
        ("/UANA/home", None, {"Host": "evil.example"}, 400),
        ("/UANA/home/write", {"text": "/trellis goal"}, {"Origin": "https://evil.example"}, 403),
        ("/UANA/home/write", {"text": "/trellis goal"}, {"Origin": "null"}, 403),
        ("/UANA/home/write", {"text": "/trellis goal"}, {"Origin": "http://localhost"}, 303),
        ("/UNOBODY/home", None, {}, 404),
        ("/UBOT/home", None, {}, 404),
        ("/UANA/D0ELSEWHERE", None, {}, 404),
        ("/UANA/home/clock", {"step": "century"}, {}, 400),
        ("/UANA/home/press", {}, {}, 303),
        ("/UANA/home/submit", {}, {}, 303),
        ("/UANA/home/close", {}, {}, 303),
    ],
)
def test_odd_requests(app: Flask, path: str, data: dict[str, str] | None, headers: dict[str, str], status: int) -> None:
    method = "GET" if data is None else "POST"
    assert app.test_client().open(path, method=method, data=data, headers=headers).status_code == status
