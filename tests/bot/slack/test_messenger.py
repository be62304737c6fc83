import logging
from datetime import timedelta

import pytest

from bot.sandbox.faults import Fault
from bot.sandbox.world import Json
from bot.slack.message import Message
from bot.slack.messenger import SLACK_URL, Person, make_client
from bot.slack.outcomes import NotSentError, OutcomeUnknownError
from storage.records import Pointer
from tests.bot.slack.place import HELLO, NOON, Place

MODAL = {
    "type": "modal",
    "title": {"type": "plain_text", "text": "A modal"},
    "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "One"}}],
}
HOME = {"type": "home", "blocks": MODAL["blocks"]}


def titled(text: str) -> Json:
    return MODAL | {"title": {"type": "plain_text", "text": text}}


@pytest.fixture
def dm(place: Place) -> str:
    return place.messenger.open_dm("U1")


@pytest.fixture
def trigger(place: Place) -> str:
    place.world.triggers["a-trigger"] = ("U1", float("inf"))
    return "a-trigger"


def test_what_is_posted_is_what_the_member_sees(place: Place, dm: str) -> None:
    ts = place.messenger.post(dm, HELLO)
    (message,) = place.shown(dm)
    assert (message.ts, message.text, message.blocks[0]["text"]["text"]) == (ts, HELLO.text, "Hello")
    assert message.metadata is None


def test_a_key_is_shown_to_nobody(place: Place, dm: str) -> None:
    place.messenger.post(dm, HELLO, key="T1/key")
    (message,) = place.shown(dm)
    assert message.metadata is not None
    assert message.metadata["event_type"] == "trellis_nudge"
    assert len(message.metadata["event_payload"]["key"]) == 64
    assert "T1" not in str(message.metadata)


def test_an_update_replaces_in_place(place: Place, dm: str) -> None:
    ts = place.messenger.post(dm, HELLO)
    place.messenger.update(dm, ts, Message("Another line", HELLO.blocks))
    assert [(message.ts, message.text) for message in place.shown(dm)] == [(ts, "Another line")]


def test_deleting_twice_is_deleting(place: Place, dm: str) -> None:
    ts = place.messenger.post(dm, HELLO)
    place.messenger.delete(dm, ts)
    place.messenger.delete(dm, ts)
    assert place.shown(dm) == []


def test_a_delete_that_slack_refuses_is_an_error(place: Place, dm: str) -> None:
    place.server.faults.add("chat.delete", Fault.REFUSE, error="cant_delete_message")
    with pytest.raises(NotSentError, match="cant_delete_message"):
        place.messenger.delete(dm, place.messenger.post(dm, HELLO))


def test_pinning_twice_is_pinning(place: Place) -> None:
    group = place.messenger.open_group(["U1", "U2"])
    ts = place.messenger.post(group, HELLO)
    place.messenger.pin(group, ts)
    place.messenger.pin(group, ts)
    assert place.world.conversations[group].pins == [ts]


def test_the_same_members_talk_in_the_same_place(place: Place, dm: str) -> None:
    assert place.messenger.open_dm("U1") == dm
    group = place.messenger.open_group(["U1", "U2"])
    assert place.messenger.open_group({"U2", "U1"}) == group
    assert place.world.conversations[group].kind == "mpim"


def test_an_ephemeral_message_is_seen_by_one(place: Place) -> None:
    group = place.messenger.open_group(["U1", "U2"])
    place.messenger.ephemeral(group, "U2", HELLO)
    assert [message.visible_to for message in place.shown(group)] == ["U2"]


def test_a_modal_opens_and_changes(place: Place, trigger: str) -> None:
    view_id = place.messenger.open_view(trigger, MODAL)
    (shown,) = place.world.modals["U1"]
    seen = shown.view["hash"]
    place.messenger.update_view(view_id, seen, titled("Changed"))
    assert (shown.view["id"], shown.view["title"]["text"]) == (view_id, "Changed")
    place.messenger.update_view(view_id, seen, titled("Changed by a late click"))
    assert shown.view["title"]["text"] == "Changed"
    place.world.modals["U1"].clear()
    place.messenger.update_view(view_id, shown.view["hash"], titled("Changed when closed"))
    assert place.world.modals["U1"] == []


def test_a_member_sees_their_home(place: Place) -> None:
    place.messenger.publish_home("U1", HOME)
    assert place.world.homes["U1"].view["blocks"][0]["text"]["text"] == "One"


@pytest.mark.parametrize(
    "person",
    [
        Person("U1", "Europe/Lisbon", is_admin=True, is_guest=False, is_active=True, is_bot=False),
        Person("U2", "America/New_York", is_admin=False, is_guest=False, is_active=True, is_bot=False),
        Person("U3", "Etc/UTC", is_admin=False, is_guest=True, is_active=True, is_bot=False),
        Person("U4", "Etc/UTC", is_admin=False, is_guest=False, is_active=False, is_bot=False),
        Person("U5", "Etc/UTC", is_admin=False, is_guest=False, is_active=True, is_bot=True),
        Person("USLACKBOT", "Etc/UTC", is_admin=False, is_guest=False, is_active=True, is_bot=True),
    ],
    ids=lambda person: person.id,
)
def test_a_person_is_described(place: Place, person: Person) -> None:
    assert place.messenger.person(person.id) == person


def test_a_zone_that_nobody_knows_counts_as_utc(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.slack.messenger.known_zones", lambda: frozenset({"America/New_York"}))
    assert place.messenger.person("U1").zone == "Etc/UTC"
    assert place.messenger.person("U2").zone == "America/New_York"


def test_only_the_one_message_is_read(place: Place, dm: str) -> None:
    stamps = [place.messenger.post(dm, Message(text, HELLO.blocks)) for text in ("one", "two", "three")]
    read = place.messenger.read(Pointer(dm, stamps[1]))
    assert read is not None
    assert read["text"] == "two"


def test_a_message_that_is_gone_is_not_taken_for_the_one_before_it(place: Place, dm: str) -> None:
    place.messenger.post(dm, HELLO)
    ts = place.messenger.post(dm, HELLO)
    place.messenger.delete(dm, ts)
    assert place.messenger.read(Pointer(dm, ts)) is None


def test_a_conversation_that_is_gone_reads_as_nothing(place: Place) -> None:
    assert place.messenger.read(Pointer("D404", "1700000000.000001")) is None


def test_slack_being_away_is_not_taken_for_a_message_that_is_gone(place: Place, dm: str) -> None:
    ts = place.messenger.post(dm, HELLO)
    place.server.faults.add("conversations.history", Fault.ERROR_500_AFTER)
    with pytest.raises(OutcomeUnknownError):
        place.messenger.read(Pointer(dm, ts))


def test_a_post_is_found_by_its_key_on_any_page(place: Place, dm: str) -> None:
    place.server.rate_limits = False
    wanted = place.messenger.post(dm, HELLO, key="T1/wanted")
    for number in range(201):
        place.messenger.post(dm, HELLO, key=f"T1/{number}")
    assert place.messenger.find(dm, NOON, "T1/wanted") == wanted
    assert place.messenger.find(dm, NOON, "T1/never") is None


def test_a_post_is_found_although_slacks_clock_is_half_a_minute_behind(place: Place, dm: str) -> None:
    wanted = place.messenger.post(dm, HELLO, key="T1/wanted")
    assert place.messenger.find(dm, NOON + timedelta(seconds=30), "T1/wanted") == wanted
    assert place.messenger.find(dm, NOON + timedelta(hours=1), "T1/wanted") is None


def test_what_partners_say_is_out_of_reach(place: Place) -> None:
    group = place.messenger.open_group(["U1", "U2"])
    with pytest.raises(NotSentError, match="missing_scope"):
        place.messenger.find(group, NOON, "T1/wanted")


def test_a_call_is_made_once_whatever_happens(place: Place, dm: str) -> None:
    place.server.faults.add("chat.postMessage", Fault.RESET_AFTER)
    with pytest.raises(OutcomeUnknownError):
        place.messenger.post(dm, HELLO)
    assert len(place.shown(dm)) == 1


def test_nothing_that_is_said_is_logged_at_any_level(
    place: Place, dm: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.NOTSET)
    caplog.set_level(logging.DEBUG, logger="slack_sdk.web.base_client")
    place.messenger.post(dm, Message("a secret goal", HELLO.blocks))
    place.server.faults.add("chat.postMessage", Fault.RESET_BEFORE)
    with pytest.raises(OutcomeUnknownError):
        place.messenger.post(dm, Message("a secret goal", HELLO.blocks))
    assert [record.name for record in caplog.records if not record.name.startswith("asyncio")] == []
    assert "secret" not in "".join(capfd.readouterr())


def test_the_address_is_slacks_unless_told_otherwise() -> None:
    client = make_client("xoxb-1")
    assert (client.base_url, client.retry_handlers) == (SLACK_URL, [])
