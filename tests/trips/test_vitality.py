"""Decay: where partners are asked what would make it easier, where they are left in peace."""

from datetime import UTC, date, datetime

import pytest

from bot.sandbox.actor import Actor
from bot.sandbox.spots import Where
from bot.sandbox.stage import Stage
from storage.vocabulary import NudgeKind, NudgeReason
from tests.trips.lives import ANA_CAME, ANA_MISSED, all_of, answer, go, preset_cadence, reach, shown, thursday
from tests.trips.partners import ROW, heard, jump, signed
from tests.trips.steps import click, has_button, sees

EASIER = "what would make this easier to keep?"
REDESIGN = "Take a moment together before you plan the next one"


@pytest.fixture
def two(quick_stage: Stage) -> list[Actor]:
    return signed(quick_stage, "UANA", "UCYN")


def test_two_missed_in_a_row_ask_what_would_make_it_easier(quick_stage: Stage, two: list[Actor]) -> None:
    go(quick_stage, 1, 1, ANA_MISSED)
    assert not shown(quick_stage, NudgeKind.DECAY)
    go(quick_stage, 2, 2, ANA_MISSED)
    assert shown(quick_stage, NudgeKind.DECAY) == [thursday(2)]
    ana, cyn = two
    (card,) = heard(cyn, EASIER)
    assert "would you bring one question to the next one" in card
    assert card in ana.texts(ana.group_dms[0].id)
    go(quick_stage, 3, 4, ANA_MISSED)
    assert len(heard(ana, EASIER)) == 1, "one spell is asked about once"
    ana.click("covenant_open", Where.MESSAGES)
    assert ana.modal


@pytest.mark.usefixtures("two")
def test_partners_who_meet_are_left_in_peace(quick_stage: Stage) -> None:
    go(quick_stage, 1, 1, ANA_MISSED)
    go(quick_stage, 2, 3, ANA_CAME)
    go(quick_stage, 4, 4, ANA_MISSED)
    go(quick_stage, 5, 6)
    assert all_of(quick_stage, NudgeKind.DECAY) == []


@pytest.mark.usefixtures("two")
def test_a_sign_that_has_passed_by_then_is_not_spoken_of(quick_stage: Stage) -> None:
    go(quick_stage, 1, 1, ANA_MISSED)
    jump(quick_stage, datetime(2026, 12, 3, 15, tzinfo=UTC))
    answer(quick_stage, thursday(2), ANA_MISSED)
    jump(quick_stage, datetime(2026, 12, 3, 16, tzinfo=UTC))
    answer(quick_stage, thursday(2), {"UCYN": ANA_CAME["UANA"]})
    reach(quick_stage, date(2026, 12, 4))
    (nudge,) = all_of(quick_stage, NudgeKind.DECAY)
    assert nudge.reason is NudgeReason.ANSWERED


def test_from_week_6_on_partners_are_asked_to_redesign(quick_stage: Stage, two: list[Actor]) -> None:
    ana, _ = two
    go(quick_stage, 1, 4, ANA_CAME)
    go(quick_stage, 5, 6, ANA_MISSED)
    assert shown(quick_stage, NudgeKind.DECAY) == [thursday(6)]
    assert sees(ana, REDESIGN)
    assert not sees(ana, EASIER)
    assert all(has_button(ana, one) for one in ("covenant_open", "third_ask", "pause_open"))
    click(ana, "halve_cadence")
    assert preset_cadence(ana) == "biweekly"


def test_dont_ask_again_holds_within_the_cycle_and_ends_with_it(quick_stage: Stage, two: list[Actor]) -> None:
    ana, cyn = two
    go(quick_stage, 1, 2, ANA_MISSED)
    ana.click("not_again", Where.MESSAGES, f"{ROW}:decay:1")
    assert sees(cyn, "I leave this alone for the rest of your cycle")
    assert not sees(cyn, EASIER)
    go(quick_stage, 3, 3, ANA_CAME)
    go(quick_stage, 4, 7, ANA_MISSED)
    assert shown(quick_stage, NudgeKind.DECAY) == [thursday(2)]
    go(quick_stage, 8, 15, ANA_CAME)
    go(quick_stage, 16, 17, ANA_MISSED)
    assert shown(quick_stage, NudgeKind.DECAY) == [thursday(2), thursday(17)]


def test_nobody_is_asked_while_all_but_one_are_away(quick_stage: Stage, two: list[Actor]) -> None:
    _, cyn = two
    go(quick_stage, 1, 1, ANA_MISSED)
    jump(quick_stage, datetime(2026, 12, 3, 15, tzinfo=UTC))
    answer(quick_stage, thursday(2), ANA_MISSED)
    cyn.command("/trellis", "pause 2026-12-09")
    reach(quick_stage, date(2026, 12, 5))
    assert all_of(quick_stage, NudgeKind.DECAY) == []
    reach(quick_stage, date(2026, 12, 9))
    assert shown(quick_stage, NudgeKind.DECAY) == [thursday(2)]
