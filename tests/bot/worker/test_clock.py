import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from bot.worker import clock
from bot.worker.clock import Clock, Job
from storage.errors import DatabaseUnusableError

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
OFTEN = timedelta(milliseconds=20)
ONCE = timedelta(hours=1)


def running(*runs: Callable[[datetime], object], every: timedelta = OFTEN) -> Clock:
    jobs = [Job(f"job-{number}", every, run) for number, run in enumerate(runs)]
    started = Clock(jobs, lambda: NOON)
    started.start()
    return started


class Counter:
    """Counts runs and can be waited for."""

    def __init__(self, enough: int) -> None:
        self.seen: list[datetime] = []
        self._enough = enough
        self._reached = threading.Event()

    def __call__(self, now: datetime) -> None:
        self.seen.append(now)
        if len(self.seen) >= self._enough:
            self._reached.set()

    def wait(self) -> bool:
        return self._reached.wait(10)


def test_a_job_runs_again_and_again_with_the_time_it_is_given() -> None:
    counter = Counter(3)
    ticking = running(counter)
    assert counter.wait()
    ticking.stop()
    assert set(counter.seen) == {NOON}


def test_the_first_run_does_not_wait_for_the_rhythm() -> None:
    counter = Counter(1)
    ticking = running(counter, every=ONCE)
    assert counter.wait()
    ticking.stop()


def test_a_job_that_fails_runs_again_and_says_only_what_error_it_was_and_where(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    counter = Counter(2)

    def fails(now: datetime) -> None:
        counter(now)
        raise LookupError("a secret goal")

    with caplog.at_level(logging.DEBUG):
        ticking = running(fails)
        assert counter.wait()
        ticking.stop()
    assert "failed and is tried again until it works: LookupError at " in caplog.text
    assert "test_clock.py:" in caplog.text
    assert "secret" not in caplog.text + "".join(capfd.readouterr())


def test_a_fault_that_stays_is_said_once_and_so_is_its_end(caplog: pytest.LogCaptureFixture) -> None:
    counter = Counter(6)

    def fails_at_first(now: datetime) -> None:
        counter(now)
        if len(counter.seen) <= 4:
            raise DatabaseUnusableError("away")

    with caplog.at_level(logging.DEBUG):
        ticking = running(fails_at_first)
        assert counter.wait()
        ticking.stop()
    assert [message for message in caplog.messages if message.startswith("The job")] == [
        "The job job-0 failed and is tried again until it works: DatabaseUnusableError.",
        "The job job-0 works again.",
    ]


def test_a_job_that_hangs_holds_up_no_other() -> None:
    release, counter = threading.Event(), Counter(3)
    ticking = running(lambda _: release.wait(10), counter)
    assert counter.wait()
    release.set()
    ticking.stop()


def test_a_job_never_runs_twice_at_a_time_and_nobody_is_warned(caplog: pytest.LogCaptureFixture) -> None:
    release, slow, other = threading.Event(), Counter(1), Counter(5)

    def hangs(now: datetime) -> None:
        slow(now)
        release.wait(10)

    ticking = running(hangs, other)
    assert slow.wait()
    assert other.wait()
    assert len(slow.seen) == 1
    assert not caplog.messages
    release.set()
    ticking.stop()


def test_stopping_waits_for_what_runs() -> None:
    started, release, done = threading.Event(), threading.Event(), []

    def slow(now: datetime) -> None:
        started.set()
        release.wait(10)
        done.append(now)

    ticking = running(slow, every=ONCE)
    assert started.wait(10)
    threading.Timer(0.1, release.set).start()
    ticking.stop()
    assert done == [NOON]


def test_stopping_does_not_wait_for_ever(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr(clock, "DRAIN_SECONDS", 0.05)
    started, release = threading.Event(), threading.Event()

    def hangs(_: datetime) -> None:
        started.set()
        release.wait(10)

    ticking = running(hangs, every=ONCE)
    assert started.wait(10)
    ticking.stop()
    release.set()
    assert "The job job-0 still ran when the worker stopped." in caplog.messages


def test_after_stopping_nothing_ticks() -> None:
    counter = Counter(1)
    ticking = running(counter)
    assert counter.wait()
    ticking.stop()
    assert "APScheduler" not in {thread.name for thread in threading.enumerate()}
