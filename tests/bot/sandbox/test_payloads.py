import pytest

from bot.sandbox import events, payloads
from bot.sandbox.clicks import with_state
from bot.sandbox.modals import push
from bot.sandbox.objects import message_json
from bot.sandbox.world import Conversation, Json, Message, Person, World
from tests.bot.sandbox.small_blocks import MODAL


@pytest.fixture
def ann(world: World) -> Person:
    return world.people["U1"]


@pytest.fixture
def dm(world: World) -> Conversation:
    place = Conversation("D1", frozenset({"U1", world.bot_user_id}), "im")
    world.conversations["D1"] = place
    return place


def message(ts: str, visible_to: str | None = None) -> Message:
    return Message(ts, "D1", "U0TRELLIS", "hello", by_bot=True, visible_to=visible_to)


def action(world: World, ann: Person, dm: Conversation, on: Message) -> Json:
    return payloads.message_action(world, ann, on, message_json(world, on), dm, "http://there")


def test_a_command_has_the_fields_of_slacks_form(world: World, ann: Person, dm: Conversation) -> None:
    payload = payloads.slash_command(world, ann, dm, "/trellis", "goal", "http://there")
    assert set(payload) == {
        "token",
        "team_id",
        "team_domain",
        "channel_id",
        "channel_name",
        "user_id",
        "user_name",
        "command",
        "text",
        "api_app_id",
        "is_enterprise_install",
        "response_url",
        "trigger_id",
    }
    assert all(isinstance(value, str) for value in payload.values())
    assert payload["channel_name"] == "directmessage"


def test_each_trigger_belongs_to_one_person_and_is_new(world: World, ann: Person) -> None:
    first, second = payloads.issue_trigger(world, ann), payloads.issue_trigger(world, ann)
    assert first != second
    assert world.triggers[first][0] == "U1"


def test_a_click_on_a_message_brings_the_message(world: World, ann: Person, dm: Conversation) -> None:
    payload = action(world, ann, dm, message("1.000001"))
    assert payload["container"] == {
        "type": "message",
        "message_ts": "1.000001",
        "channel_id": "D1",
        "is_ephemeral": False,
    }
    assert payload["message"]["text"] == "hello"
    assert payload["user"] == {"id": "U1", "username": "ann", "name": "ann", "team_id": world.team_id}


def test_a_click_on_an_ephemeral_message_comes_without_it(world: World, ann: Person, dm: Conversation) -> None:
    payload = action(world, ann, dm, message("1.000001", visible_to="U1"))
    assert payload["container"]["is_ephemeral"]
    assert "message" not in payload


def test_a_submission_holds_every_input_touched_or_not(world: World, ann: Person) -> None:
    blocks = MODAL["blocks"]
    modal = push(world, "U1", MODAL)
    touched = {"goal": {"text": {"type": "plain_text_input", "value": "Walk"}}}
    payload = payloads.view_submission(world, ann, with_state(modal.view, touched))
    values = payload["view"]["state"]["values"]
    assert set(values) == {block["block_id"] for block in blocks}
    assert values["goal"]["text"]["value"] == "Walk"
    assert values["until"]["until"] == {"type": "datepicker", "selected_date": None}
    assert payload["view"]["hash"] == modal.view["hash"]
    assert payload["view"]["private_metadata"] == "from-command"
    assert modal.view["state"] == {"values": {}}


def test_an_event_is_wrapped_for_this_app_and_workspace(world: World, ann: Person) -> None:
    wrapped = events.event_callback(world, events.user_change(world, ann))
    assert wrapped["type"] == "event_callback"
    assert (wrapped["team_id"], wrapped["api_app_id"]) == (world.team_id, world.app_id)
    assert wrapped["authorizations"][0]["user_id"] == world.bot_user_id
    assert wrapped["event_time"] == int(world.clock.now().timestamp())
    assert wrapped["event"]["user"]["tz"] == "Europe/Berlin"


def test_events_have_ids_of_their_own(world: World) -> None:
    event = events.app_uninstalled(world)
    first, second = (events.event_callback(world, event)["event_id"] for _ in range(2))
    assert first != second
