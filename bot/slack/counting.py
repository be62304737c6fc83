"""Counts every call to Slack's Web API in the one place that all of them pass."""

import time
from collections.abc import Callable
from typing import Any

from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

from bot.slack.outcomes import FAILURES, CallOutcome, outcome_of

Called = Callable[[str, CallOutcome, float], None]
"""Is told the method, how the call ended, and how many seconds it took."""


class CountingClient(WebClient):
    """Tells of each call once it has ended."""

    def __init__(self, called: Called, **options: Any) -> None:
        super().__init__(**options)
        self._called = called

    def api_call(self, api_method: str, **options: Any) -> SlackResponse:
        """Make a call as slack_sdk does."""
        began = time.monotonic()
        try:
            answer = super().api_call(api_method, **options)
        except FAILURES as error:
            self._called(api_method, outcome_of(error), time.monotonic() - began)
            raise
        self._called(api_method, CallOutcome.SENT, time.monotonic() - began)
        return answer
