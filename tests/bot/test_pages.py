"""What operators read of a process, and that it names nobody."""

import json
import math
import urllib.request
from datetime import datetime, timedelta
from functools import partial
from importlib.metadata import version
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import Dialect, Engine, event

from bot.config import Config, ConfigError
from bot.metrics import Metrics
from bot.pages import add_pages, serving_pages
from bot.readiness import Readiness
from bot.slack.outcomes import CallOutcome
from storage.database import Database
from storage.vocabulary import NudgeKind, NudgeReason, NudgeState
from tests.bot.labels import unlisted
from tests.bot.test_command_line import free_port
from tests.storage import build
from tests.storage.build import ANN, BEN, CY, NOW
from tests.storage.revisions import of_another_version


class Time:
    """A clock that can be set, beside a stopwatch that cannot."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now, self.seconds = now, 100.0

    def passes(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
        self.seconds += seconds


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def metrics() -> Metrics:
    return Metrics()


@pytest.fixture
def client(database: Database, time: Time, metrics: Metrics) -> FlaskClient:
    build.add_people(database)
    wsgi = Flask("pages")
    add_pages(wsgi, Readiness(database, lambda: time.now, lambda: time.seconds), metrics)
    return wsgi.test_client()


def ready(client: FlaskClient) -> tuple[int, dict[str, Any]]:
    answer = client.get("/readyz")
    return answer.status_code, json.loads(answer.text)


def samples(client: FlaskClient) -> dict[str, float]:
    """Give every sample by its name and its labels' values."""
    families = text_string_to_metric_families(client.get("/metrics").text)
    found = [one for family in families for one in family.samples]
    return {" ".join((one.name, *one.labels.values())): one.value for one in found}


def test_a_process_that_can_work_says_so(client: FlaskClient, engine: Engine) -> None:
    status, told = ready(client)
    ahead = told.pop("clock_ahead_of_database")
    assert (ahead is None) == (engine.dialect.name == "sqlite")
    assert told.pop("remarks") == (
        [] if ahead is None else ["This clock and the database's differ: check NTP on both."]
    )
    assert (status, told) == (
        200,
        {
            "is_ready": True,
            "database": "reachable",
            "tables": "current",
            "socket_mode": None,
            "clock_moved_since_start": 0.0,
            "tzdata": version("tzdata"),
            "nudges_due": 0,
            "oldest_due_nudge": 0.0,
        },
    )
    assert client.get("/healthz").text == "ok"


@pytest.mark.parametrize(("connected", "told"), [(True, "connected"), (False, "not connected")])
def test_socket_mode_without_a_connection_is_remarked_upon(connected: bool, told: str, database: Database) -> None:
    readiness = Readiness(database, lambda: NOW)
    readiness.watch(lambda: connected)
    report = readiness.report()
    assert (report.is_ready, report.socket_mode) == (True, told)
    assert any("No request of a member can arrive" in one for one in report.remarks) is not connected


def test_tables_of_another_version_take_no_requests(client: FlaskClient, engine: Engine) -> None:
    with of_another_version(engine, "0001"):
        status, told = ready(client)
    assert (status, told["is_ready"], told["tables"], told["nudges_due"]) == (503, False, "of another version", None)
    assert "The tables are not those of this version: run trellis migrate." in told["remarks"]


def test_a_database_that_is_gone_takes_no_requests_and_the_process_is_still_up(
    client: FlaskClient, engine: Engine
) -> None:
    engine.dispose()
    event.listen(engine, "connect", partial(_refuses, engine.dialect))
    status, told = ready(client)
    assert (status, told["database"], told["tables"]) == (503, "unreachable", "unknown")
    assert told["remarks"] == ["The database does not answer: see DATABASE_URL and trellis doctor."]
    assert client.get("/healthz").status_code == 200
    assert math.isnan(samples(client)["trellis_nudges_due"])


def test_an_old_nudge_is_remarked_upon_but_another_process_would_not_be_better(
    client: FlaskClient, database: Database, time: Time
) -> None:
    with database.write() as work:
        work.nudges.plan([build.nudge(ANN), build.nudge(BEN, due_in=10), build.nudge(CY, due_in=60)])
        work.commit()
    time.passes(20 * 60)
    status, told = ready(client)
    assert (status, told["nudges_due"], told["oldest_due_nudge"]) == (200, 2, 1200.0)
    assert "A nudge is long due: check that a worker runs and its log." in told["remarks"]
    found = samples(client)
    assert (found["trellis_nudges_due"], found["trellis_oldest_due_nudge_seconds"]) == (2, 1200)


def test_what_is_sent_or_given_up_waits_no_more(database: Database) -> None:
    build.add_people(database)
    with database.write() as work:
        work.nudges.plan([build.nudge(ANN), build.nudge(BEN), build.nudge(CY)])
        ann, ben, cy = work.nudges.claim(NOW, build.WORKER, build.LEASE, 3)
        work.nudges.sent(ann, "1700000000.000001")
        work.nudges.unsure(ben, NOW)
        work.nudges.close(cy, NudgeState.EXPIRED, NudgeReason.TOO_LATE)
        assert work.overdue.look(NOW) == (1, NOW)
        assert work.overdue.look(NOW - timedelta(seconds=1)) == (0, None)


def test_a_clock_that_is_set_is_remarked_upon(client: FlaskClient, time: Time) -> None:
    time.passes(3600)
    assert ready(client)[1]["clock_moved_since_start"] == 0.0
    time.now += timedelta(minutes=2)
    _, told = ready(client)
    assert told["clock_moved_since_start"] == 120.0
    assert "The clock was set, or the machine slept, since this process started." in told["remarks"]


def test_everything_is_counted_by_what_it_was(client: FlaskClient, metrics: Metrics) -> None:
    metrics.sent(NudgeKind.AFTER, timedelta(seconds=4))
    metrics.sent(NudgeKind.AFTER, timedelta(seconds=-1))
    metrics.closed(NudgeKind.AFTER, NudgeState.EXPIRED)
    metrics.unsure(NudgeKind.MOVED)
    metrics.called("chat.postMessage", CallOutcome.RATE_LIMITED, 0.2)
    metrics.ran(3)
    found = samples(client)
    assert found["trellis_nudges_sent_total after"] == 2
    assert found["trellis_nudge_lateness_seconds_bucket 2.0"] == 1
    assert found["trellis_nudge_lateness_seconds_bucket 5.0"] == 2
    assert found["trellis_nudges_closed_total after expired"] == 1
    assert found["trellis_nudges_unknown_total moved"] == 1
    assert found["trellis_slack_call_seconds_count chat.postMessage rate-limited"] == 1
    assert found["trellis_weekly_run_seconds_sum"] == 3
    assert unlisted(client.get("/metrics").text) == []


def test_a_label_that_is_not_from_a_list_would_be_noticed(client: FlaskClient, metrics: Metrics) -> None:
    for method in ("U0ANN", "T0TEAM", "C0GENERAL", "Learn Spanish", "chat.postMessage U0ANN"):
        metrics.called(method, CallOutcome.SENT, 0.1)
    assert len({one.partition("=")[2] for one in unlisted(client.get("/metrics").text)}) == 5


def test_two_processes_in_one_test_do_not_share_their_counts(client: FlaskClient) -> None:
    Metrics().ran(1)
    assert samples(client)["trellis_weekly_run_seconds_count"] == 0


def test_a_process_without_an_http_port_serves_the_pages_where_it_is_told(
    database: Database, time: Time, metrics: Metrics
) -> None:
    port = free_port()
    config = Config.load({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "METRICS_PORT": str(port)})
    readiness = Readiness(database, lambda: time.now)
    with serving_pages(readiness, metrics, config):
        for page in ("healthz", "readyz", "metrics"):
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/{page}", timeout=10) as answer:
                assert answer.status == 200
        with pytest.raises(ConfigError, match="set METRICS_PORT or HOST"), serving_pages(readiness, metrics, config):
            pass
    with serving_pages(readiness, metrics, config):
        pass  # the port is free again


def _refuses(dialect: Dialect, *_: object) -> None:
    raise dialect.loaded_dbapi.OperationalError("gone")
