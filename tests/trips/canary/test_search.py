"""The search must be able to fail: each leak that we put in ourselves is found where it went."""

import base64
import logging
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot.sandbox.stage import Stage
from bot.services import runs
from bot.services.candidates import Candidate
from bot.services.cards import post_words
from bot.services.errors import MemberError
from bot.services.vectors import Vectors
from tests.trips.canary.search import ID, WORD, Watch, found, process, song, vector_forms, word_forms
from tests.trips.cast import WordCounts
from tests.trips.steps import click, state_goal

VECTOR = WordCounts().encode([song("goal")])[0]
Leak = Callable[[Stage, str], None]


@pytest.fixture
def watch(quick_stage: Stage) -> Iterator[Watch]:
    watching = Watch(Path(quick_stage.database_url.removeprefix("sqlite:///")))
    with watching.open():
        yield watching


def into_the_log(_stage: Stage, text: str) -> None:
    logging.getLogger("bot.services.goals").debug("a goal: %s", text.split()[0])


def into_a_withheld_argument(_stage: Stage, text: str) -> None:
    logging.getLogger("storage.stores").info("a goal: %s", text)


def into_a_new_column(stage: Stage, text: str) -> None:
    with stage.trellis.context.database.write() as work:
        work.connection.exec_driver_sql("ALTER TABLE workspace ADD COLUMN note TEXT")
        work.connection.exec_driver_sql("UPDATE workspace SET note = ?", (text,))
        work.commit()


def into_a_column_for_ids(stage: Stage, _text: str) -> None:
    with stage.trellis.context.database.write() as work:
        work.avoidances.add(stage.trellis.workspace_id, "UANA", ID)
        work.commit()


def into_the_log_as_base64(_stage: Stage, text: str) -> None:
    logging.getLogger("bot.web").info("body: %s", base64.b64encode(b"goal=" + text.encode()).decode()[:100])


@pytest.mark.parametrize(
    ("leak", "places"),
    [
        (into_the_log, {"log", "log arguments"}),
        (into_a_withheld_argument, {"log arguments"}),
        (into_a_new_column, {"statements", "database"}),
        (into_a_column_for_ids, {"statements", "database"}),
        (into_the_log_as_base64, {"log", "log arguments"}),
    ],
)
def test_a_word_that_leaks_is_found_where_it_went(
    leak: Leak, places: set[str], quick_stage: Stage, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    state_goal(quick_stage.slack.member("UANA"), song("earlier"))
    assert found(watch.evidence(), word_forms()) == set()

    def leaking(*given: object) -> object:
        leak(quick_stage, song("goal"))
        return post_words(*given)  # type: ignore[arg-type]

    monkeypatch.setattr("bot.services.goals.post_words", leaking)
    state_goal(quick_stage.slack.member("UANA"), song("goal"))
    assert found(watch.evidence(), word_forms()) - {"journal"} == places


def test_a_word_in_an_errors_text_or_behind_it_is_found(quick_stage: Stage, watch: Watch) -> None:
    try:
        try:
            raise ValueError(f"Invalid isoformat string: {song('date')!r}")
        except ValueError:
            raise MemberError("Please choose a date.") from None
    except MemberError as error:
        watch.note(error)
    assert found(watch.evidence(), word_forms()) == {"errors"}
    assert quick_stage.trellis.workspace_id


def test_a_word_in_the_journal_alone_is_found(quick_stage: Stage, watch: Watch) -> None:
    into_a_new_column(quick_stage, song("goal"))
    with quick_stage.trellis.context.database.write() as work:
        work.connection.exec_driver_sql("UPDATE workspace SET note = NULL")
        work.commit()
    assert "journal" in found(watch.evidence(), word_forms())


@pytest.mark.parametrize("kind", ["<f4", ">f4", "<f8", ">f8"])
def test_a_vector_in_the_database_is_found_in_any_width_and_order(kind: str, quick_stage: Stage, watch: Watch) -> None:
    with quick_stage.trellis.context.database.write() as work:
        work.connection.exec_driver_sql("CREATE TABLE cache (vector BLOB)")
        work.connection.exec_driver_sql("INSERT INTO cache VALUES (?)", (VECTOR.astype(kind).tobytes(),))
        work.commit()
    assert "database" in found(watch.evidence(), vector_forms([VECTOR]))


@pytest.mark.parametrize("written", [str(VECTOR.tolist()), str(VECTOR), repr(VECTOR.astype(np.float64))])
def test_a_vector_in_a_log_line_is_found(written: str, watch: Watch) -> None:
    logging.getLogger("bot.services.vectors").debug(written)
    assert found(watch.evidence(), vector_forms([VECTOR])) == {"log", "log arguments"}


def test_a_vector_that_a_run_lets_slip_is_found(
    quick_stage: Stage, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = runs._match

    def leaking(looking: Sequence[Candidate], vectors: Vectors, *rest: Any) -> object:
        rows = vectors.rows(one.goal.card for one in looking)
        logging.getLogger("bot.services.runs").debug("matching %s", rows)
        return real(looking, vectors, *rest)

    monkeypatch.setattr(runs, "_match", leaking)
    ana = quick_stage.slack.member("UANA")
    state_goal(ana, song("goal"))
    click(ana, "match")
    quick_stage.settle()
    assert found(watch.evidence(), vector_forms([VECTOR])) == {"log arguments"}


def test_a_word_among_a_processs_arguments_or_settings_is_found() -> None:
    command = [sys.executable, "-c", "print(flush=True); input()", WORD]
    given = {**os.environ, "NOTE": WORD}
    with subprocess.Popen(command, env=given, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout
        child.stdout.readline()
        assert found(process(Path(f"/proc/{child.pid}")), word_forms()) == {"process cmdline", "process environ"}
        child.communicate(b"\n")
