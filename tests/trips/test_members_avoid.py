"""The private avoid list: put on it, taken off it, and never seen by anybody else."""

import pytest

from bot.sandbox import payloads
from bot.sandbox.actor import Actor
from bot.sandbox.delivery import Kind
from bot.sandbox.spots import Where
from bot.sandbox.stage import Stage
from bot.sandbox.world import Person
from tests.trips.by_hand import send
from tests.trips.cast import MONDAY_RUN
from tests.trips.rows import suggestions
from tests.trips.screen import told
from tests.trips.steps import RUN, click, jump, sees, state_goal, suggest


def avoided(stage: Stage, member_id: str) -> frozenset[str]:
    with stage.trellis.context.database.read() as work:
        return work.avoidances.of(stage.trellis.workspace_id, member_id)


def test_nobody_who_is_avoided_is_suggested_until_taken_off_the_list(quick_stage: Stage) -> None:
    ana, ben = quick_stage.slack.member("UANA"), quick_stage.slack.member("UBEN")
    for member in (ana, ben):
        state_goal(member, RUN)
    assert "not be suggested to each other" in told(ana, "avoid @ben")
    jump(quick_stage, MONDAY_RUN)
    assert suggestions(quick_stage, "UBEN") == ()
    assert not any("Ana" in text for text in ben.texts())

    ana.command("/trellis", "avoid")
    assert ana.modal is not None
    assert "Ben Okafor" in ana.modal.text
    ana.click("avoid_remove", Where.MODAL)
    assert "Ben Okafor" not in ana.modal.text
    assert avoided(quick_stage, "UANA") == frozenset()
    told(ana, "match")
    quick_stage.settle()
    assert len(suggestions(quick_stage, "UBEN")) == 1


def test_avoiding_somebody_withdraws_the_suggestion_with_them(quick_stage: Stage) -> None:
    ana, ben = suggest(quick_stage, "UANA", "UBEN")
    click(ben, "suggestion_yes")
    told(ana, "avoid @ben")
    quick_stage.settle()
    assert sees(ben, "This introduction did not come together")
    assert not any("avoid" in text for text in ben.texts())


def test_the_modal_puts_a_person_on_the_list(quick_stage: Stage) -> None:
    ana = quick_stage.slack.member("UANA")
    state_goal(ana, RUN)
    ana.command("/trellis", "avoid")
    ana.fill(avoided="UCYN")
    assert ana.submit()
    assert avoided(quick_stage, "UANA") == {"UCYN"}


@pytest.mark.signed_by_hand
@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("avoid <@UANA|ana>", "That is you"),
        ("avoid <@UNOBODY>", "I cannot find this person"),
        ("avoid <@U0BOT>", "I cannot find this person"),
    ],
)
def test_only_another_person_can_be_avoided(typed: str, answer: str, quick_stage: Stage) -> None:
    ana = quick_stage.slack.member("UANA")
    state_goal(ana, RUN)
    quick_stage.slack.world.add([Person("U0BOT", "bot", "Another bot", is_bot=True)])
    assert answer in told_as_sent(quick_stage, ana, typed)
    assert avoided(quick_stage, "UANA") == frozenset()


def told_as_sent(stage: Stage, member: Actor, text: str) -> str:
    """Send a command's text as Slack would deliver it, where the sandbox would escape what is typed."""
    general = stage.slack.world.conversations[stage.slack.world.general_id]
    command = payloads.slash_command(stage.slack.world, member.person, general, "/trellis", text, "")
    return str(send(stage, Kind.COMMAND, command).body)
