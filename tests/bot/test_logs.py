import io
import logging
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from slack_bolt import App, BoltRequest
from slack_bolt.authorization import AuthorizeResult

from bot import logs
from matching.vocabulary import Cadence
from tests.bot.quiet import logging_kept

CANARY = "i want to leave my job quietly"


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    written = io.StringIO()
    with logging_kept():
        logs.configure("DEBUG", written)
        yield written


def test_our_lines_show_ids_enums_numbers_and_moments(lines: io.StringIO) -> None:
    moment = datetime(2026, 3, 2, 9, tzinfo=UTC)
    logging.getLogger("bot.worker").info("member %s, %s, %d, %s, %s", "U0ALICE", Cadence.WEEKLY, 3, None, moment)
    assert "INFO bot.worker member U0ALICE, weekly, 3, None, 2026-03-02 09:00:00+00:00" in lines.getvalue()


def test_our_lines_withhold_what_might_be_words(lines: io.StringIO) -> None:
    log = logging.getLogger("bot.services")
    log.info("goal %s", CANARY)
    log.info("goal %(goal)s of %(member)s", {"goal": CANARY, "member": "U0ALICE"})
    log.info("payload %s", {"text": CANARY})
    log.info("refused: %s", ValueError(CANARY))
    assert CANARY not in lines.getvalue()
    assert "goal (withheld) of U0ALICE" in lines.getvalue()
    assert "refused: ValueError" in lines.getvalue()


def test_other_libraries_are_quiet_below_warning_and_wordless_above(lines: io.StringIO) -> None:
    for name in ("slack_sdk.web.base_client", "sqlalchemy.engine", "urllib3", "apscheduler", "websocket", "werkzeug"):
        logging.getLogger(name).debug("quiet %s", CANARY)
        logging.getLogger(name).info(f"quiet {CANARY}")  # noqa: G004 - as libraries do
        logging.getLogger(name).error(f"loud {CANARY}")  # noqa: G004
        assert f"ERROR {name} test_logs:" in lines.getvalue()
    assert CANARY not in lines.getvalue()
    assert len(lines.getvalue().splitlines()) == 6


def test_an_error_is_logged_as_types_and_places(lines: io.StringIO) -> None:
    try:
        try:
            raise KeyError(CANARY)
        except KeyError as cause:
            raise RuntimeError(CANARY) from cause
    except RuntimeError:
        logging.getLogger("bot.worker").exception("a tick failed")
    line = lines.getvalue()
    assert "a tick failed | RuntimeError at tests/bot/test_logs.py:" in line
    assert " from KeyError at " in line
    assert CANARY not in line


def test_a_line_that_cannot_be_written_does_not_print_its_arguments(
    lines: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = logging.getLogger()
    monkeypatch.setattr(root, "handlers", [one for one in root.handlers if isinstance(one.formatter, logs.Formatter)])
    logging.getLogger("bot.worker").info("%d members", CANARY)
    assert "a log line of bot.worker at test_logs:" in lines.getvalue()
    assert CANARY not in lines.getvalue()


def test_an_uncaught_error_shows_no_words_either(lines: io.StringIO) -> None:
    def fail() -> None:
        raise ValueError(CANARY)

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    sys.excepthook(ValueError, ValueError(CANARY), None)
    assert lines.getvalue().count("unexpected error: ValueError") == 2
    assert CANARY not in lines.getvalue()


def test_bolt_logs_no_body_when_a_signature_is_wrong(lines: io.StringIO) -> None:
    logger = logs.framework_logger()
    app = App(
        logger=logger,
        authorize=lambda: AuthorizeResult(enterprise_id=None, team_id="T0", bot_token="xoxb-1"),
        signing_secret="secret",
        process_before_response=True,
    )
    headers = {"x-slack-signature": "v0=wrong", "x-slack-request-timestamp": "1"}
    unsigned = app.dispatch(BoltRequest(body=f"command=/trellis&text={CANARY}", headers=dict(headers)))
    unheard = app.dispatch(BoltRequest(body={"command": "/other", "text": CANARY}, mode="socket_mode"))
    assert (unsigned.status, unheard.status) == (401, 404)
    assert "(withheld)" in lines.getvalue()
    assert CANARY not in lines.getvalue()


def test_configuring_twice_writes_once(lines: io.StringIO) -> None:
    logs.configure("INFO", lines)
    logging.getLogger("bot").info("once")
    logging.getLogger("bot").debug("not at this level")
    assert len(lines.getvalue().splitlines()) == 1
