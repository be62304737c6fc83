"""Wider circles: one asks, the other agrees or says nothing, and once a month both may carry something outward."""

from datetime import UTC, datetime

import pytest

from bot.sandbox.actor import Actor
from bot.sandbox.spots import Where
from bot.sandbox.stage import Stage
from bot.slack.blocks.link import ASKED
from storage.records import CircleLink
from tests.trips.company import OTHER_ROW, ROW, posted, practising
from tests.trips.partners import holding
from tests.trips.screen import home, press
from tests.trips.steps import click, jump

OURS, THEIRS = ("UANA", "UBEN", "UCYN"), ("UDEE", "UEVA", "UFAY")
OUTWARD = datetime(2026, 12, 22, 14, 0, tzinfo=UTC)
QUESTION = "would like to be linked with yours"


@pytest.fixture
def circles(quick_stage: Stage) -> tuple[Actor, Actor]:
    """Give one member of each of two circles."""
    return practising(quick_stage, OURS)[0], practising(quick_stage, THEIRS, OTHER_ROW)[0]


def ask(stage: Stage, member: Actor, person: str) -> str:
    home(member)
    member.click("link_open", Where.HOME)
    member.fill(circle=person)
    assert member.submit(), member.modal
    stage.settle()
    assert member.home
    return member.home.text


def links(stage: Stage) -> tuple[CircleLink, ...]:
    with stage.trellis.context.database.read() as work:
        return work.links.of(stage.trellis.workspace_id, ROW)


def test_two_circles_agree_and_carry_something_outward_each_month(
    quick_stage: Stage, circles: tuple[Actor, Actor]
) -> None:
    ana, dee = circles
    assert ASKED in ask(quick_stage, ana, "UEVA")
    assert any(
        f"The circle of @Ana Petrova, @Ben Okafor and @Cyn Lin {QUESTION}" in text
        for text in posted(quick_stage, dee, OTHER_ROW)
    )
    click(dee, "link_yes")
    quick_stage.settle()
    assert links(quick_stage)[0].accepted
    assert any("You are linked with the circle of @Dee Moreau" in text for text in posted(quick_stage, ana))
    assert any("You are linked with the circle of @Ana" in text for text in posted(quick_stage, dee, OTHER_ROW))
    jump(quick_stage, OUTWARD)
    for member, row, other in ((ana, ROW, "@Dee Moreau"), (dee, OTHER_ROW, "@Ana Petrova")):
        (asked,) = [text for text in posted(quick_stage, member, row) if "carry something outward, to" in text]
        assert f"to the circle of {other}" in asked
        assert "I carry nothing, and I cannot read what you write." in asked


def test_a_no_leaves_the_asking_circle_with_what_it_knew(quick_stage: Stage, circles: tuple[Actor, Actor]) -> None:
    ana, dee = circles
    ask(quick_stage, ana, "UEVA")
    before = ana.texts()
    click(dee, "link_no")
    quick_stage.settle()
    assert ana.texts() == before
    assert links(quick_stage) == ()
    assert "Linked with" not in home(ana)


@pytest.mark.parametrize("named", ["UHAL", "UBEN", "UGUS"])
def test_whether_somebody_is_in_a_circle_is_theirs_to_tell(
    named: str, quick_stage: Stage, circles: tuple[Actor, Actor]
) -> None:
    ana, _ = circles
    assert ASKED in ask(quick_stage, ana, named)
    assert links(quick_stage) == ()


def test_circles_with_people_who_are_kept_apart_are_not_asked(quick_stage: Stage, circles: tuple[Actor, Actor]) -> None:
    ana, dee = circles
    with quick_stage.trellis.context.database.write() as work:
        work.avoidances.add(quick_stage.trellis.workspace_id, "UFAY", "UBEN")
        work.commit()
    assert ASKED in ask(quick_stage, ana, "UEVA")
    assert not any(QUESTION in text for text in posted(quick_stage, dee, OTHER_ROW))
    assert links(quick_stage) == ()


def test_nobody_names_themselves(quick_stage: Stage, circles: tuple[Actor, Actor]) -> None:
    ana, _ = circles
    home(ana)
    ana.click("link_open", Where.HOME)
    ana.fill(circle="UANA")
    assert not ana.submit()
    assert quick_stage.trellis.workspace_id


def test_either_side_parts_in_home(quick_stage: Stage, circles: tuple[Actor, Actor]) -> None:
    ana, dee = circles
    ask(quick_stage, ana, "UDEE")
    click(dee, "link_yes")
    assert "Linked with the circle of @Ana Petrova, @Ben Okafor and @Cyn Lin." in home(dee)
    assert "The two circles are no longer linked." in press(dee, "link_part")
    assert links(quick_stage) == ()
    jump(quick_stage, OUTWARD)
    assert not any("carry something outward, to" in text for text in posted(quick_stage, ana))


def test_a_second_click_on_yes_changes_nothing_and_others_cannot_answer(
    quick_stage: Stage, circles: tuple[Actor, Actor]
) -> None:
    ana, dee = circles
    ask(quick_stage, ana, "UDEE")
    again = dee.aim("link_yes", Where.MESSAGES)
    holding(ana, "link_yes", f"{ROW}:{OTHER_ROW}")
    assert not links(quick_stage)[0].accepted, "who asked cannot agree for the others"
    click(dee, "link_yes")
    again()
    assert dee.last_error is None
    assert links(quick_stage)[0].accepted
    holding(ana, "link_no", f"{ROW}:{OTHER_ROW}")
    assert links(quick_stage)[0].accepted


def test_a_circle_that_has_come_to_its_end_is_no_longer_named(quick_stage: Stage, circles: tuple[Actor, Actor]) -> None:
    ana, dee = circles
    ask(quick_stage, ana, "UDEE")
    click(dee, "link_yes")
    for one in THEIRS[:2]:
        member = quick_stage.slack.member(one)
        member.command("/trellis", "leave")
        click(member, "leave_partnership")
    quick_stage.settle()
    assert "Linked with" not in home(ana)
    jump(quick_stage, OUTWARD)
    assert not any("carry something outward, to" in text for text in posted(quick_stage, ana))
