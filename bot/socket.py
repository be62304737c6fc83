"""Socket Mode: one envelope, one thread, one acknowledgement after the work is done."""

import logging
import socket
import time
from contextlib import suppress

from slack_bolt import App
from slack_bolt.adapter.socket_mode.internals import run_bolt_app, send_response
from slack_sdk import WebClient
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.logs import framework_logger
from bot.slack.outcomes import NotSentError, OutcomeUnknownError, ask
from matching.errors import TrellisError

THREADS = 40
"""Requests at once; each keeps its thread until its effect is durable."""
PING_EVERY = 10
"""Seconds between questions whether the connection still carries; after four without an answer it is made anew."""
READ_AT_ONCE = 65_536
"""Bytes; the client recurses once per read, so that small reads would end a large message in a RecursionError."""


_log = logging.getLogger(__name__)


class SocketModeError(TrellisError):
    """Slack cannot be reached over Socket Mode at the start; later the connection mends itself."""


class _Client(SocketModeClient):
    """Says in our words that the connection is gone, and that it is back; slack_sdk's own cannot be logged."""

    _trouble = ""

    def issue_new_wss_url(self) -> str:
        """Ask for an address; raises NotSentError or OutcomeUnknownError."""
        return str(ask(self.web_client.apps_connections_open, app_token=self.app_token)["url"])

    def connect_to_new_endpoint(self, force: bool = False) -> None:
        """Try once, and let nothing out: it is tried again every PING_EVERY seconds."""
        try:
            super().connect_to_new_endpoint(force)
        except (NotSentError, OutcomeUnknownError) as error:
            self._tell(error.code)
        except Exception as error:
            self._tell(type(error).__name__)
        else:
            self._tell("")

    def _tell(self, trouble: str) -> None:
        if trouble and trouble != self._trouble:
            _log.error("Socket Mode is not connected, and it is tried again until it is: %s.", trouble)
        if self._trouble and not trouble:
            _log.warning("Socket Mode is connected again.")
        self._trouble = trouble


class SocketConnection:
    """An open connection, which comes back by itself; an acknowledgement may have up to 65,535 bytes."""

    def __init__(self, app: App, app_token: str, client: WebClient) -> None:
        self._app = app
        self._client = _Client(
            app_token,
            logger=framework_logger(),
            web_client=client,
            ping_interval=PING_EVERY,
            concurrency=THREADS,
            receive_buffer_size=READ_AT_ONCE,
        )
        self._client.socket_mode_request_listeners.append(self._handle)

    def connect(self) -> None:
        """Open the connection; raises NotSentError or OutcomeUnknownError if Slack gives no address for it."""
        self._client.wss_uri = self._client.issue_new_wss_url()
        self._client.connect()

    def is_connected(self) -> bool:
        """Tell whether requests of members can arrive."""
        return self._client.is_connected()

    def close(self) -> None:
        """Take no new request, end and acknowledge those under way, then disconnect."""
        self._client.closed = True
        self._client.message_workers.shutdown(wait=True)
        self._wake_reader()
        self._client.close()

    def _wake_reader(self) -> None:
        # It waits for a message up to 3 s, and disconnecting would wait for it.
        session = self._client.current_session
        if session is not None and session.sock is not None:
            with suppress(OSError):
                session.sock.shutdown(socket.SHUT_RDWR)

    def _handle(self, client: BaseSocketModeClient, request: SocketModeRequest) -> None:
        started = time.time()
        send_response(client, request, run_bolt_app(self._app, request), started)


def start_socket(app: App, app_token: str, client: WebClient) -> SocketConnection:
    """Connect and come back; `client` says at which address Slack is asked. Raises SocketModeError."""
    connection = SocketConnection(app, app_token, client)
    try:
        connection.connect()
    except (NotSentError, OutcomeUnknownError) as error:
        connection.close()
        raise SocketModeError(
            f"Slack gives no Socket Mode connection ({error.code}): check SLACK_APP_TOKEN, that Socket Mode is "
            "switched on for the app, and the network."
        ) from None
    return connection
