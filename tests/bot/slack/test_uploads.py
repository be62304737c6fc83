import logging

import pytest

from bot.sandbox.faults import Fault
from bot.slack.message import Attachment
from bot.slack.outcomes import NotSentError, OutcomeUnknownError
from bot.slack.scopes import OPTIONAL
from bot.slack.uploads import put
from tests.bot.slack.place import Place

PICTURE = Attachment("pulse.png", b"\x89PNG, or nearly", "The pulse", "At least 15 partnerships")


@pytest.fixture
def group(place: Place) -> str:
    place.world.scopes |= OPTIONAL
    return place.messenger.open_group(["U1", "U2"])


def test_a_file_arrives_as_it_was_with_its_title_and_its_words(place: Place, group: str) -> None:
    place.messenger.upload(group, PICTURE)
    (message,) = place.shown(group)
    (file,) = message.files
    assert (file.name, file.content, file.title, file.alt_text) == (
        PICTURE.name,
        PICTURE.content,
        PICTURE.title,
        PICTURE.alt_text,
    )
    assert message.by_bot


def test_without_the_scope_nothing_is_shared_and_the_error_says_so(place: Place, group: str) -> None:
    place.world.scopes -= OPTIONAL
    with pytest.raises(NotSentError, match="missing_scope"):
        place.messenger.upload(group, PICTURE)
    assert place.shown(group) == []


def test_a_place_that_the_bot_is_not_in_gets_no_file(place: Place, group: str) -> None:
    place.world.conversations[group].members = frozenset({"U1", "U2"})
    with pytest.raises(NotSentError, match="channel_not_found"):
        place.messenger.upload(group, PICTURE)


@pytest.mark.parametrize("method", ["files.getUploadURLExternal", "upload_url", "files.completeUploadExternal"])
@pytest.mark.parametrize("fault", [Fault.RESET_BEFORE, Fault.RESET_AFTER, Fault.ERROR_500_AFTER])
def test_each_step_is_made_once_whatever_happens(place: Place, group: str, method: str, fault: Fault) -> None:
    place.server.faults.add(method, fault)
    with pytest.raises(OutcomeUnknownError):
        place.messenger.upload(group, PICTURE)
    steps = [call.method for call in place.server.calls.made]
    assert len(steps) == len(set(steps))


def test_bytes_that_slack_does_not_take_are_an_error(place: Place, group: str) -> None:
    with pytest.raises(OSError, match="404"):
        put(f"{place.world.origin}/upload/F404", b"abc", timeout=5)
    place.messenger.upload(group, PICTURE)


def test_only_an_address_of_the_web_is_posted_to() -> None:
    with pytest.raises(ValueError, match="not of the web"):
        put("file:///etc/hostname", b"abc", timeout=5)


def test_neither_the_file_nor_its_address_is_logged(
    place: Place, group: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.NOTSET)
    place.messenger.upload(group, PICTURE)
    place.server.faults.add("upload_url", Fault.ERROR_500_AFTER)
    with pytest.raises(OutcomeUnknownError) as caught:
        place.messenger.upload(group, PICTURE)
    assert [record.name for record in caplog.records if not record.name.startswith("asyncio")] == []
    assert "upload/" not in str(caught.value) + "".join(capfd.readouterr())
