import pytest
from slack_sdk import WebClient

from bot.sandbox.world import World
from tests.bot.sandbox.calling import error, refusal

EIGHT = [f"U1{number}" for number in range(8)]


def test_the_same_people_meet_in_the_same_conversation(client: WebClient) -> None:
    first = client.conversations_open(users=["U1", "U2"])
    again = client.conversations_open(users="U2, U1")
    assert again["channel"]["id"] == first["channel"]["id"]
    assert again["already_open"]
    assert "already_open" not in first.data


def test_another_set_of_people_is_another_conversation(client: WebClient) -> None:
    pair = client.conversations_open(users=["U1", "U2"])["channel"]["id"]
    assert client.conversations_open(users=["U1"])["channel"]["id"] != pair
    assert client.conversations_open(users=["U1", "U2", "U10"])["channel"]["id"] != pair


def test_eight_people_fit_beside_the_bot_and_nine_do_not(world: World, client: WebClient) -> None:
    channel = client.conversations_open(users=EIGHT)["channel"]["id"]
    assert world.conversations[channel].members == {*EIGHT, world.bot_user_id}
    assert error(lambda: client.conversations_open(users=[*EIGHT, "U1"])) == "too_many_users"


@pytest.mark.parametrize(
    ("people", "name"),
    [
        ("", "users_list_not_supplied"),
        ("U404", "user_not_found"),
        ("U1,U404", "user_not_found"),
        ("U3", "user_disabled"),
        ("U4", "cannot_dm_bot"),
        ("U0TRELLIS", "cannot_dm_bot"),
    ],
)
def test_nobody_is_invited_whom_slack_would_not_invite(client: WebClient, people: str, name: str) -> None:
    assert error(lambda: client.conversations_open(users=people)) == name


@pytest.mark.parametrize(("people", "scope"), [("U1", "im:write"), ("U1,U2", "mpim:write")])
def test_opening_asks_for_the_scope_of_its_kind(world: World, client: WebClient, people: str, scope: str) -> None:
    world.scopes -= {scope}
    refused = refusal(lambda: client.conversations_open(users=people))
    assert (refused["error"], refused["needed"]) == ("missing_scope", scope)


def test_a_known_conversation_can_be_reopened_and_described(client: WebClient, dm: str) -> None:
    opened = client.conversations_open(channel=dm, return_im=True)
    assert opened["channel"]["user"] == "U1"
    assert error(lambda: client.conversations_open(channel="C1")) == "method_not_supported_for_channel_type"


def test_describing_a_conversation_needs_the_scope_of_its_kind(world: World, client: WebClient, dm: str) -> None:
    nothing = refusal(lambda: client.conversations_info(channel=dm))
    world.scopes |= {"channels:read"}
    wrong = refusal(lambda: client.conversations_info(channel=dm))
    world.scopes |= {"im:read"}
    assert nothing["needed"] == "im:read,mpim:read,channels:read"
    assert wrong["needed"] == "im:read"
    assert client.conversations_info(channel=dm)["channel"]["is_im"]


def test_members_come_in_pages(world: World, client: WebClient) -> None:
    world.scopes |= {"mpim:read"}
    channel = client.conversations_open(users=EIGHT)["channel"]["id"]
    pages = [page["members"] for page in client.conversations_members(channel=channel, limit=4)]
    assert [len(page) for page in pages] == [4, 4, 1]
    assert {member for page in pages for member in page} == {*EIGHT, world.bot_user_id}


def test_a_dm_between_others_does_not_exist_for_the_bot(world: World, client: WebClient) -> None:
    world.scopes |= {"im:read"}
    assert error(lambda: client.conversations_info(channel="D9")) == "channel_not_found"
    assert error(lambda: client.conversations_open(channel="D9")) == "channel_not_found"
    assert error(lambda: client.chat_postMessage(channel="D9", text="hi")) == "channel_not_found"
