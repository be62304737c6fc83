"""SIGTERM: what is under way is ended and acknowledged, nothing new begins, and the process is gone within 10 s."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.commands.line import main
from bot.sandbox.delivery import Mode
from bot.sandbox.driver import Slack
from bot.sandbox.faults import Fault
from matching.vocabulary import Weekday
from storage import engine
from storage.database import Database
from storage.records import NO_SUBJECT, Member, Nudge, Workspace
from storage.vocabulary import MemberStatus, NudgeKind, NudgeState
from tests.bot.quiet import logging_kept
from tests.bot.test_command_line import PEOPLE, ROOT, environ_of, free_port, stopped, trellis, wait_for

WITHIN = 10.0
"""Seconds."""
STUCK = """
import threading
from datetime import UTC, datetime, timedelta
from bot.__main__ import end
from bot.commands.parts import stop_signal
from bot.worker import clock

told, began = stop_signal(), threading.Event()
ticking = clock.Clock([clock.Job("stuck", timedelta(hours=1), lambda _: began.set() or threading.Event().wait())],
                      lambda: datetime.now(UTC))
ticking.start()
began.wait()
print("stuck", flush=True)
told.wait()
ticking.stop()
end(0)
"""
HANGS = """
import threading
from bot import logs
from bot.commands.parts import stop_signal

logs.configure("INFO")
told = stop_signal(patience=0.2)
print("there", flush=True)
told.wait()
threading.Event().wait()
"""

AT_EVERY_LINE = """
import faulthandler, os, signal, sys
from bot.commands.parts import stop_signal

def wait(told, at):
    seen = 0
    def trace(*_):
        nonlocal seen
        seen += 1
        if seen == at:
            os.kill(os.getpid(), signal.SIGTERM)
        return trace
    sys.settrace(trace)
    told.wait()
    sys.settrace(None)
    faulthandler.cancel_dump_traceback_later()

for at in range(1, 20):
    wait(stop_signal(), at)
print("never lost")
"""


@pytest.fixture(autouse=True)
def _logging() -> Iterator[None]:
    with logging_kept():
        yield


def until(happened: Callable[[], object]) -> None:
    """Wait for another process."""
    for _ in range(600):
        if happened():
            return
        threading.Event().wait(0.05)
    raise AssertionError("it did not happen in time")


@contextmanager
def quickly() -> Iterator[None]:
    began = time.monotonic()
    yield
    assert time.monotonic() - began < WITHIN


@pytest.mark.parametrize("mode", [Mode.HTTP, Mode.SOCKET], ids=str)
def test_a_request_that_is_under_way_is_acknowledged_with_its_effect(mode: Mode, tmp_path: Path) -> None:
    with Slack(PEOPLE, mode=mode) as slack:
        environ = environ_of(slack, tmp_path)
        assert main(["migrate"], environ) == 0
        with trellis("web" if mode is Mode.HTTP else "run", environ | _way_in(slack, mode)) as process:
            if mode is Mode.HTTP:
                wait_for(process.stderr, "listening at 127.0.0.1, port ")
            else:
                wait_for(process.stdout, "connected")
            ana = slack.member("U1")
            slack.faults.add("views.open", Fault.SLOW, seconds=1.5)
            click = threading.Thread(target=ana.command, args=("/trellis", "goal"))
            click.start()
            until(lambda: slack.faults.happened("views.open"))
            with quickly():
                code, _, logged = stopped(process)
            click.join()
            assert (code, ana.last_error) == (0, None)
            assert ana.modal is not None
            assert "Traceback" not in logged
            assert ana.command("/trellis", "help").trouble, "nobody is there any more"


def _way_in(slack: Slack, mode: Mode) -> dict[str, str]:
    if mode is Mode.SOCKET:
        return {"SLACK_APP_TOKEN": slack.world.app_token}
    port = free_port()
    slack.connect(f"http://127.0.0.1:{port}/slack/events")
    return {"SLACK_SIGNING_SECRET": slack.world.signing_secret, "PORT": str(port)}


def test_a_nudge_that_is_under_way_is_settled_and_the_next_one_is_left(tmp_path: Path) -> None:
    with Slack(PEOPLE) as slack:
        environ = environ_of(slack, tmp_path)
        assert main(["migrate"], environ) == 0
        nudges = _plan_nudges(slack, environ["DATABASE_URL"])
        slack.faults.add("chat.postMessage", Fault.SLOW, times=9, seconds=1.5)
        with trellis("worker", environ) as worker:
            until(lambda: slack.faults.happened("chat.postMessage"))
            with quickly():
                code, _, logged = stopped(worker)
    assert code == 0
    assert "Traceback" not in logged
    opened = engine.create(environ["DATABASE_URL"])
    with Database(opened).read() as work:
        found = [work.nudges.get(nudge) for nudge in nudges]
    opened.dispose()
    told = [len(slack.member(nudge.member_id).texts()) for nudge in nudges]
    assert sum(told) >= 1
    for nudge, messages in zip(found, told, strict=True):
        assert nudge is not None
        assert (nudge.state is NudgeState.SENT) == (messages == 1), "neither lost nor in doubt"


def _plan_nudges(slack: Slack, url: str) -> list[Nudge]:
    """Let both people be members who are due a word of welcome."""
    opened = engine.create(url)
    now = datetime.now(UTC)
    team = slack.world.team_id
    ids = [person.id for person in PEOPLE]
    nudges = [
        Nudge(team, NO_SUBJECT, now.date(), one, NudgeKind.WELCOME_BACK, now, now + timedelta(hours=1)) for one in ids
    ]
    with Database(opened).write() as work:
        work.workspaces.add(Workspace(team, Weekday.MON, 10, "Etc/UTC", now))
        for one in ids:
            channel = slack.member(one).dm.id
            work.members.add(Member(team, one, channel, "Etc/UTC", MemberStatus.ACTIVE, None, 0, now))
        work.nudges.plan(nudges)
        work.commit()
    opened.dispose()
    return nudges


def test_a_job_that_never_ends_does_not_keep_the_process() -> None:
    assert stopped_once_it_says("stuck", STUCK)[0] == 0


def test_a_process_that_hangs_while_it_stops_is_ended_and_says_where() -> None:
    code, _, logged = stopped_once_it_says("there", HANGS)
    assert code == 1
    assert "Timeout" in logged
    assert "most recent call first" in logged


def stopped_once_it_says(words: str, program: str) -> tuple[int, str, str]:
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT
    ) as process:
        wait_for(process.stdout, words)
        with quickly():
            return stopped(process)


def test_a_signal_is_heeded_wherever_the_waiting_is_interrupted() -> None:
    done = subprocess.run(
        [sys.executable, "-c", AT_EVERY_LINE], capture_output=True, text=True, cwd=ROOT, timeout=60, check=False
    )
    assert (done.returncode, done.stdout) == (0, "never lost\n"), done.stderr
