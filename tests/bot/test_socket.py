import threading
import time
from collections.abc import Callable, Iterator

import pytest

from bot.sandbox.delivery import Mode
from bot.sandbox.driver import Slack
from bot.sandbox.faults import Fault
from bot.sandbox.world import Person
from bot.socket import SocketConnection, SocketModeError, start_socket
from tests.bot.edge import Told, app_of, client_of

CROWD = 30


@pytest.fixture
def slack() -> Iterator[Slack]:
    people = [Person(f"U{number}", f"p{number}", f"Person {number}") for number in range(CROWD)]
    with Slack(people, mode=Mode.SOCKET) as workspace:
        yield workspace


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def connection(slack: Slack, told: Told) -> Iterator[SocketConnection]:
    client = client_of(slack.world, slack.base_url)
    opened = start_socket(app_of(slack.world, slack.base_url, told), slack.world.app_token, client)
    assert slack.sockets.wait()
    yield opened
    opened.close()


@pytest.mark.usefixtures("connection")
def test_it_acknowledges_after_the_work_is_done(slack: Slack, told: Told) -> None:
    begun, go = threading.Event(), threading.Event()
    told.act = lambda _body: hold(begun, go)
    asking = threading.Thread(target=slack.member("U1").command, args=["/trellis", "help"])
    asking.start()
    assert begun.wait(3)
    assert not slack.member("U1").ephemerals
    go.set()
    asking.join()
    assert slack.member("U1").ephemerals[-1].text == "heard help"


def hold(begun: threading.Event, go: threading.Event) -> None:
    begun.set()
    assert go.wait(3)


@pytest.mark.usefixtures("connection")
def test_many_are_served_at_once(slack: Slack, told: Told) -> None:
    together = threading.Barrier(CROWD)

    def meet(_body: object) -> None:
        together.wait(2.5)

    told.act = meet
    asking = [
        threading.Thread(target=slack.member(f"U{number}").command, args=["/trellis", "x"]) for number in range(CROWD)
    ]
    for one in asking:
        one.start()
    for one in asking:
        one.join()
    assert [slack.member(f"U{number}").last_error for number in range(CROWD)] == [None] * CROWD
    assert len(told.threads) == CROWD


@pytest.mark.usefixtures("connection")
def test_a_long_text_arrives_whole(slack: Slack, told: Told) -> None:
    slack.member("U1").command("/trellis", "note " + "é" * 100_000)
    assert told.bodies[-1]["text"] == "note " + "é" * 100_000
    assert slack.member("U1").last_error is None


@pytest.mark.usefixtures("connection")
def test_it_comes_back_when_slack_renews_the_connection(slack: Slack) -> None:
    slack.sockets.disconnect()
    assert slack.sockets.wait()
    ana = slack.member("U1")
    ana.command("/trellis", "again")
    assert ana.ephemerals[-1].text == "heard again"


def test_a_connection_that_is_lost_is_told_once_and_so_is_its_return(
    slack: Slack, told: Told, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("bot.socket.PING_EVERY", 0.05)
    client = client_of(slack.world, slack.base_url)
    opened = start_socket(app_of(slack.world, slack.base_url, told), slack.world.app_token, client)
    assert slack.sockets.wait()
    assert opened.is_connected()
    slack.faults.add("apps.connections.open", Fault.REFUSE, times=3, error="not_allowed_token_type")
    slack.sockets.disconnect()
    until(lambda: len(ours(caplog)) > 0)
    assert not opened.is_connected()
    until(lambda: len(ours(caplog)) > 1)
    assert opened.is_connected()
    opened.close()
    assert ours(caplog) == [
        "Socket Mode is not connected, and it is tried again until it is: not_allowed_token_type.",
        "Socket Mode is connected again.",
    ]


def ours(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name == "bot.socket"]


def until(holds: Callable[[], bool]) -> None:
    ends = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < ends
        time.sleep(0.01)


def test_closing_ends_what_is_under_way_and_acknowledges_it(slack: Slack, told: Told) -> None:
    client = client_of(slack.world, slack.base_url)
    opened = start_socket(app_of(slack.world, slack.base_url, told), slack.world.app_token, client)
    assert slack.sockets.wait()
    begun, go = threading.Event(), threading.Event()
    told.act = lambda _body: hold(begun, go)
    asking = threading.Thread(target=slack.member("U1").command, args=["/trellis", "last"])
    asking.start()
    assert begun.wait(3)
    closing = threading.Thread(target=opened.close)
    closing.start()
    go.set()
    closing.join()
    asking.join()
    assert slack.member("U1").ephemerals[-1].text == "heard last"


def test_a_wrong_token_is_one_sentence(slack: Slack, told: Told) -> None:
    app = app_of(slack.world, slack.base_url, told)
    with pytest.raises(SocketModeError, match=r"invalid_auth\): check SLACK_APP_TOKEN"):
        start_socket(app, "xapp-wrong", client_of(slack.world, slack.base_url))
