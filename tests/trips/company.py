"""Larger circles for journeys: more people, and circles that practise already."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.sandbox.actor import Actor
from bot.sandbox.stage import Stage
from bot.sandbox.world import Person
from bot.services.notices import group_nudge
from matching.vocabulary import Cadence, Format
from storage.records import Covenant, Cycle, Partnership, Terms
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import NudgeKind, PartnershipState
from tests.trips.partners import THURSDAY
from tests.trips.steps import RUN, state_goal

MORE = (
    Person("UEVA", "eva", "Eva Novak", zone="Europe/Berlin"),
    Person("UFAY", "fay", "Fay Adams", zone="Europe/London"),
    Person("UHAL", "hal", "Hal Ito", zone="Europe/Berlin"),
    Person("UIDA", "ida", "Ida Berg", zone="Europe/Berlin"),
)
SIX = ("UANA", "UBEN", "UCYN", "UDEE", "UEVA", "UFAY")
ROW, OTHER_ROW = "c" * 32, "d" * 32
LATER = THURSDAY + timedelta(days=80)
TERMS = Terms(THURSDAY, 15 * 60, "Europe/Berlin", Cadence.WEEKLY, 60, Format.WRITTEN, LATER)


def gathered(stage: Stage, ids: Sequence[str], **choices: object) -> list[Actor]:
    """Let people join with the same goal and a format that needs no hour in common."""
    world = stage.slack.world
    world.add(replace(one) for one in MORE if one.id not in world.people)
    world.conversations[world.general_id].members |= {one.id for one in MORE}
    members = [stage.slack.member(one) for one in ids]
    for one in members:
        state_goal(one, RUN, **{"formats": ["written"], "sizes": ["circle"], **choices})  # type: ignore[arg-type]
    return members


def practising(stage: Stage, ids: Sequence[str], row: str = ROW) -> list[Actor]:
    """Let people be a circle that everybody has signed for; it meets on Thursdays at three in Berlin."""
    members = gathered(stage, ids)
    workspace_id, now = stage.trellis.workspace_id, stage.slack.clock.now()
    circle = Partnership(workspace_id, row, None, PartnershipState.FORMING, now, tuple(ids))
    with stage.trellis.context.database.write() as work:
        work.partnerships.add(circle)
        work.partnerships.activate(workspace_id, row)
        work.covenants.propose(workspace_id, row, ids[0], TERMS, now)
        for one in ids:
            work.covenants.sign(workspace_id, row, one, 1, now)
        work.covenants.agree(_covenant(work, workspace_id, row))
        work.cycles.begin(Cycle(workspace_id, row, 1, THURSDAY))
        work.nudges.plan([group_nudge(circle, NudgeKind.INTRODUCTION, now)])
        work.commit()
    stage.settle()
    return members


def posted(stage: Stage, member: Actor, row: str = ROW) -> list[str]:
    """Give what a circle can read in its group DM."""
    with stage.trellis.context.database.read() as work:
        circle = work.partnerships.get(stage.trellis.workspace_id, row)
    assert circle is not None
    assert circle.channel_id is not None
    return member.texts(circle.channel_id)


def _covenant(work: UnitOfWork, workspace_id: str, row: str) -> Covenant:
    found = work.covenants.get(workspace_id, row)
    assert found is not None
    return found
