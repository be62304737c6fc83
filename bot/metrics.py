"""What operators can measure: counts by kinds from lists, which never name a person, a workspace or a channel."""

import math
from datetime import timedelta

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from bot.readiness import Waiting
from bot.slack.outcomes import CallOutcome
from storage.vocabulary import NudgeKind, NudgeState

LATENESS = (1, 2, 5, 10, 30, 60, 300, 900, 3600, 4 * 3600, 24 * 3600)
CALLS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
RUNS = (0.1, 0.5, 1, 5, 10, 30, 60, 300)
"""All in seconds."""


class Metrics:
    """One process's counts, from its start."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()  # the library's own one is shared by all that is imported
        self._due = self._gauge("trellis_nudges_due", "Nudges that are due and not sent, of all workers together.")
        self._oldest = self._gauge("trellis_oldest_due_nudge_seconds", "For how long the oldest of them has been due.")
        self._sent = self._counter("trellis_nudges_sent", "Nudges that arrived.", "kind")
        self._closed = self._counter("trellis_nudges_closed", "Nudges that were expired or cancelled.", "kind", "state")
        self._unknown = self._counter(
            "trellis_nudges_unknown", "Attempts after which nobody knew at first whether the nudge had arrived.", "kind"
        )
        self._lateness = self._histogram(
            "trellis_nudge_lateness_seconds",
            "From when a nudge was last due to when it was known to have arrived.",
            LATENESS,
        )
        self._calls = self._histogram(
            "trellis_slack_call_seconds", "Calls of Slack's Web API.", CALLS, "method", "outcome"
        )
        self._runs = self._histogram("trellis_weekly_run_seconds", "Weekly runs of one workspace each.", RUNS)

    def sent(self, kind: NudgeKind, lateness: timedelta) -> None:
        """Count a nudge that arrived, this long after it was due."""
        self._sent.labels(kind.value).inc()
        self._lateness.observe(max(0.0, lateness.total_seconds()))

    def closed(self, kind: NudgeKind, state: NudgeState) -> None:
        """Count a nudge that was given up, as expired or cancelled."""
        self._closed.labels(kind.value, state.value).inc()

    def unsure(self, kind: NudgeKind) -> None:
        """Count an attempt of unknown outcome."""
        self._unknown.labels(kind.value).inc()

    def called(self, method: str, outcome: CallOutcome, seconds: float) -> None:
        """Count a call of one of Slack's methods."""
        self._calls.labels(method, outcome.value).observe(seconds)

    def ran(self, seconds: float) -> None:
        """Count a weekly run."""
        self._runs.observe(seconds)

    def page(self, waiting: Waiting | None) -> bytes:
        """Give everything in Prometheus' text format; what waits is not a number while it cannot be known."""
        self._due.set(waiting.count if waiting else math.nan)
        self._oldest.set(waiting.seconds if waiting else math.nan)
        return generate_latest(self._registry)

    def _gauge(self, name: str, told: str) -> Gauge:
        return Gauge(name, told, registry=self._registry)

    def _counter(self, name: str, told: str, *labels: str) -> Counter:
        return Counter(name, told, labels, registry=self._registry)

    def _histogram(self, name: str, told: str, buckets: tuple[float, ...], *labels: str) -> Histogram:
        return Histogram(name, told, labels, registry=self._registry, buckets=buckets)
