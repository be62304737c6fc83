"""Twelve people, twelve weeks: the main job played against the sandbox, told in the terminal."""

from bot.sandbox.demo.main import main

__all__ = ["main"]
