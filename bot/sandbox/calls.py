"""One call of the Web API from token to answer, without HTTP."""

import json
from dataclasses import dataclass

from bot.sandbox import arguments, scopes
from bot.sandbox.methods import METHODS
from bot.sandbox.rates import Rates
from bot.sandbox.refusals import RateLimited, Refused
from bot.sandbox.registry import Method
from bot.sandbox.world import Json, World


@dataclass(frozen=True, slots=True)
class Call:
    """What was called and how it was refused, empty if it was not; never what was said."""

    method: str
    error: str


class Calls:
    """Answers calls one at a time; `limited` says whether rate limits hold."""

    def __init__(self, world: World, *more: Method) -> None:
        self.limited = True
        self.made: list[Call] = []
        self._world = world
        self._rates = Rates()
        self._methods = METHODS | {method.name: method for method in more}

    def answer(self, name: str, token: str, params: Json) -> str:
        """Give the JSON body of the answer; raises only `RateLimited`."""
        with self._world.lock:
            try:
                body, error = {"ok": True} | self._act(name, token, params), ""
            except RateLimited as refused:
                self.made.append(Call(name, refused.error))
                raise
            except Refused as refused:
                body, error = refused.answer(), refused.error
            self.made.append(Call(name, error))
            return json.dumps(body)

    def _act(self, name: str, token: str, params: Json) -> Json:
        method = self._methods.get(name)
        if method is None:
            raise Refused("unknown_method", {"req_method": name})
        self._authenticate(method, token)
        self._count(method, params)
        scopes.require(self._world, method.scope)
        return method.act(self._world, params)

    def _authenticate(self, method: Method, token: str) -> None:
        world = self._world
        if not token:
            raise Refused("not_authed")
        if token not in {world.bot_token, world.app_token}:
            raise Refused("invalid_auth")
        if token != (world.app_token if method.by_app else world.bot_token):
            raise Refused("not_allowed_token_type")
        if not world.installed:
            raise Refused("account_inactive")

    def _count(self, method: Method, params: Json) -> None:
        if self.limited:
            channel = arguments.text(params, "channel")
            seconds = self._rates.wait(method.name, method.tier, channel, self._world.clock.now())
            if seconds:
                raise RateLimited(seconds)
