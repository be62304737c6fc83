"""Reads HTTP requests to the Web API: forms, JSON bodies and query strings alike."""

import json

from aiohttp import web

from bot.sandbox.refusals import Refused
from bot.sandbox.world import Json


async def read_call(request: web.Request) -> tuple[str, Json]:
    """Give the token, empty if there is none, and the arguments; raises `invalid_json`."""
    params: Json = dict(request.query)
    if request.content_type == "application/json":
        params |= await read_json(request)
    else:
        params |= dict(await request.post())
    scheme, _, bearer = request.headers.get("Authorization", "").partition(" ")
    named = str(params.pop("token", ""))
    return (bearer if scheme.lower() == "bearer" else named), params


async def read_json(request: web.Request) -> Json:
    """Give a body that is a JSON object; raises `invalid_json` or `json_not_object`."""
    try:
        given = json.loads(await request.text() or "{}")
    except ValueError:
        raise Refused("invalid_json") from None
    if not isinstance(given, dict):
        raise Refused("json_not_object")
    return given
