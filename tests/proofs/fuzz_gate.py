"""The real gate in this process, without a server before it, so that many requests can be tried."""

import io
import random
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask

from bot import logs
from bot.commands.web import opened
from bot.config import Config, Needs
from bot.sandbox.http_delivery import signature
from bot.settings import Name
from bot.wiring import build
from storage import engine, migrations
from storage.database import Database
from tests.bot.quiet import logging_kept
from tests.proofs.fuzz_bodies import CANARY, bodies
from tests.proofs.mutations import spoilt
from tests.proofs.population import Population
from tests.proofs.web_process import WORLD

EACH = 1_000
"""Requests in one pair's name; after them so much has been left, paused and forgotten that another's turn comes."""
WHOLE = 0.05
"""Share of bodies that are let through as they are."""


@contextmanager
def gate(population: Population, base_url: str, folder: Path, log: Path) -> Iterator[Flask]:
    """Give `trellis web`'s gate for these members; everything is logged as with LOG_LEVEL=DEBUG."""
    database_url = made(population, folder)
    settings = {
        Name.BOT_TOKEN: WORLD.bot_token,
        Name.SIGNING_SECRET: WORLD.signing_secret,
        Name.API_URL: base_url,
        Name.DATABASE_URL: database_url,
    }
    config = Config.load({str(name): value for name, value in settings.items()}, Needs.HTTP)
    with logging_kept(), log.open("w") as stream:
        logs.configure("DEBUG", stream)
        trellis = build(config)
        with opened(config, trellis) as wsgi:
            yield wsgi
        trellis.context.database.close()


def made(population: Population, folder: Path) -> str:
    """Make a database with these members and give its address."""
    address = f"sqlite:///{folder / f'fuzz-{population.members}.db'}"
    fresh = engine.create(address)
    migrations.upgrade(fresh)
    population.fill(Database(fresh))
    fresh.dispose()
    return address


class Fuzzer:
    """Spoils bodies and counts the statuses, those of signed requests and those of all others."""

    def __init__(self, wsgi: Flask, population: Population, seed: int) -> None:
        self.signed: Counter[int] = Counter()
        self.unsigned: Counter[int] = Counter()
        self.failed: list[str] = []
        self._wsgi = wsgi
        self._population = population
        self._chance = random.Random(seed)
        self._done = 0

    def go_on(self, requests: int) -> None:
        """Send so many more."""
        for _ in range(requests):
            if self._done % EACH == 0:
                pair = self._done // EACH % (self._population.members // 2)
                self._bodies = bodies(self._population, pair)
            self._done += 1
            self._one()

    def _one(self) -> None:
        body = self._chance.choice(self._bodies)
        content = body.encoded() if self._chance.random() < WHOLE else spoilt(body, self._chance)
        is_signed = self._chance.random() < 0.5
        headers = signature(WORLD.signing_secret, content) if is_signed else self._false_headers(content)
        status = answer(self._wsgi, content, body.content_type, headers)
        (self.signed if is_signed else self.unsigned)[status] += 1
        if status >= 500:
            self.failed.append(f"{status} for request {self._done}, made from {body.name}")

    def _false_headers(self, content: bytes) -> Mapping[str, str]:
        """Sign with another secret, for another time, with garbage, or not at all."""
        good = signature(WORLD.signing_secret, content)
        return self._chance.choice(
            (
                {},
                signature("another-secret", content),
                signature(WORLD.signing_secret, content, 1_000_000_000),
                {**good, "X-Slack-Signature": f"v0={CANARY}"},
                {**good, "X-Slack-Request-Timestamp": self._chance.choice(("", "-1", "1e9", "\xb2", "9" * 4_300))},
                {"X-Slack-Signature": good["X-Slack-Signature"]},
            )
        )


def answer(wsgi: Any, content: bytes, content_type: str, headers: Mapping[str, str]) -> int:
    """Call a WSGI application as a server does and give the status."""
    told: list[str] = []
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/slack/events",
        "QUERY_STRING": "",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "CONTENT_TYPE": content_type,
        "CONTENT_LENGTH": str(len(content)),
        "wsgi.input": io.BytesIO(content),
        "wsgi.errors": io.StringIO(),
        "wsgi.url_scheme": "http",
        **{f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()},
    }
    for _ in wsgi(environ, lambda status, _headers, _error=None: told.append(status)):
        pass
    return int(told[-1].split()[0])
