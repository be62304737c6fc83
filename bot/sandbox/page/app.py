"""The page's addresses: look as somebody, act as somebody, move the clock."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from io import BytesIO
from typing import assert_never

from flask import Flask, abort, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from bot.sandbox.actor import Actor
from bot.sandbox.objects import is_picture, mimetype
from bot.sandbox.page.acts import ACTS, Act
from bot.sandbox.page.guard import guard
from bot.sandbox.page.markup import composed
from bot.sandbox.page.places import Kind, Place, place_of
from bot.sandbox.page.playground import Playground
from bot.sandbox.page.scene import days, frame
from bot.sandbox.page.tables import tables
from bot.slack.blocks.help import COMMANDS

STEPS: Mapping[str, Callable[[Playground], datetime]] = {
    "hour": lambda playground: playground.now + timedelta(hours=1),
    "day": lambda playground: playground.now + timedelta(days=1),
    "run": Playground.next_run,
}
"""How far the clock can be moved at once."""


def make_app(playground: Playground) -> Flask:
    """Build the WSGI application."""
    app = Flask(__name__)
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    guard(app)
    site = _Site(playground)
    app.add_url_rule("/", "start", site.start)
    app.add_url_rule("/<person_id>/", "person", site.person)
    app.add_url_rule("/<person_id>/<place_id>", "show", site.show)
    app.add_url_rule("/<person_id>/<place_id>/files/<file_id>", "file", site.file)
    app.add_url_rule("/<person_id>/<place_id>/clock", "clock", site.clock, methods=["POST"])
    for name, act in ACTS.items():
        app.add_url_rule(f"/<person_id>/<place_id>/{name}", name, partial(site.act, act), methods=["POST"])
    return app


class _Site:
    def __init__(self, playground: Playground) -> None:
        self._playground = playground

    def start(self) -> Response:
        return redirect(url_for("person", person_id=self._playground.people()[0].id))

    def person(self, person_id: str) -> Response:
        with self._playground.lock:
            actor = self._actor(person_id)
            return _to(actor, actor.dm.id)

    def show(self, person_id: str, place_id: str) -> str:
        with self._playground.lock:
            actor = self._actor(person_id)
            place = self._place(actor, place_id)
            template, content = self._content(actor, place)
            return render_template(
                template,
                frame=frame(self._playground, actor),
                place=place,
                rich=partial(composed, viewer=actor.viewer),
                commands=COMMANDS,
                is_picture=is_picture,
                **content,
            )

    def file(self, person_id: str, place_id: str, file_id: str) -> Response:
        with self._playground.lock:
            actor = self._actor(person_id)
            shared = (file for message in actor.messages(place_id) for file in message.files if file.id == file_id)
            found = next(shared, None) or abort(404)
        return send_file(
            BytesIO(found.content or b""),
            mimetype(found),
            download_name=found.name,
            as_attachment=not is_picture(found),
        )

    def act(self, act: Act, person_id: str, place_id: str) -> Response:
        with self._playground.lock:
            actor = self._actor(person_id)
            return _to(actor, act(self._playground, actor, self._place(actor, place_id), request.form))

    def clock(self, person_id: str, place_id: str) -> Response:
        with self._playground.lock:
            actor = self._actor(person_id)
            step = STEPS.get(request.form.get("step", "")) or abort(400)
            self._playground.move_to(step(self._playground))
            return _to(actor, self._place(actor, place_id).id)

    def _content(self, actor: Actor, place: Place) -> tuple[str, dict[str, object]]:
        actor.client.at_home = place.kind is Kind.HOME
        match place.kind:
            case Kind.HOME:
                self._playground.open_home(actor)
                return "home.html", {"home": actor.home}
            case Kind.STORED:
                return "stored.html", {"tables": tables(self._playground.stored())}
            case Kind.IM | Kind.MPIM | Kind.CHANNEL:
                self._playground.mark_read(actor, place.id)
                return "conversation.html", {"days": days(actor, place.id)}
            case other:
                assert_never(other)

    def _actor(self, person_id: str) -> Actor:
        return next((one for one in self._playground.people() if one.id == person_id), None) or abort(404)

    def _place(self, actor: Actor, place_id: str) -> Place:
        return place_of(self._playground, actor, place_id) or abort(404)


def _to(actor: Actor, place_id: str) -> Response:
    """Show a place after an act, in a way that a reload does not repeat the act."""
    return redirect(url_for("show", person_id=actor.id, place_id=place_id), 303)
