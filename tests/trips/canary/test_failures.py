"""What members write while Slack, the database or our own code fails."""

import threading
from datetime import datetime, timedelta

import pytest

from bot.sandbox.actor import Actor
from bot.sandbox.faults import Fault
from bot.sandbox.spots import Where
from bot.sandbox.stage import Stage
from bot.worker.clock import Clock, Job
from tests.trips.canary.conftest import SHARED, Trial, introduced
from tests.trips.canary.search import WORD, song
from tests.trips.steps import click, jump, state_goal

METHODS = (
    "chat.postMessage",
    "chat.update",
    "chat.delete",
    "conversations.history",
    "conversations.open",
    "users.info",
    "views.open",
    "views.publish",
    "pins.add",
    "response_url",
)
SERVICES = (
    "goals.state_goal",
    "goals.open_goal",
    "covenants.propose",
    "members.pause_as_typed",
    "avoidances.avoid",
    "home.publish_home",
    "suggestions.ask",
)
TABLES = ("member", "goal", "covenant", "commitment", "avoidance", "workspace")


@pytest.mark.parametrize("fault", list(Fault))
def test_slack_failing_at_every_call(fault: Fault, trial: Trial) -> None:
    ana, ben = introduced(trial.stage)
    click(ana, "covenant_open")
    ana.fill(commitment=song("commitment"), support_style=song("support"))
    assert ana.submit()
    ana.fill({one: song(one) for one in SHARED})
    for method in METHODS:
        trial.stage.slack.faults.add(method, fault, seconds=0.01)
        trial.stage.slack.world.modals.pop("UBEN", None)
        ben.command("/trellis", "goal")
        if ben.modal:
            ben.fill(goal=song(method))
            ben.submit()
        ben.open_home()
        ben.click("match", Where.HOME)
        ana.submit() if ana.modal else ana.command("/trellis", f"pause {WORD}")
        jump(trial.stage, trial.stage.slack.clock.now() + timedelta(minutes=2))
        trial.stage.slack.faults.clear()
    ana.command("/trellis", "forget me")
    click(ana, "forget")
    for method in METHODS:
        trial.stage.slack.faults.add(method, fault, seconds=0.01)
    for _ in range(4):
        jump(trial.stage, trial.stage.slack.clock.now() + timedelta(minutes=2))
    assert trial.said_in_slack()
    trial.stays_silent()


@pytest.mark.parametrize(
    ("fault", "mend"),
    [
        ("ALTER TABLE {0} RENAME TO gone", "ALTER TABLE gone RENAME TO {0}"),
        ("CREATE TRIGGER no BEFORE INSERT ON {0} BEGIN SELECT RAISE(ABORT, 'broken'); END", "DROP TRIGGER no"),
    ],
)
def test_the_database_failing(fault: str, mend: str, trial: Trial) -> None:
    ana, ben = introduced(trial.stage)
    for table in TABLES:
        fill_in(trial.stage, ana, ben)
        execute(trial.stage, fault.format(table))
        act(ana, ben)
        execute(trial.stage, mend.format(table))
    trial.stays_silent()


def test_an_unexpected_error_that_holds_the_words(trial: Trial, monkeypatch: pytest.MonkeyPatch) -> None:
    ana, ben = introduced(trial.stage)
    monkeypatch.setattr(trial.watch, "note", lambda _: None)  # the text is ours, put in on purpose
    for service in SERVICES:
        fill_in(trial.stage, ana, ben)
        before = trial.watch.evidence()["log"]
        with monkeypatch.context() as broken:
            broken.setattr(f"bot.services.{service}", _break)
            act(ana, ben)
        assert b"reference" in trial.watch.evidence()["log"].removeprefix(before), service
    trial.stays_silent()


@pytest.mark.parametrize("where", ["bot.worker.worker.compose", "bot.services.traces.delete_words"])
def test_an_unexpected_error_in_the_worker(where: str, trial: Trial, monkeypatch: pytest.MonkeyPatch) -> None:
    ana, _ = introduced(trial.stage)
    ana.command("/trellis", "forget me")
    click(ana, "forget")
    monkeypatch.setattr(where, _break)
    monkeypatch.setattr("bot.services.erasure.delete_words", _break)
    ran = threading.Event()
    failing = Job("tick", timedelta(seconds=60), lambda now: _tick(trial.stage, now, ran))
    clock = Clock([failing], trial.stage.slack.clock.now)
    clock.start()
    assert ran.wait(10)
    clock.stop()
    log = trial.watch.evidence()["log"].decode()
    assert "failed" in log or "could not be written" in log
    trial.stays_silent()


def test_an_error_that_nobody_caught_in_a_thread(trial: Trial) -> None:
    thread = threading.Thread(target=_break, args=(song("thread"),))
    thread.start()
    thread.join()
    state_goal(trial.stage.slack.member("UANA"), song("goal"))
    assert "a thread was stopped" in trial.watch.evidence()["log"].decode()
    trial.stays_silent()


def fill_in(stage: Stage, ana: Actor, ben: Actor) -> None:
    """Bring two members to forms that are filled in; a minute passes, or Slack asks us to slow down."""
    jump(stage, stage.slack.clock.now() + timedelta(minutes=1))
    stage.slack.world.modals.clear()
    click(ana, "covenant_open")
    ana.fill(commitment=song("commitment"), support_style=song("support"))
    if ana.submit():
        ana.fill({one: song(one) for one in SHARED})
    ben.command("/trellis", "goal")
    ben.fill(goal=song("goal"))


def act(*members: Actor) -> None:
    """Submit what is filled in, type, and open Home."""
    for member in members:
        member.submit()
        for command in (f"pause {WORD}", "avoid @cyn", "match", "goal", WORD):
            member.command("/trellis", command)
        member.open_home()


def execute(stage: Stage, statement: str) -> None:
    with stage.trellis.context.database.write() as work:
        work.connection.exec_driver_sql(statement)
        work.commit()


def _tick(stage: Stage, now: datetime, ran: threading.Event) -> None:
    try:
        stage.worker.tick(now)
    finally:
        ran.set()


def _break(*given: object, **more: object) -> None:
    try:
        raise KeyError(song("cause"))
    except KeyError as error:
        raise RuntimeError(f"{song('error')} {given} {more}") from error
