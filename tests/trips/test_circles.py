"""Circles of four to six, the whole way from the weekly run to leaving and being forgotten."""

from datetime import UTC, datetime

import pytest

from bot.sandbox.stage import Stage
from storage.vocabulary import PartnershipState
from tests.trips.cast import MONDAY_RUN
from tests.trips.company import SIX, gathered
from tests.trips.partners import FIRST, MINUTE
from tests.trips.rows import partnerships
from tests.trips.screen import home
from tests.trips.steps import PROMISE, click, jump, morning_in_new_york, sees, submit_covenant

DAY_BEFORE = datetime(2026, 11, 25, 14, 0, tzinfo=UTC)


@pytest.mark.parametrize("size", [4, 5, 6])
def test_a_circle_goes_its_whole_way(size: int, quick_stage: Stage) -> None:
    members = gathered(quick_stage, SIX[:size])
    jump(quick_stage, MONDAY_RUN)
    morning_in_new_york(quick_stage)
    number = {4: "four", 5: "five", 6: "six"}[size]
    for one in members:
        assert sees(one, f"and you might go well together as {number}.")
        assert sees(one, "all of you want to check in every")
    for one in members:
        assert partnerships(quick_stage) == ()
        click(one, "suggestion_yes")
    quick_stage.settle()
    (circle,) = partnerships(quick_stage)
    assert len(circle.members) == size
    (place,) = members[0].group_dms
    assert all(member.group_dms for member in members)

    click(members[0], "covenant_open")
    members[0].fill({"commitment": PROMISE, **FIRST})
    submit_covenant(members[0])
    quick_stage.settle()
    for one in members:
        click(one, "covenant_sign")
        if one.modal:
            one.fill(commitment=f"{PROMISE}, says {one.person.name}")
            assert one.submit(), one.modal
    for _ in range(3):  # words are read at Slack's pace
        jump(quick_stage, quick_stage.slack.clock.now() + MINUTE)
    (card,) = [text for text in members[1].texts(place.id) if text.startswith("Our covenant")]
    assert card.count(PROMISE) == size
    assert any("Everybody has signed" in text for text in members[1].texts(place.id))

    jump(quick_stage, DAY_BEFORE)
    jump(quick_stage, DAY_BEFORE + MINUTE)
    for one in members:
        assert sees(one, "Write your update in your group DM by")
    shown = home(members[1])
    assert "Next check-in: Thursday 26 November 2026" in shown
    assert ("Invite one more" in shown) == (size < 6)

    members[-1].command("/trellis", "leave")
    click(members[-1], "leave_partnership")
    quick_stage.settle()
    (circle,) = partnerships(quick_stage)
    assert (len(circle.members), circle.state) == (size - 1, PartnershipState.ACTIVE)
    assert sees(members[0], "Somebody has left your circle.")

    members[-2].command("/trellis", "forget me")
    click(members[-2], "forget")
    jump(quick_stage, DAY_BEFORE + 3 * MINUTE)
    jump(quick_stage, DAY_BEFORE + 5 * MINUTE)
    (circle,) = partnerships(quick_stage)
    assert len(circle.members) == size - 2
    with quick_stage.trellis.context.database.read() as work:
        assert work.members.get(quick_stage.trellis.workspace_id, members[-2].id) is None
    assert not any(f"says {members[-2].person.name}" in text for text in members[0].texts())
