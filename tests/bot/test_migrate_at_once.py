"""Two release steps at the same moment are harmless, on both databases."""

from contextlib import ExitStack
from pathlib import Path

from sqlalchemy import Engine

from storage import engine, migrations
from tests.bot.test_command_line import ROOT, trellis
from tests.storage.revisions import fill, go, kept, rows


def test_two_processes_that_migrate_at_once_both_succeed_and_no_row_is_lost(
    blank_engine: Engine, tmp_path: Path
) -> None:
    go(blank_engine, "0004")
    fill(blank_engine)
    before = rows(blank_engine)
    environ = {
        "PYTHONPATH": str(ROOT),
        "HOME": str(tmp_path),
        "DATABASE_URL": blank_engine.url.render_as_string(hide_password=False),
    }
    with ExitStack() as both:
        steps = [both.enter_context(trellis("migrate", environ)) for _ in range(2)]
        ended = [(*step.communicate(timeout=60), step.returncode) for step in steps]
    assert {code for _, _, code in ended} == {0}, ended
    where = engine.place(blank_engine.url)
    said = (
        f"The tables in {where} are now those of this version.\n",
        f"The tables in {where} are those of this version ",
    )
    assert all(out.startswith(said) for out, _, _ in ended), ended
    assert migrations.is_current(blank_engine)
    assert kept(before, rows(blank_engine))
