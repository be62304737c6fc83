"""The methods of the Web API that the sandbox knows, by name."""

from bot.sandbox.methods import auth, chat, conversations, files, history, pins, team, users, views
from bot.sandbox.registry import Method

METHODS: dict[str, Method] = {
    method.name: method
    for module in (auth, team, users, conversations, history, chat, files, views, pins)
    for method in module.METHODS
}
