"""Keeps the page to itself: other sites can neither read it nor act on it, and it loads nothing from anywhere."""

from urllib.parse import urlsplit

from flask import Flask, Response, abort, request

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
"""The page runs no script at all, so none that somebody typed could run either."""
LOOPBACK = ("127.0.0.1", "localhost")


def guard(app: Flask) -> None:
    """Answer 400 to any other host name (rebinding) and 403 to forms of other sites."""
    app.config["TRUSTED_HOSTS"] = list(LOOPBACK)
    app.before_request(_refuse_other_sites)
    app.after_request(_with_headers)


def _refuse_other_sites() -> None:
    origin = request.headers.get("Origin")
    if request.method == "POST" and origin and urlsplit(origin).netloc != request.host:
        abort(403)


def _with_headers(response: Response) -> Response:
    response.headers.update(HEADERS)
    return response
