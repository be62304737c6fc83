import time
from collections.abc import Callable

import pytest
from slack_sdk import WebClient

from bot.sandbox.methods.views import TRIGGER_SECONDS
from bot.sandbox.world import World
from tests.bot.sandbox.calling import error, modal, plain, question, refusal, section

HOME = {"type": "home", "blocks": [section()]}


@pytest.fixture
def trigger(world: World) -> Callable[[float], str]:
    """Give trigger ids of U1, so many seconds old."""

    def issue(age: float = 0.0) -> str:
        name = world.next_id("")
        world.triggers[name] = ("U1", time.monotonic() - age)
        return name

    return issue


Trigger = Callable[..., str]


def test_a_modal_opens_for_whoever_the_trigger_belongs_to(world: World, client: WebClient, trigger: Trigger) -> None:
    view = client.views_open(trigger_id=trigger(), view=modal(private_metadata="kept"))["view"]
    assert [shown.view for shown in world.modals["U1"]] == [view]
    assert view["root_view_id"] == view["id"]
    assert (view["previous_view_id"], view["private_metadata"]) == (None, "kept")


@pytest.mark.parametrize("open_", ["views_open", "views_push"])
def test_a_trigger_is_exchanged_once_and_within_three_seconds(client: WebClient, trigger: Trigger, open_: str) -> None:
    client.views_open(trigger_id=trigger(), view=modal())
    call, once = getattr(client, open_), trigger()
    call(trigger_id=once, view=modal())
    assert error(lambda: call(trigger_id=once, view=modal())) == "exchanged_trigger_id"
    late = trigger(TRIGGER_SECONDS + 0.1)
    assert error(lambda: call(trigger_id=late, view=modal())) == "expired_trigger_id"
    assert error(lambda: call(trigger_id="1.2.x", view=modal())) == "invalid_trigger_id"


def test_a_stack_holds_three_modals(client: WebClient, trigger: Trigger) -> None:
    root = client.views_open(trigger_id=trigger(), view=modal())["view"]
    second = client.views_push(trigger_id=trigger(), view=modal())["view"]
    third = client.views_push(trigger_id=trigger(), view=modal())["view"]
    assert second["previous_view_id"] == root["id"]
    assert (third["previous_view_id"], third["root_view_id"]) == (second["id"], root["id"])
    assert error(lambda: client.views_push(trigger_id=trigger(), view=modal())) == "push_limit_reached"


def test_nothing_is_pushed_where_nothing_is_open(client: WebClient, trigger: Trigger) -> None:
    assert error(lambda: client.views_push(trigger_id=trigger(), view=modal())) == "not_found"


def test_an_update_needs_the_latest_hash_if_it_names_one(client: WebClient, trigger: Trigger) -> None:
    first = client.views_open(trigger_id=trigger(), view=modal(external_id="x"))["view"]
    second = client.views_update(view_id=first["id"], hash=first["hash"], view=modal(external_id="x"))["view"]
    assert (second["id"], second["hash"] != first["hash"]) == (first["id"], True)
    stale = error(lambda: client.views_update(view_id=first["id"], hash=first["hash"], view=modal()))
    assert stale == "hash_conflict"
    assert client.views_update(external_id="x", view=modal())["ok"]


def test_an_update_keeps_what_was_filled_into_the_fields_that_stay(
    world: World, client: WebClient, trigger: Trigger
) -> None:
    form = modal(submit=plain("Save"), blocks=[question(block_id="stays"), question(block_id="goes")])
    view = client.views_open(trigger_id=trigger(), view=form)["view"]
    filled = {"words": {"type": "plain_text_input", "value": "x"}}
    world.modals["U1"][0].view["state"]["values"] = {"stays": filled, "goes": filled}
    smaller = modal(submit=plain("Save"), blocks=[question(block_id="stays")])
    updated = client.views_update(view_id=view["id"], view=smaller)["view"]
    assert updated["state"]["values"] == {"stays": filled}


def test_a_view_that_is_not_there_cannot_be_updated(client: WebClient) -> None:
    assert error(lambda: client.views_update(view_id="V404", view=modal())) == "not_found"
    assert error(lambda: client.api_call("views.update", json={"view": modal()})) == "invalid_arguments"


def test_a_home_view_is_published_to_one_person(world: World, client: WebClient) -> None:
    first = client.views_publish(user_id="U1", view=HOME)["view"]
    second = client.views_publish(user_id="U1", view=HOME, hash=first["hash"])["view"]
    assert list(world.homes) == ["U1"]
    assert second["id"] == first["id"]
    stale = error(lambda: client.views_publish(user_id="U1", view=HOME, hash=first["hash"]))
    assert stale == "hash_conflict"
    assert error(lambda: client.views_publish(user_id="U404", view=HOME)) == "user_not_found"


def test_a_modal_is_no_home_and_a_home_no_modal(client: WebClient, trigger: Trigger) -> None:
    assert error(lambda: client.views_publish(user_id="U1", view=modal())) == "invalid_arguments"
    assert error(lambda: client.views_open(trigger_id=trigger(), view=HOME)) == "invalid_arguments"


def test_a_refused_view_costs_no_trigger(client: WebClient, trigger: Trigger) -> None:
    once = trigger()
    refused = refusal(lambda: client.views_open(trigger_id=once, view=modal(title=plain("x" * 25))))
    place = "must be less than 25 characters [json-pointer:/view/title/text]"
    assert refused["response_metadata"]["messages"] == [f"[ERROR] {place}"]
    assert client.views_open(trigger_id=once, view=modal())["ok"]
