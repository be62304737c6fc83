"""The three pages for whoever runs Trellis; they name nobody. Beside the HTTP gate, or on a port of their own."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict

from flask import Flask, Response
from prometheus_client import CONTENT_TYPE_LATEST
from werkzeug.exceptions import HTTPException
from werkzeug.serving import make_server

from bot.config import Config
from bot.http_server import listen
from bot.metrics import Metrics
from bot.readiness import Readiness
from bot.settings import Name


def add_pages(wsgi: Flask, readiness: Readiness, metrics: Metrics) -> None:
    """Serve /healthz, /readyz and /metrics."""

    def ready() -> Response:
        report = readiness.report()
        told = json.dumps(asdict(report), indent=1) + "\n"
        return Response(told, status=200 if report.is_ready else 503, mimetype="application/json")

    def measured() -> Response:
        return Response(metrics.page(readiness.waiting()), content_type=CONTENT_TYPE_LATEST)

    for path, page in (("/healthz", _healthy), ("/readyz", ready), ("/metrics", measured)):
        wsgi.add_url_rule(path, path, page, methods=["GET"], provide_automatic_options=False)
    wsgi.register_error_handler(HTTPException, lambda error: Response(status=error.code))


@contextmanager
def serving_pages(readiness: Readiness, metrics: Metrics, config: Config) -> Iterator[None]:
    """Serve them from a thread of this process, if METRICS_PORT is set; raises ConfigError if it is taken."""
    if config.metrics_port is None:
        yield
        return
    wsgi = Flask("pages", static_folder=None)
    add_pages(wsgi, readiness, metrics)
    with listen(config.host, config.metrics_port, Name.METRICS_PORT) as listener:
        server = make_server(config.host, config.metrics_port, wsgi, threaded=True, fd=listener.fileno())
        thread = threading.Thread(target=server.serve_forever, name="pages", daemon=True)
        thread.start()
        try:
            yield
        finally:
            server.shutdown()
            thread.join()
            server.server_close()


def _healthy() -> str:
    return "ok"
