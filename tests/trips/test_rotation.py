"""Rotating twos: named at once when a circle begins them, then before the first check-in of each month."""

from datetime import UTC, datetime

from bot.sandbox.stage import Stage
from tests.trips.company import ROW, SIX, posted, practising
from tests.trips.partners import holding
from tests.trips.screen import home, press
from tests.trips.steps import click, jump

BEFORE_DECEMBER = datetime(2026, 12, 2, 14, 0, tzinfo=UTC)


def twos(stage: Stage, member: object) -> list[str]:
    return [text for text in posted(stage, member) if text.startswith("Twos in")]  # type: ignore[arg-type]


def test_other_twos_are_named_each_month_until_all_have_met(quick_stage: Stage) -> None:
    ana, *_ = practising(quick_stage, SIX[:4])
    home(ana)
    assert "From now on other twos meet each month." in press(ana, "rotate")
    quick_stage.settle()
    (november,) = twos(quick_stage, ana)
    assert november.startswith("Twos in November")
    jump(quick_stage, BEFORE_DECEMBER.replace(day=1))
    assert len(twos(quick_stage, ana)) == 1
    jump(quick_stage, BEFORE_DECEMBER)
    _, december = twos(quick_stage, ana)
    assert december.startswith("Twos in December")
    for on in (
        datetime(2026, 12, 30, tzinfo=UTC),
        datetime(2027, 1, 6, 14, tzinfo=UTC),
        datetime(2027, 1, 8, tzinfo=UTC),
    ):
        jump(quick_stage, on)
    found = twos(quick_stage, ana)
    assert [text.split()[2] for text in found] == ["November", "December", "January"]
    named = [line for text in found for line in text.splitlines() if line.startswith("•")]
    assert len(set(named)) == 6, "everybody has met everybody"


def test_of_five_one_sits_out_and_may_join_others(quick_stage: Stage) -> None:
    ana, *_ = practising(quick_stage, SIX[:5])
    home(ana)
    press(ana, "rotate")
    quick_stage.settle()
    (shown,) = twos(quick_stage, ana)
    assert shown.count("•") == 2
    assert "sits out this time, and may join either of them." in shown


def test_any_member_may_stop_it_where_it_is_shown(quick_stage: Stage) -> None:
    ana, ben, *_ = practising(quick_stage, SIX[:4])
    home(ana)
    press(ana, "rotate")
    quick_stage.settle()
    click(ben, "rotate_stop")
    assert "Your twos no longer change." in ben.read(ben.ephemerals[-1])
    jump(quick_stage, BEFORE_DECEMBER)
    assert len(twos(quick_stage, ana)) == 1


def test_who_is_away_has_no_place_in_the_twos(quick_stage: Stage) -> None:
    ana, ben, *_ = practising(quick_stage, SIX[:5])
    ben.command("/trellis", "pause")
    home(ana)
    press(ana, "rotate")
    quick_stage.settle()
    (shown,) = twos(quick_stage, ana)
    assert "Ben" not in shown
    assert shown.count("•") == 2


def test_three_meet_together_and_others_have_no_say(quick_stage: Stage) -> None:
    ana, *_ = practising(quick_stage, SIX[:3])
    assert "Rotate twos" not in home(ana)
    holding(ana, "rotate", ROW)
    assert "Twos rotate in circles of four or more." in ana.read(ana.ephemerals[-1])
    dee = quick_stage.slack.member("UDEE")
    dee.command("/trellis", "goal")
    dee.fill(goal="Write one page every evening before reading")
    dee.submit()
    holding(dee, "rotate", ROW)
    assert "I cannot find this among your partnerships" in dee.read(dee.ephemerals[-1])
