from collections import Counter

import pytest
from slack_sdk import WebClient

from bot.sandbox.world import Person, World
from tests.bot.sandbox.calling import error


def test_a_person_has_a_zone_whose_offset_follows_the_workspaces_clock(client: WebClient) -> None:
    person = client.users_info(user="U1")["user"]
    assert (person["tz"], person["tz_label"], person["tz_offset"]) == ("Europe/Berlin", "CET", 3600)


def test_the_deactivated_and_bots_are_marked(client: WebClient) -> None:
    assert client.users_info(user="U3")["user"]["deleted"]
    assert client.users_info(user="U4")["user"]["is_bot"]


def test_guests_are_marked(world: World, client: WebClient) -> None:
    world.add([Person("U5", "guest", "Guest", is_restricted=True, is_ultra_restricted=True)])
    guest = client.users_info(user="U5")["user"]
    assert guest["is_restricted"]
    assert guest["is_ultra_restricted"]


def test_the_bot_is_in_the_list_and_slackbot_passes_for_a_person(world: World, client: WebClient) -> None:
    people = {person["id"]: person for person in client.users_list()["members"]}
    assert people[world.bot_user_id]["is_bot"]
    assert not people["USLACKBOT"]["is_bot"]


def test_pages_of_people_hold_everybody_once(world: World, client: WebClient) -> None:
    pages = [[person["id"] for person in page["members"]] for page in client.users_list(limit=5)]
    found = Counter(person_id for page in pages for person_id in page)
    assert found == Counter([*world.people, world.bot_user_id, "USLACKBOT"])
    assert [len(page) for page in pages] == [5, 5, 4]


@pytest.mark.parametrize("cursor", ["%%", "bm90aGluZw==", "bmV4dDo="])
def test_a_made_up_cursor_is_refused(client: WebClient, cursor: str) -> None:
    assert error(lambda: client.users_list(cursor=cursor)) == "invalid_cursor"


@pytest.mark.parametrize("limit", [0, -1, 1001])
def test_a_page_has_a_size_within_bounds(client: WebClient, limit: int) -> None:
    assert error(lambda: client.users_list(limit=limit)) == "invalid_limit"


def test_an_unknown_person_is_not_found(client: WebClient) -> None:
    assert error(lambda: client.users_info(user="U404")) == "user_not_found"
