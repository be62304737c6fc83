"""Guests take part only where the host lets them in."""

import pytest

from bot.sandbox.stage import Stage
from storage.records import Programme
from tests.trips.rows import member_row
from tests.trips.screen import told
from tests.trips.steps import RUN, state_goal


@pytest.mark.parametrize("kind", ["is_restricted", "is_ultra_restricted"])
def test_a_guest_is_let_in_by_the_host_or_kindly_told(quick_stage: Stage, kind: str) -> None:
    gus = quick_stage.slack.member("UGUS")
    gus.person.is_restricted = False
    setattr(gus.person, kind, True)
    assert "open to full members of this workspace, not to guests" in told(gus, "goal")
    assert gus.modal is None

    with quick_stage.trellis.context.database.write() as work:
        work.programmes.put(quick_stage.trellis.workspace_id, Programme(guests_allowed=True))
        work.commit()
    state_goal(gus, RUN)
    assert member_row(quick_stage, "UGUS")


def test_a_deactivated_account_is_not_let_in_by_that(quick_stage: Stage) -> None:
    with quick_stage.trellis.context.database.write() as work:
        work.programmes.put(quick_stage.trellis.workspace_id, Programme(guests_allowed=True))
        work.commit()
    gus = quick_stage.slack.member("UGUS")
    gus.command("/trellis", "goal")
    quick_stage.slack.world.people["UGUS"].is_bot = True
    gus.fill(goal=RUN)
    assert not gus.submit()
    assert member_row(quick_stage, "UGUS") is None
