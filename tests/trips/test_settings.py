"""What hosts choose: the practice, the channels, the limit, the support link, and who else is a host."""

import pytest

from bot.sandbox.actor import Actor
from bot.sandbox.elements import NotPossibleError
from bot.sandbox.stage import Stage
from bot.sandbox.world import Message
from bot.slack.words import words_in
from matching.vocabulary import Cadence, Period
from storage.records import Programme
from storage.vocabulary import Preset
from tests.trips.partners import signed
from tests.trips.screen import buttons, home, told
from tests.trips.steps import RUN, state_goal

HELP = "https://support.example.org/help?for=you&me"


def test_a_host_chooses_the_practice_and_finds_it_again(quick_stage: Stage) -> None:
    ana = open_settings(quick_stage)
    general = quick_stage.slack.world.general_id
    ana.fill(
        preset="movement",
        limit="3",
        guests="true",
        declaring_channel=general,
        pulse_channel=general,
        manager_field=" Xf0BOSS ",
    )
    assert ana.submit(), ana.modal
    assert programme(quick_stage) == Programme(Preset.MOVEMENT, general, general, True, "Xf0BOSS", 3)

    open_settings(quick_stage)
    assert ana.modal
    assert "Organisers: once a month" in ana.modal.text
    assert "Xf0BOSS" in ana.modal.text
    ana.fill(declaring_channel=None, pulse_channel=None, manager_field=None)
    assert ana.submit()
    assert programme(quick_stage) == Programme(Preset.MOVEMENT, guests_allowed=True, partnership_limit=3)


@pytest.mark.parametrize(
    ("field", "typed", "answer"),
    [
        ("manager_field", "the manager", "looks like Xf0ABC123"),
        ("manager_field", "xf0abc", "looks like Xf0ABC123"),
        ("support", "http://support.example.org", "begins with https://"),
        ("support", "call 116 123", "begins with https://"),
        ("support", "https://nowhere", "begins with https://"),
        ("support", "https://a.example/<b>", "begins with https://"),
        ("support", "https://[a.example", "begins with https://"),
    ],
)
def test_what_cannot_be_is_said_at_the_field_and_nothing_is_kept(
    quick_stage: Stage, field: str, typed: str, answer: str
) -> None:
    ana = open_settings(quick_stage)
    ana.fill({field: typed, "limit": "5"})
    assert not ana.submit()
    assert ana.modal
    assert answer in ana.modal.errors[field]
    assert programme(quick_stage) == Programme()


def test_only_public_channels_can_be_chosen(quick_stage: Stage) -> None:
    ana = open_settings(quick_stage)
    with pytest.raises(NotPossibleError):
        ana.fill(declaring_channel=ana.dm.id)


def test_the_support_link_stays_on_a_card_in_the_hosts_conversation(quick_stage: Stage) -> None:
    ana = open_settings(quick_stage)
    ana.fill(support=HELP)
    assert ana.submit()
    (card,) = support_cards(ana)
    kept = programme(quick_stage).support_card
    assert kept
    assert (kept.channel_id, kept.message_ts) == (ana.dm.id, card.ts)

    open_settings(quick_stage)
    assert ana.submit()
    assert support_cards(ana) == [card], "nothing new was written"

    open_settings(quick_stage)
    ana.fill(support="https://other.example.org")
    assert ana.submit()
    (other,) = support_cards(ana)
    assert other.ts != card.ts

    open_settings(quick_stage)
    ana.fill(support=None)
    assert ana.submit()
    assert support_cards(ana) == []
    assert programme(quick_stage).support_card is None


def test_a_support_card_of_a_host_who_is_forgotten_is_gone(quick_stage: Stage) -> None:
    ana = open_settings(quick_stage)
    ana.fill(support=HELP)
    assert ana.submit()
    ana.command("/trellis", "forget me")
    ana.click("forget")
    quick_stage.settle()
    assert support_cards(ana) == []
    assert programme(quick_stage).support_card is None


def test_admins_name_hosts_who_may_then_do_the_same_except_naming(quick_stage: Stage) -> None:
    ana, ben = open_settings(quick_stage), quick_stage.slack.member("UBEN")
    assert "This is for hosts" in told(ben, "preview")
    ana.fill(hosts=["UBEN", "UCYN"])
    assert ana.submit()

    assert "I am counting" in told(ben, "preview")
    home(ben)
    assert "settings_open" in buttons(ben)
    ben.command("/trellis", "settings")
    assert ben.modal
    assert "Who else is a host" not in ben.modal.text
    ben.fill(limit="4")
    assert ben.submit()
    assert programme(quick_stage).partnership_limit == 4
    assert hosts(quick_stage) == {"UBEN", "UCYN"}

    open_settings(quick_stage)
    ana.fill(hosts=None)
    assert ana.submit()
    assert "This is for hosts" in told(ben, "settings")


def test_guests_and_strangers_are_not_named_as_hosts(quick_stage: Stage) -> None:
    ana = open_settings(quick_stage)
    ana.fill(hosts=["UGUS"])
    assert not ana.submit()
    assert ana.modal
    assert "full members" in ana.modal.errors["hosts"]
    assert hosts(quick_stage) == set()


@pytest.mark.parametrize(("limit", "may"), [("1", False), ("2", True)])
def test_the_limit_holds_for_who_asks_for_another_partner(quick_stage: Stage, limit: str, may: bool) -> None:
    ana, _ = signed(quick_stage, "UANA", "UBEN")
    open_settings(quick_stage)
    ana.fill(limit=limit)
    assert ana.submit()
    answer = told(ana, "match")
    assert ("I am looking now" in answer) is may
    assert ("You are in 1 partnership already" in answer) is not may


def test_a_goal_begins_with_what_the_host_proposes(quick_stage: Stage) -> None:
    ana, ben = open_settings(quick_stage), quick_stage.slack.member("UBEN")
    ana.fill(preset="growth-pod")
    assert ana.submit()
    ben.command("/trellis", "goal")
    assert ben.modal
    chosen = ben.modal.text
    assert "Every two weeks" in chosen
    state_goal(ben, RUN)
    with quick_stage.trellis.context.database.read() as work:
        goal = work.goals.get(quick_stage.trellis.workspace_id, "UBEN")
    assert goal
    assert goal.settings.cadence is Cadence.BIWEEKLY
    assert goal.settings.period is Period.DAYS_90


def open_settings(stage: Stage) -> Actor:
    ana = stage.slack.member("UANA")
    ana.command("/trellis", "settings")
    assert ana.modal
    return ana


def programme(stage: Stage) -> Programme:
    with stage.trellis.context.database.read() as work:
        return work.programmes.get(stage.trellis.workspace_id)


def hosts(stage: Stage) -> frozenset[str]:
    with stage.trellis.context.database.read() as work:
        return work.programmes.hosts(stage.trellis.workspace_id)


def support_cards(member: Actor) -> list[Message]:
    return [one for one in member.messages(member.dm.id) if words_in({"blocks": one.blocks}, "support") is not None]
