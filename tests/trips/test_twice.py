"""The same signed request acts once, whichever web process it reaches; one that was not acknowledged may come again."""

import importlib
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from werkzeug.serving import make_server

from bot import once
from bot.sandbox import events, payloads
from bot.sandbox.delivery import Acknowledgement, Kind
from bot.sandbox.http_delivery import encode, post, signature
from bot.sandbox.stage import Stage
from bot.sandbox.world import Json
from bot.slack.blocks.ids import Action, Form
from bot.web import make_wsgi
from bot.wiring import build, utc_now
from storage.errors import DatabaseUnusableError
from storage.stores.requests import RequestStore
from tests.trips.journeys import JOURNEYS, form_name
from tests.trips.partners import MINUTE
from tests.trips.rows import member_row
from tests.trips.steps import RUN, jump, state_goal
from tests.trips.twice import everything

pytestmark = pytest.mark.signed_by_hand
EVENTS = {"app_home_opened", "team_join", "tokens_revoked", "user_change"}


class Request:
    """One request as it went over the wire."""

    def __init__(self, stage: Stage, kind: Kind, payload: Json) -> None:
        content_type, self.body = encode(kind, payload)
        self.headers = {"Content-Type": content_type, **signature(stage.slack.world.signing_secret, self.body)}
        self._stage = stage

    def comes(self, **headers: str) -> Acknowledgement:
        return self._stage.slack.raw_post("/slack/events", self.body, self.headers | headers)

    def comes_at(self, url: str) -> Acknowledgement:
        return post(url, self.body, self.headers)


def command(stage: Stage, text: str) -> Request:
    world, ben = stage.slack.world, stage.slack.member("UBEN")
    place = world.conversations[world.general_id]
    return Request(stage, Kind.COMMAND, payloads.slash_command(world, ben.person, place, "/trellis", text, ""))


def zone_changed(stage: Stage, zone: str) -> Request:
    world = stage.slack.world
    world.people["UBEN"].zone = zone
    return Request(stage, Kind.EVENT, events.event_callback(world, events.user_change(world, world.people["UBEN"])))


def zone(stage: Stage) -> str:
    member = member_row(stage, "UBEN")
    assert member is not None
    return member.zone


@pytest.fixture
def joined(quick_stage: Stage) -> Stage:
    state_goal(quick_stage.slack.member("UBEN"), RUN)
    return quick_stage


@contextmanager
def another_web_process(stage: Stage) -> Iterator[str]:
    """Give the address of a second bot on the same database, which knows of the first one by nothing else."""
    second = build(stage._config(), stage.slack.clock.now)
    wsgi = make_wsgi(second.app, stage.slack.world.signing_secret, utc_now)
    with closing(second.context.database), make_server("127.0.0.1", 0, wsgi) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/slack/events"
        server.shutdown()
        thread.join()


def test_every_button_modal_and_event_is_posted_twice_in_some_journey() -> None:
    tried = set().union(*JOURNEYS.values())
    assert tried >= {*Action, *map(form_name, Form), *EVENTS}
    for journey in JOURNEYS:
        module, _, name = journey.partition(".")
        assert hasattr(importlib.import_module(f"tests.trips.{module}"), name)


def test_a_request_that_acted_in_one_process_is_refused_in_another(joined: Stage) -> None:
    paused = command(joined, "pause")
    with another_web_process(joined) as url:
        assert paused.comes().status == 200
        before = everything(joined)
        assert paused.comes_at(url).status == 409
    assert everything(joined) == before


def test_what_was_undone_is_not_done_again_by_the_request_that_did_it(joined: Stage) -> None:
    paused = command(joined, "pause")
    paused.comes()
    joined.slack.member("UBEN").command("/trellis", "resume")
    before = everything(joined)
    assert paused.comes().status == 409
    assert everything(joined) == before


def test_an_event_of_before_does_not_undo_a_later_one(joined: Stage) -> None:
    tokyo, paris = zone_changed(joined, "Asia/Tokyo"), zone_changed(joined, "Europe/Paris")
    assert [one.comes().status for one in (tokyo, paris, tokyo)] == [200, 200, 200]
    assert zone(joined) == "Europe/Paris"


def test_an_event_under_a_new_signature_is_still_the_same_event(joined: Stage) -> None:
    tokyo = zone_changed(joined, "Asia/Tokyo")
    assert tokyo.comes().status == 200
    zone_changed(joined, "Europe/Paris").comes()
    tokyo.headers |= signature(joined.slack.world.signing_secret, tokyo.body, int(utc_now().timestamp()) - 60)
    assert tokyo.comes(**{"X-Slack-Retry-Num": "1", "X-Slack-Retry-Reason": "http_timeout"}).status == 200
    assert zone(joined) == "Europe/Paris"


def test_an_event_that_could_not_be_noted_comes_again(joined: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    tokyo = zone_changed(joined, "Asia/Tokyo")
    with monkeypatch.context() as broken:
        broken.setattr(RequestStore, "add", _unusable)
        assert tokyo.comes().status == 503
    assert tokyo.comes().status == 200
    assert zone(joined) == "Asia/Tokyo"


def test_a_click_that_could_not_be_noted_does_nothing_and_says_so(
    joined: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(joined)
    with monkeypatch.context() as broken:
        broken.setattr(RequestStore, "add", _unusable)
        answer = command(joined, "pause").comes()
    assert answer.status == 200
    assert "Something went wrong on our side" in str(answer.body)
    assert everything(joined) == before


def test_nobody_can_have_a_request_acknowledged_without_its_effect(joined: Stage) -> None:
    before = everything(joined)
    command(joined, "pause").comes(**{"X-Slack-Bolt-Lazy-Only": "1", "X-Slack-Bolt-Lazy-Function-Name": "listen"})
    assert everything(joined) != before


def test_that_a_request_came_is_forgotten_once_it_cannot_come_again(joined: Stage) -> None:
    command(joined, "pause").comes()
    zone_changed(joined, "Asia/Tokyo").comes()
    noted = _noted(joined)
    assert noted > 2
    jump(joined, joined.slack.clock.now() + once.KEPT)
    assert _noted(joined) == noted
    jump(joined, joined.slack.clock.now() + MINUTE)
    assert _noted(joined) == 0


def _noted(stage: Stage) -> int:
    with stage.trellis.context.database.read() as work:
        return int(work.connection.exec_driver_sql("SELECT count(*) FROM request").scalar_one())


def _unusable(*_: object) -> None:
    raise DatabaseUnusableError("The database is busy.")
