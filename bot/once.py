"""Acts once on a request, however often and at however many web processes it arrives."""

import hashlib
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from slack_bolt import App, BoltRequest, BoltResponse

from bot.worker.notes import Notes
from matching.errors import TrellisError
from storage.database import Database
from storage.errors import NoLongerFitsError

KEPT = timedelta(minutes=15)
"""A signature is good for 5 minutes before and after its time, and Slack repeats an event for about 6."""
ACTS = frozenset({"block_actions", "view_submission"})
OnError = Callable[[Exception, dict[str, Any]], BoltResponse]


class OnceApp(App):
    """A Bolt app that notes what it acted upon; `now` gives aware UTC, `on_error` answers a database that does not."""

    def __init__(
        self, database: Database, workspace_id: str, now: Callable[[], datetime], on_error: OnError, **options: Any
    ) -> None:
        super().__init__(**options)
        self._database = database
        self._notes = Notes(database)
        self._workspace_id = workspace_id
        self._now = now
        self._on_error = on_error
        self.error(on_error)

    def dispatch(self, req: BoltRequest) -> BoltResponse:
        """Hand a request to its listener, unless that was done before."""
        try:
            if req.body.get("type") == "event_callback":
                return self._event(req, _digest(str(req.body.get("event_id"))))
            if not self._is_new(req):
                return BoltResponse(status=409)
        except TrellisError as error:
            return self._on_error(error, req.body)
        return super().dispatch(req)

    def _event(self, req: BoltRequest, digest: str) -> BoltResponse:
        """Note an event after its effect: one that was not acknowledged comes again, and has to be acted upon then."""
        with self._database.read() as work:
            if work.requests.has(self._workspace_id, digest):
                return BoltResponse(status=200)
        response = super().dispatch(req)
        if response.status == 200:
            with suppress(NoLongerFitsError):  # the event was that the app is removed
                self._note(digest)
        return response

    def _is_new(self, req: BoltRequest) -> bool:
        """Note a click, form or command before its effect: Slack never repeats one, so a second one is not Slack's.

        Over Socket Mode nothing is signed, and nobody but Slack can send.
        """
        acts = "command" in req.body or req.body.get("type") in ACTS
        signature = req.headers.get("x-slack-signature")
        return not acts or not signature or self._note(_digest(signature[0]))

    def _note(self, digest: str) -> bool:
        new: list[bool] = []
        now = self._now()
        self._notes.note(lambda work: new.append(work.requests.add(self._workspace_id, digest, now)))
        return new[-1]


def forget(database: Database, now: datetime) -> None:
    """Delete what cannot come again."""
    with database.write() as work:
        work.requests.forget(now - KEPT)
        work.commit()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]
