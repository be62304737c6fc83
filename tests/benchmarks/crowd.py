"""A workspace full of partnerships, and a real web process that serves it."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.request import urlopen

import numpy as np
from numpy.typing import NDArray

from bot.sandbox.actor import Actor
from bot.sandbox.delivery import Mode
from bot.sandbox.spots import Where
from bot.sandbox.stage import Stage
from bot.sandbox.world import Person

CLIENTS = 32
WEEKS = 4
PORT = 38917
GOAL = "Finish one chapter of my thesis every two weeks and show it to somebody"


class Flat:
    """Finds all goals equally close; what is measured here is not matching."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Give one and the same unit vector for each."""
        return np.tile(np.eye(1, 8, dtype=np.float32), (len(texts), 1))


@contextmanager
def crowd() -> Iterator[tuple[Stage, list[Actor]]]:
    """Give CLIENTS members in signed partnerships with WEEKS check-ins that wait for their answer."""
    people = [Person(f"U{number:03d}", f"p{number}", f"Person {number}") for number in range(CLIENTS)]
    start = datetime.now(UTC) - timedelta(weeks=WEEKS + 3)
    with Stage(people, start, Flat, Mode.SOCKET) as stage:
        stage.slack.server.rate_limits = False
        members = [stage.slack.member(person.id) for person in people]
        for member in members:
            member.command("/trellis", "goal")
            member.fill(goal=GOAL)
            assert member.submit()
        stage.until(start + timedelta(days=8))
        _pair_up(stage, members)
        stage.until(start + timedelta(weeks=WEEKS + 2))
        yield stage, members


def _pair_up(stage: Stage, members: list[Actor]) -> None:
    for member in members:
        member.click("suggestion_yes", Where.MESSAGES)
    stage.settle()
    for member in members:
        if "covenant_sign" not in str([message.blocks for message in member.messages(member.group_dms[0].id)]):
            member.click("covenant_open", Where.MESSAGES)
            member.fill(commitment=GOAL)
            assert member.submit()
            assert member.submit()
            stage.settle()
    for member in members:
        member.click("covenant_sign", Where.MESSAGES)
        if member.modal:
            member.fill(commitment=GOAL)
            assert member.submit()
    stage.settle()


def environment(stage: Stage) -> dict[str, str]:
    """Give the settings with which a process of its own serves the same workspace over HTTP."""
    world = stage.slack.world
    return {
        **os.environ,
        "SLACK_BOT_TOKEN": world.bot_token,
        "SLACK_SIGNING_SECRET": world.signing_secret,
        "SLACK_API_URL": stage.slack.base_url,
        "DATABASE_URL": stage.database_url,
        "PORT": str(PORT),
        "LOG_LEVEL": "WARNING",
    }


@contextmanager
def process(command: str, stage: Stage) -> Iterator["subprocess.Popen[bytes]"]:
    """Run `trellis web` or `trellis worker` beside the stage, and end it afterwards."""
    running = subprocess.Popen([sys.executable, "-m", "bot", command], env=environment(stage))
    try:
        yield running
    finally:
        running.terminate()
        running.wait(15)


def wait_for_web() -> None:
    """Wait until the web process answers; raises TimeoutError after 30 s."""
    for _ in range(600):
        try:
            urlopen(f"http://127.0.0.1:{PORT}/healthz", timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError("the web process did not answer within 30 s")


def megabytes(pid: int) -> float:
    """Give the memory of a process and its children (Linux PSS: pages that they share count once)."""
    pids = [str(pid), *subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True).stdout.split()]
    return sum(_proportional(each) for each in pids) / 1024


def _proportional(pid: str) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
