"""The HTTP gate: nothing is parsed or logged before its size and its signature are right."""

import logging
from collections.abc import Callable
from datetime import datetime

from flask import Flask, Response, request
from gunicorn.http.errors import ParseException
from slack_bolt import App, BoltRequest
from slack_bolt.adapter.flask.handler import to_flask_response
from slack_sdk.signature import Clock, SignatureVerifier
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from bot.frames import Frames
from bot.payload import MalformedError, Payload, parse

LARGEST_BODY = 1_000_000
"""Bytes; Slack's own payloads stay far below."""
EVENTS = "/slack/events"
PASSED_ON = ("x-slack-retry-", "x-slack-signature")
_log = logging.getLogger(__name__)


def make_wsgi(app: App, signing_secret: str, now: Callable[[], datetime]) -> Flask:
    """Build the WSGI application around a Bolt app; `now` is compared with the signatures' times."""
    # The name is not that of one of our loggers, so that what Flask logs counts as foreign.
    wsgi = Flask("slack-gate", static_folder=None)
    # One more than allowed, because of a chunked body werkzeug gives that much and says nothing of the rest.
    wsgi.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY + 1
    wsgi.url_map.merge_slashes = False  # or //slack/events is answered with a redirect
    gate = _Gate(app, SignatureVerifier(signing_secret, _Clock(now)))
    wsgi.add_url_rule(EVENTS, view_func=gate.receive, methods=["POST"], provide_automatic_options=False)
    wsgi.register_error_handler(HTTPException, lambda error: Response(status=error.code))
    return wsgi


class _Clock(Clock):
    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now

    def now(self) -> float:
        return self._now().timestamp()


class _Gate:
    def __init__(self, app: App, verifier: SignatureVerifier) -> None:
        self._app = app
        self._verifier = verifier

    def receive(self) -> Response:
        """Let a request through to Bolt, or answer 400, 401 or 413."""
        try:
            body = request.get_data(cache=False)
        except RequestEntityTooLarge:
            return Response(status=413)
        except (ParseException, OSError, HTTPException):  # a broken chunk, or a body that ends too early
            return Response(status=400)
        if len(body) > LARGEST_BODY:
            return Response(status=413)
        if not self._is_signed(body):
            return Response(status=401)
        try:
            payload = parse(request.mimetype, body)
        except MalformedError:
            return Response(status=400)
        return self._hand_over(payload)

    def _hand_over(self, payload: Payload) -> Response:
        try:
            response: Response = to_flask_response(self._app.dispatch(_to_bolt(payload)))
        except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
            # What listeners raise is answered inside; what comes out is Bolt stumbling over a field of an odd type.
            _log.error("a signed request could not be read: %s", Frames(error))
            return Response(status=400)
        return response

    def _is_signed(self, body: bytes) -> bool:
        moment = request.headers.get("X-Slack-Request-Timestamp", "")
        signature = request.headers.get("X-Slack-Signature", "")
        # The verifier raises for a moment that is no number, a signature beyond ASCII and a body that is not UTF-8.
        if not (moment.isascii() and moment.isdecimal() and len(moment) < 20 and signature.isascii()):
            return False
        try:
            return self._verifier.is_valid(body, moment, signature)
        except UnicodeDecodeError:
            return False


def _to_bolt(payload: Payload) -> BoltRequest:
    # Bolt takes a form for empty if "payload" is somewhere in its text, so it gets what was read here, as in Socket
    # Mode; that also passes over its own verification and its unsigned answer to ssl_check.
    # Headers are not signed, and one of Bolt's own would let it acknowledge without acting.
    theirs = {name: value for name, value in request.headers.items() if name.lower().startswith(PASSED_ON)}
    return BoltRequest(mode="socket_mode", body=payload, headers=dict(theirs))
