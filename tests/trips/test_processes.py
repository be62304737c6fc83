"""Web and workers as processes of their own on PostgreSQL, as the Procfile runs them; one worker is killed."""

import signal
import subprocess
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from bot.commands.line import main
from bot.sandbox.driver import Slack
from tests.bot.quiet import logging_kept
from tests.bot.test_command_line import environ_of, free_port, stopped, trellis, wait_for
from tests.conftest import BACKENDS
from tests.trips.cast import ANY_HOUR, people_at_noon
from tests.trips.partners import heard
from tests.trips.steps import PROMISE, RUN, TRAIN, click, has_button, state_goal, submit_covenant

PATIENCE = 60.0
"""Seconds of real time that anything may take, a worker's lease included."""


def eventually(happened: Callable[[], object]) -> None:
    """Wait for the workers, which have their own rhythm."""
    for _ in range(int(PATIENCE / 0.1)):
        if happened():
            return
        threading.Event().wait(0.1)
    raise AssertionError("it did not happen in time")


def ended_well(process: "subprocess.Popen[str]") -> bool:
    """Stop a process and tell whether it went in order."""
    code, _, logged = stopped(process)
    return code == 0 and "Traceback" not in logged


@pytest.mark.parametrize("backend", [name for name in BACKENDS if name == "postgresql"], indirect=True)
def test_partners_are_introduced_once_although_a_worker_is_killed(url: str, tmp_path: Path) -> None:
    with Slack(people_at_noon(datetime.now(UTC))) as slack:
        port = free_port()
        environ = environ_of(slack, tmp_path) | {"DATABASE_URL": url}
        environ |= {"SLACK_SIGNING_SECRET": slack.world.signing_secret, "PORT": str(port), "LOG_LEVEL": "WARNING"}
        with logging_kept():
            assert main(["migrate"], environ) == 0
        with trellis("web", environ | {"LOG_LEVEL": "INFO"}) as web, trellis("worker", environ) as stays:
            with trellis("worker", environ) as killed:
                wait_for(web.stderr, "listening at 127.0.0.1, port ")
                slack.connect(f"http://127.0.0.1:{port}/slack/events")
                for worker in (stays, killed):
                    wait_for(worker.stdout, "The worker ticks.")
                ana, ben = slack.member("UANA"), slack.member("UBEN")
                state_goal(ana, RUN, **ANY_HOUR)
                state_goal(ben, TRAIN, **ANY_HOUR)
                click(ana, "match")
                for member in (ana, ben):
                    eventually(partial(has_button, member, "suggestion_yes"))
                    click(member, "suggestion_yes")
                killed.send_signal(signal.SIGKILL)
            eventually(lambda: has_button(ana, "covenant_open"))
            click(ana, "covenant_open")
            ana.fill(commitment=PROMISE)
            assert submit_covenant(ana), ana.modal
            eventually(lambda: any(PROMISE in text for text in heard(ben, "Our covenant")))
            assert ended_well(web)
            assert ended_well(stays)
    for member in (ana, ben):
        assert heard(member, "Somebody to do it with") == []  # a second one would still wait for an answer
        assert len(heard(member, "Our covenant\n")) == 1
