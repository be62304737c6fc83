"""Ways of practising for journeys: what partners agreed on beside the hour, and what they read in a day."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.sandbox.actor import Actor
from bot.sandbox.spots import Where
from bot.sandbox.stage import Stage
from tests.trips.partners import ROW, live, signed


def agreed(stage: Stage, *ids: str, until: datetime, **terms: Any) -> list[Actor]:
    """Let partners have signed terms that differ from the usual ones, and live until an instant."""
    members = signed(stage, *ids)
    agree_on(stage, **terms)
    live(stage, until)
    return members


def agree_on(stage: Stage, **terms: Any) -> None:
    """Let the agreed terms differ from here on, as if everybody had signed them so."""
    with stage.trellis.context.database.write() as work:
        covenant = work.covenants.get(stage.trellis.workspace_id, ROW)
        assert covenant is not None
        work.covenants.agree(replace(covenant, terms=replace(covenant.agreed or covenant.terms, **terms)))
        work.commit()


def let_go(stage: Stage, member: Actor) -> str:
    """Press "Can't make it" in the newest message, then the way out without a new time; give what the modal says."""
    member.click("move_open", Where.MESSAGES)
    assert member.modal is not None, member.texts()[-1]
    member.click("skip", Where.MODAL)
    assert member.last_error is None
    stage.settle()
    assert member.modal is not None
    return member.modal.text


def days(stage: Stage, count: int) -> None:
    """Let days pass."""
    live(stage, stage.slack.clock.now() + timedelta(days=count))
