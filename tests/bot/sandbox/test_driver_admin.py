from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox.actor import NO_CONNECTION
from bot.sandbox.delivery import Mode, Trouble
from bot.sandbox.driver import Slack
from bot.sandbox.elements import NotPossibleError
from bot.sandbox.http_delivery import signature
from bot.sandbox.world import Person
from tests.bot.sandbox.small_bot import Seen, running

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture(params=list(Mode))
def mode(request: pytest.FixtureRequest) -> Mode:
    return Mode(request.param)


def workspace(mode: Mode, patience: float = 3.0) -> Slack:
    return Slack([Person("U1", "ana", "Ana Lima"), Person("U2", "ben", "Ben")], MONDAY, mode, 0, patience)


@pytest.fixture
def slack(mode: Mode) -> Iterator[Slack]:
    with workspace(mode) as opened:
        yield opened


@pytest.fixture
def seen(slack: Slack, mode: Mode) -> Iterator[Seen]:
    with running(slack, mode) as bot:
        yield bot


def test_a_command_shows_an_error_where_the_bot_is_too_slow(mode: Mode) -> None:
    with workspace(mode, patience=0.5) as slack, running(slack, mode):
        ana = slack.member("U1")
        answer = ana.command("/trellis", "slow")
        assert answer.trouble is Trouble.TIMEOUT
        assert ana.last_error == "/trellis failed with the error “operation_timeout”"


def test_a_modal_stays_open_with_its_text_where_the_bot_is_too_slow(mode: Mode) -> None:
    with workspace(mode, patience=0.5) as slack, running(slack, mode):
        ana = slack.member("U1")
        ana.command("/trellis", "goal")
        ana.fill(goal="slow")
        assert not ana.submit()
        assert ana.last_error == NO_CONNECTION
        assert ana.modal is not None
        assert "slow" in ana.modal.text


def test_a_command_shows_an_error_where_no_bot_is_connected(slack: Slack) -> None:
    ana = slack.member("U1")
    ana.command("/trellis", "goal")
    assert ana.last_error == "/trellis failed with the error “dispatch_failed”"


def test_events_are_sent_again_at_once_then_after_one_and_five_minutes(mode: Mode) -> None:
    with workspace(mode, patience=0.5) as slack, running(slack, mode) as seen:
        seen.failures = 4
        ana = slack.member("U1")
        assert ana.open_home() is None
        for wait in (0, 1, 5):
            slack.clock.advance(timedelta(minutes=wait))
            assert len(slack.retry_due_events()) == 1
            assert slack.retry_due_events() == []
        slack.clock.advance(timedelta(days=1))
        assert slack.retry_due_events() == []
        assert len({body["event_id"] for body in seen.bodies}) == 1
        assert len(seen.bodies) == 4


def test_retries_over_http_say_which_and_why() -> None:
    with workspace(Mode.HTTP) as slack, running(slack, Mode.HTTP) as seen:
        seen.failures = 1
        slack.member("U1").open_home()
        slack.retry_due_events()
        assert "x-slack-retry-num" not in seen.headers[0]
        assert seen.headers[1]["x-slack-retry-num"] == ["1"]
        assert seen.headers[1]["x-slack-retry-reason"] == ["http_error"]
        assert slack.member("U1").home is not None


def test_a_deactivated_person_can_do_nothing_and_the_bot_is_told(slack: Slack, seen: Seen) -> None:
    slack.deactivate("U1")
    assert seen.bodies[-1]["event"]["user"]["deleted"]
    with pytest.raises(NotPossibleError):
        slack.member("U1").command("/trellis", "hello")


def test_a_change_of_zone_is_told(slack: Slack, seen: Seen) -> None:
    slack.change_zone("U1", "Asia/Tokyo")
    assert seen.bodies[-1]["event"]["type"] == "user_change"
    assert seen.bodies[-1]["event"]["user"]["tz_offset"] == 9 * 3600


def test_somebody_new_can_act_at_once(slack: Slack, seen: Seen) -> None:
    carla = slack.join(Person("U3", "carla", "Carla Ruiz"))
    assert seen.bodies[-1]["event"]["user"]["id"] == "U3"
    carla.command("/trellis", "hello")
    assert carla.texts() == ["hello"]


def test_after_uninstalling_the_token_is_worthless(slack: Slack, seen: Seen) -> None:
    slack.uninstall()
    assert [body["event"]["type"] for body in seen.bodies] == ["tokens_revoked", "app_uninstalled"]
    with pytest.raises(SlackApiError):
        WebClient(slack.world.bot_token, base_url=slack.base_url).auth_test()


def test_a_bot_that_is_asked_to_reconnect_comes_back() -> None:
    with workspace(Mode.SOCKET) as slack, running(slack, Mode.SOCKET):
        slack.sockets.disconnect()
        assert slack.sockets.wait()
        ana = slack.member("U1")
        ana.command("/trellis", "hello")
        assert ana.texts() == ["hello"]


def test_anything_can_be_posted_to_the_bot() -> None:
    with workspace(Mode.HTTP) as slack, running(slack, Mode.HTTP) as seen:
        assert slack.raw_post("/slack/events", b"{}", {"Content-Type": "application/json"}).status == 401
        stale = signature(slack.world.signing_secret, b"{}", timestamp=1)
        assert slack.raw_post("/slack/events", b"{}", stale).status == 401
        assert slack.raw_post("/elsewhere", b"{}", {}).status == 404
        assert seen.bodies == []
