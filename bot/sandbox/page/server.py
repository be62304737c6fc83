"""Serves the page on loopback, in its own thread."""

import socket
import threading

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from bot.sandbox.page.app import make_app
from bot.sandbox.page.playground import Playground
from bot.sandbox.stage import Stage

HOST = "127.0.0.1"


class Page:
    """A page that is being served; it knows its address and how to stop."""

    def __init__(self, server: BaseWSGIServer) -> None:
        self._server = server
        self._thread = threading.Thread(target=server.serve_forever, name="page", daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        """Give the address to open in a browser."""
        return f"http://{HOST}:{self._server.socket.getsockname()[1]}/"

    def wait(self) -> None:
        """Wait until the page is closed; Ctrl-C raises KeyboardInterrupt here."""
        self._thread.join()

    def close(self) -> None:
        """Stop serving and wait until the thread has ended; may be called again."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def serve(stage: Stage, port: int = 0) -> Page:
    """Serve the page of a stage that has been entered; port 0 is any free one. Raises OSError if it is taken."""
    # werkzeug would end the whole process over a taken port, so the address is taken here.
    with socket.create_server((HOST, port)) as listener:
        wsgi = make_app(Playground(stage))
        return Page(make_server(HOST, port, wsgi, threaded=True, request_handler=_Quiet, fd=listener.fileno()))


class _Quiet(WSGIRequestHandler):
    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Log no request: the terminal belongs to the demo's story."""
