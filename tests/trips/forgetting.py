"""Asking to be forgotten, and looking for what is left."""

from datetime import timedelta

from bot.sandbox.actor import Actor
from bot.sandbox.stage import Stage
from storage import engine
from storage.data_map import dump
from tests.trips.rows import member_row
from tests.trips.steps import click, jump

MINUTE = timedelta(minutes=1)


def forget(member: Actor) -> None:
    member.command("/trellis", "forget me")
    click(member, "forget")


def erased(stage: Stage, member: Actor) -> None:
    """Let the worker tell the others and then erase."""
    for _ in range(2):
        jump(stage, stage.slack.clock.now() + MINUTE)
    assert member_row(stage, member.id) is None


def named_in(stage: Stage, member_id: str) -> set[str]:
    """Give the tables in which any row holds the member's id."""
    opened = engine.create(stage.database_url)
    try:
        found = dump(opened).items()
        return {
            table for table, rows in found if any(member_id in str(value) for row in rows for value in row.values())
        }
    finally:
        opened.dispose()


def shown_anywhere(stage: Stage, words: str) -> list[str]:
    """Give every message and Home in the whole workspace that shows these words."""
    world = stage.slack.world
    messages = [one for place in world.conversations.values() for one in place.messages if one.visible_to is None]
    found = [str(one.blocks) for one in messages if words in f"{one.text} {one.blocks}"]
    return found + [str(view.view["blocks"]) for view in world.homes.values() if words in str(view.view["blocks"])]


def confirmed(member: Actor) -> int:
    return len([text for text in member.texts(member.dm.id) if text.startswith("Done. In Slack I deleted")])
