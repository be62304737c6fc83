"""Check-ins that partners trade in their own time: leave yours, take in the other's, say that you have seen it."""

from datetime import timedelta

import pytest

from bot.sandbox.stage import Stage
from matching.vocabulary import Format
from storage.vocabulary import Attendance, Preset
from tests.trips.partners import EVE, FIRST_AT, OVER, heard, live, on
from tests.trips.steps import click, has_button, sees
from tests.trips.ways import agreed

RECORDED = {"preset": Preset.TECH, "format": Format.RECORDED, "minutes": 20}


def test_recordings_are_left_by_a_day_and_seen(quick_stage: Stage) -> None:
    ana, cyn = agreed(quick_stage, "UANA", "UCYN", until=EVE, **RECORDED)
    by = "by Thursday 26 November 2026 at 09:00 (America/New_York), for @Ana Petrova."
    assert sees(cyn, f"Leave your recording in your group DM {by}")
    live(quick_stage, FIRST_AT)
    assert sees(cyn, "Leave your recording in your group DM if you have not yet.")
    live(quick_stage, OVER)
    assert sees(ana, "Have you taken in @Cyn Lin's recording for Thursday 26 November 2026?")
    posted = len(ana.group_dms[0].messages)
    click(ana, "seen")
    quick_stage.settle()
    assert on(quick_stage).attendance == {"UANA": Attendance.ATTENDED}
    assert sees(ana, "Noted: you have seen it. The next is due by Thursday 3 December 2026")
    assert len(ana.group_dms[0].messages) == posted
    assert heard(ana, "Did you meet") == heard(ana, "It is time for your check-in") == []


def test_not_yet_is_no_record_and_leaves_the_question_open(quick_stage: Stage) -> None:
    ana, _ = agreed(quick_stage, "UANA", "UCYN", until=OVER, **RECORDED)
    click(ana, "not_yet")
    assert on(quick_stage).attendance == {}
    assert sees(ana, "There is no hurry. Press Seen once you have.")
    assert not has_button(ana, "not_yet")
    live(quick_stage, FIRST_AT + timedelta(days=3))
    click(ana, "seen")
    assert on(quick_stage).attendance == {"UANA": Attendance.ATTENDED}


@pytest.mark.parametrize(
    ("form", "asked"),
    [
        (Format.WRITTEN, "Have you read @Cyn Lin's update for"),
        (Format.DOCUMENT, "Have you read @Cyn Lin's part for"),
    ],
)
def test_what_is_written_is_never_called_a_meeting(form: Format, asked: str, quick_stage: Stage) -> None:
    ana, _ = agreed(quick_stage, "UANA", "UCYN", until=OVER, format=form)
    assert sees(ana, asked)
    assert heard(ana, "Did you meet") == heard(ana, "It is time for your check-in") == []


def test_a_call_stays_a_call_under_the_preset_for_recordings(quick_stage: Stage) -> None:
    ana, _ = agreed(quick_stage, "UANA", "UCYN", until=OVER, preset=Preset.TECH, format=Format.CALL_30)
    assert sees(ana, "• What am I building or learning?")
    assert sees(ana, "Did you meet with @Cyn Lin on Thursday 26 November 2026?")
