"""Backing a stage's database up and bringing it back, by the commands that operators type."""

from pathlib import Path

import pytest

from bot.commands import backup, restore
from bot.commands.line import main
from bot.sandbox.stage import Stage
from storage.ledger import Ledger
from tests.bot.quiet import logging_kept


class Operator:
    """Types `trellis backup` and `trellis restore`, at the stage's time."""

    def __init__(self, stage: Stage, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._stage = stage
        self._copy = folder / "copy.db"
        self._database = Path(stage.database_url.removeprefix("sqlite:///"))
        for command in (backup, restore):
            monkeypatch.setattr(command, "utc_now", stage.slack.clock.now)

    def back_up(self) -> None:
        """Copy, while the bot is there."""
        assert self._type("backup", str(self._copy)) == 0

    def restore(self, *options: str) -> None:
        """Stop the bot, lose the database, bring the copy back and let the bot go on with it."""
        self._stage.trellis.context.database.close()
        self._database.unlink()
        assert self._type("restore", str(self._copy), *options) == 0

    def fingerprints(self) -> int:
        """Count what the ledger of erasures holds besides its title."""
        return len(Ledger(self._database).file.read_text().splitlines()) - 1

    def _type(self, *typed: str) -> int:
        with logging_kept():
            return main(typed, {"DATABASE_URL": self._stage.database_url})
