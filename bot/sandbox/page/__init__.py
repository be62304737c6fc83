"""The newcomer's playground: the sandbox workspace as a small web page on loopback."""

from bot.sandbox.page.server import Page, serve

__all__ = ["Page", "serve"]
