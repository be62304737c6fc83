"""The main job, from a goal to attendance, as two members live it."""

from datetime import UTC, date, datetime

from bot.sandbox.spots import Where
from bot.sandbox.stage import Stage
from storage.vocabulary import Attendance
from tests.trips.steps import click, sees, sign_all


def test_two_close_goals_become_a_partnership_that_meets(stage: Stage) -> None:
    ana, ben = sign_all(stage, "UANA", "UBEN")
    assert sees(ben, "Everybody has signed")

    stage.until(datetime(2026, 11, 26, 12, tzinfo=UTC))
    click(ana, "met")
    ben.click("missed", Where.MESSAGES)

    with stage.trellis.context.database.read() as work:
        (partnership,) = work.partnerships.live(stage.trellis.workspace_id)
        check_in = work.check_ins.get(stage.trellis.workspace_id, partnership.id, date(2026, 11, 26))
    assert check_in is not None
    assert check_in.attendance == {"UANA": Attendance.ATTENDED, "UBEN": Attendance.MISSED}
    assert sees(ana, "Noted: you met")
    assert sees(ben, "Tell your partner, not me")
