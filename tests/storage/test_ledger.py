"""The ledger of erasures: durable, short-lived, and without an id in it."""

import stat
from datetime import timedelta
from pathlib import Path

import pytest

from storage.errors import DatabaseUnusableError
from storage.ledger import KEPT, NOBODY, Erasure, Ledger, Step
from tests.storage.build import ANN, BEN, NOW, OTHER_WS, WS

HOUR = timedelta(hours=1)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "trellis.db")


def test_it_knows_who_was_erased_since_and_nobody_else(ledger: Ledger) -> None:
    ledger.note(Step.DONE, WS, ANN, NOW)
    since = ledger.since(NOW - HOUR)
    assert since.of(WS, ANN) == Erasure(Step.DONE, NOW)
    assert since.of(OTHER_WS, ANN) is None
    assert since.of(WS, BEN) is None
    assert ledger.since(NOW + HOUR).of(WS, ANN) is None
    assert NOBODY.of(WS, ANN) is None


def test_what_was_asked_for_and_done_counts_as_done_from_when_it_was_asked_for(ledger: Ledger) -> None:
    ledger.note(Step.ASKED, WS, ANN, NOW)
    ledger.note(Step.ASKED, WS, BEN, NOW)
    ledger.note(Step.DONE, WS, ANN, NOW + HOUR)
    since = ledger.since(NOW)
    assert since.of(WS, ANN) == Erasure(Step.DONE, NOW)
    assert since.of(WS, BEN) == Erasure(Step.ASKED, NOW)


def test_it_holds_no_id_and_only_this_account_may_read_it(ledger: Ledger) -> None:
    ledger.note(Step.DONE, WS, ANN, NOW)
    written = ledger.file.read_text()
    assert ANN not in written
    assert WS not in written
    assert stat.S_IMODE(ledger.file.stat().st_mode) == 0o600


def test_two_ledgers_give_the_same_person_different_fingerprints(tmp_path: Path) -> None:
    lines = set()
    for name in ("a.db", "b.db"):
        Ledger(tmp_path / name).note(Step.DONE, WS, ANN, NOW)
        lines.add(Ledger(tmp_path / name).file.read_text().splitlines()[1])
    assert len(lines) == 2


def test_a_fingerprint_goes_when_no_backup_may_need_it(ledger: Ledger) -> None:
    ledger.note(Step.DONE, WS, ANN, NOW)
    ledger.note(Step.DONE, WS, BEN, NOW + KEPT + HOUR)
    since = ledger.since(NOW)
    assert since.of(WS, ANN) is None
    assert since.of(WS, BEN) is not None


def test_a_fingerprint_goes_although_nobody_else_is_erased(ledger: Ledger) -> None:
    ledger.forget(NOW)
    assert not ledger.file.exists()
    ledger.note(Step.DONE, WS, ANN, NOW)
    ledger.note(Step.DONE, WS, BEN, NOW + HOUR)
    ledger.forget(NOW + KEPT)
    assert ledger.since(NOW).of(WS, ANN) is not None
    ledger.forget(NOW + KEPT + HOUR)
    since = ledger.since(NOW)
    assert (since.of(WS, ANN), since.of(WS, BEN)) == (None, Erasure(Step.DONE, NOW + HOUR))


@pytest.mark.parametrize("content", [None, b"", b"\xff", b"something else\n"])
def test_a_ledger_that_is_lost_or_foreign_is_never_taken_for_an_empty_one(
    content: bytes | None, ledger: Ledger
) -> None:
    if content is not None:
        ledger.file.write_bytes(content)
    with pytest.raises(DatabaseUnusableError, match="missing or cannot be read"):
        ledger.since(NOW)
    ledger.file.unlink(missing_ok=True)
    ledger.begin()
    assert ledger.since(NOW).of(WS, ANN) is None


def test_where_it_cannot_be_written_nothing_may_be_erased(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnusableError, match="so nothing was erased"):
        Ledger(tmp_path / "none" / "trellis.db").note(Step.DONE, WS, ANN, NOW)
