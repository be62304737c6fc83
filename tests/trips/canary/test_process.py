"""The bot as an operator runs it, with its real model and LOG_LEVEL=DEBUG: nothing in its files, log or process."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from bot.sandbox.actor import Actor
from bot.sandbox.delivery import Mode
from bot.sandbox.driver import Slack
from bot.settings import Name
from tests.trips.canary.search import WORD, found, process, song, vector_forms, word_forms
from tests.trips.cast import ANY_HOUR, load_encoder, people_at_noon
from tests.trips.steps import click, has_button, sees, state_goal, submit_covenant

PATIENCE = 60.0
"""Seconds of real time that anything may take, the model's loading included."""


@pytest.fixture
def slack() -> Iterator[Slack]:
    with Slack(people_at_noon(datetime.now(UTC)), mode=Mode.SOCKET) as workspace:
        yield workspace


@contextmanager
def running(slack: Slack, folder: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """Run `trellis run` over Socket Mode until left; it must end well when it is told to."""
    settings: dict[str, str] = {
        Name.BOT_TOKEN: slack.world.bot_token,
        Name.APP_TOKEN: slack.world.app_token,
        Name.API_URL: slack.base_url,
        Name.DATABASE_URL: f"sqlite:///{folder / 'trellis.db'}",
        Name.LOG_LEVEL: "DEBUG",
    }
    command = [sys.executable, "-m", "bot", "run"]
    with (folder / "log").open("wb") as log:
        bot = subprocess.Popen(command, env={**os.environ, **settings}, stdout=log, stderr=subprocess.STDOUT)
    try:
        assert slack.sockets.wait(seconds=PATIENCE), (folder / "log").read_text()
        yield bot
    finally:
        bot.send_signal(signal.SIGTERM)
        assert bot.wait(PATIENCE) == 0


def eventually(happened: Callable[[], bool]) -> None:
    """Wait for the worker, which has its own rhythm."""
    for _ in range(int(PATIENCE / 0.1)):
        if happened():
            return
        threading.Event().wait(0.1)
    raise AssertionError("it did not happen in time")


def test_a_running_bot_leaves_nothing_behind(slack: Slack, tmp_path: Path) -> None:
    ana, ben = slack.member("UANA"), slack.member("UBEN")
    with running(slack, tmp_path) as bot:
        become_partners(ana, ben)
        ana.command("/trellis", WORD)
        ana.command("/trellis", f"pause {song('pause')}")
        files = {one.name: one.read_bytes() for one in tmp_path.iterdir()}
        evidence = {**files, **process(Path(f"/proc/{bot.pid}"))}
    evidence["log at the end"] = (tmp_path / "log").read_bytes()
    assert {"trellis.db", "log", "process cmdline", "process environ"} <= set(evidence)
    assert found(evidence, word_forms()) == set()
    vectors = load_encoder().encode([song("goal"), song("other")])
    assert found(evidence, vector_forms(vectors)) == set()


def become_partners(ana: Actor, ben: Actor) -> None:
    """Go from goals to a covenant."""
    state_goal(ana, song("goal"), **ANY_HOUR)
    state_goal(ben, song("other"), **ANY_HOUR)
    click(ana, "match")
    for member in (ana, ben):
        eventually(partial(has_button, member, "suggestion_yes"))
        click(member, "suggestion_yes")
    eventually(lambda: has_button(ana, "covenant_open"))
    click(ana, "covenant_open")
    ana.fill(commitment=song("commitment"))
    assert submit_covenant(ana)
    eventually(lambda: sees(ben, song("commitment")[:20]))
