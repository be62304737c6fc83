"""`trellis restore`: brings a backup back, without those who were erased since and without nudging anybody twice."""

import argparse
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from bot.commands.backup import ELSEWHERE
from bot.config import Config, Needs
from bot.services import planning, restoring
from bot.services.context import Context
from bot.services.restoring import Restored
from bot.slack.messenger import Messenger, make_client
from bot.slack.words import Words
from bot.wiring import draw_id, utc_now
from bot.worker.worker import LIFE
from storage import backup, engine, migrations, process_lock
from storage.database import Database
from storage.errors import DatabaseUnusableError
from storage.ledger import KEPT, NOBODY, Erasures, Ledger

PLANS = (planning.plan_check_ins, planning.plan_nudges, *LIFE)
WITHOUT = "--without-ledger"


def execute(options: argparse.Namespace, environ: Mapping[str, str]) -> int:
    """Put it in place, brought to this version, and say what was done to it."""
    url = Config.load(environ, Needs.NOTHING).database_url.reveal()
    target = engine.sqlite_file(url)
    if target is None:
        raise DatabaseUnusableError(ELSEWHERE)
    with process_lock.held(url):
        taken_at = backup.taken_at(options.file)
        erasures = NOBODY if options.without_ledger else _erasures(target, taken_at, utc_now())
        with backup.whole_or_gone(target):
            done = _prepared(backup.unpack(options.file, target), erasures, taken_at, utc_now())
            backup.put_in_place(target)
        Ledger(target).begin()
    print(f"Restored {target} as it was at {taken_at:%Y-%m-%d %H:%M} UTC. Start Trellis again.")
    nobody_knows = ", since nobody knows who was: erase them by hand" if options.without_ledger else ""
    print(f"Erased since, and so erased here again: {done.erased}{nobody_knows}.")
    doubted = done.looked_for + done.given_up
    print(f"Nudges that may have been sent since: {doubted}; {done.given_up} of them were given up.")
    print(f"The worker looks for the other {done.looked_for} in Slack before it sends any of them.")
    return 0


def _erasures(target: Path, taken_at: datetime, now: datetime) -> Erasures:
    if taken_at < now - KEPT:
        raise DatabaseUnusableError(
            f"The backup is more than {KEPT.days} days old, and nobody knows any more who was erased since. "
            f"{WITHOUT} brings it back all the same, with everybody in it."
        )
    try:
        return Ledger(target).since(taken_at)
    except DatabaseUnusableError as error:
        raise DatabaseUnusableError(
            f"{error} Without it members who were erased since the backup would come back. Copy the newest one there; "
            f"if it is lost, {WITHOUT} goes on without, and whoever was erased since has to be erased again."
        ) from None


def _prepared(file: Path, erasures: Erasures, taken_at: datetime, now: datetime) -> Restored:
    opened = engine.create(f"sqlite:///{file}")
    try:
        migrations.upgrade(opened)
        messenger = Messenger(make_client(""), b"")  # planning says nothing to Slack
        context = Context(Database(opened), messenger, Words(messenger), draw_id)
        return restoring.settle_in(context, erasures, taken_at, PLANS, now)
    finally:
        opened.dispose()
