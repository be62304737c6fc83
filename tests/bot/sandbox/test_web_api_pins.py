from slack_sdk import WebClient

from tests.bot.sandbox.calling import error, said


def test_a_pin_shows_in_history_until_it_is_taken_away(client: WebClient, dm: str) -> None:
    ts = said(client, dm)
    client.pins_add(channel=dm, timestamp=ts)
    pinned = client.conversations_history(channel=dm)
    client.pins_remove(channel=dm, timestamp=ts)
    free = client.conversations_history(channel=dm)
    assert (pinned["pin_count"], pinned["messages"][0]["pinned_to"]) == (1, [dm])
    assert (free["pin_count"], "pinned_to" in free["messages"][0]) == (0, False)


def test_a_message_is_pinned_once_and_unpinned_once(client: WebClient, dm: str) -> None:
    ts = said(client, dm)
    assert error(lambda: client.pins_remove(channel=dm, timestamp=ts)) == "no_pin"
    client.pins_add(channel=dm, timestamp=ts)
    assert error(lambda: client.pins_add(channel=dm, timestamp=ts)) == "already_pinned"


def test_only_a_message_that_is_there_can_be_pinned(client: WebClient, dm: str) -> None:
    assert error(lambda: client.pins_add(channel=dm)) == "no_item_specified"
    assert error(lambda: client.pins_add(channel=dm, timestamp="1.1")) == "message_not_found"
    assert error(lambda: client.pins_add(channel="C2", timestamp="1.1")) == "not_in_channel"
