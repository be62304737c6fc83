"""docs/messages.md shows what the golden files hold, so that a reader can judge the voice in one sitting."""

from storage.vocabulary import NudgeKind
from tests.bot.golden import FOLDER
from tests.bot.messages import PAGE, SENT, page


def test_the_page_shows_every_message_as_it_is_now() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "docs/messages.md is out of date: run make messages"


def test_every_golden_file_is_on_the_page() -> None:
    headings = [line for line in page().splitlines() if line.startswith("### ")]
    assert len(headings) == len(list(FOLDER.glob("*.json")))


def test_every_kind_of_message_that_the_worker_sends_is_on_the_page() -> None:
    assert set(SENT) == set(NudgeKind) - {NudgeKind.STRAY_CARDS}
    assert not [name for name in SENT.values() if f"### {name.replace('-', ' ')}\n" not in page()]
