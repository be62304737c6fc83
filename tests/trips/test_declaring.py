"""Declaring a goal in the channel that the host chose, and withdrawing it."""

from datetime import timedelta

import pytest

from bot.sandbox.actor import Actor
from bot.sandbox.faults import Fault
from bot.sandbox.spots import Where
from bot.sandbox.stage import Stage
from bot.sandbox.world import Conversation, Message
from bot.slack.words import words_in
from storage.records import Pointer, Programme
from tests.trips.rows import goal_cards, goal_row
from tests.trips.screen import buttons, home, press
from tests.trips.steps import RUN, TRAIN, click, has_button, jump, sees, state_goal


@pytest.fixture
def channel(quick_stage: Stage) -> Conversation:
    """Give the channel that the host chose, with the bot in it."""
    world = quick_stage.slack.world
    place = world.conversations[world.general_id]
    place.members |= {world.bot_user_id}
    with quick_stage.trellis.context.database.write() as work:
        work.programmes.put(quick_stage.trellis.workspace_id, Programme(declaring_channel_id=place.id))
        work.commit()
    return place


def test_a_goal_is_declared_with_its_words_its_period_and_its_date(quick_stage: Stage, channel: Conversation) -> None:
    ben = quick_stage.slack.member("UBEN")
    state_goal(ben, f"{RUN} <!channel> & @ana", period="60", declared="true")
    (post,) = declarations(channel)
    shown = quick_stage.slack.member("UANA").read(post)
    assert "@Ben Okafor declares for 60 days, until Tuesday 19 January 2027:" in shown
    assert f"{RUN} <!channel> & @ana" in shown
    assert quick_stage.slack.pings(post) <= {"UBEN"}
    assert declared_at(quick_stage) == Pointer(channel.id, post.ts)
    assert RUN not in post.text
    assert has_button(ben, "declaration_withdraw")


def test_nobody_is_asked_where_the_host_chose_no_channel(quick_stage: Stage) -> None:
    ben = quick_stage.slack.member("UBEN")
    ben.command("/trellis", "goal")
    assert ben.modal
    assert "community" not in ben.modal.text
    ben.fill(goal=RUN)
    assert ben.submit()
    assert not has_button(ben, "declare")


def test_it_can_be_declared_later_and_withdrawn_with_one_click(quick_stage: Stage, channel: Conversation) -> None:
    ben = quick_stage.slack.member("UBEN")
    state_goal(ben, RUN)
    assert declarations(channel) == []
    click(ben, "declare")
    (post,) = declarations(channel)
    assert words_in({"blocks": post.blocks}, "goal") == RUN
    assert sees(ben, "Declared in #general")

    click(ben, "declaration_withdraw")
    assert declarations(channel) == []
    assert declared_at(quick_stage) is None
    assert sees(ben, "Your declaration is withdrawn")
    assert has_button(ben, "declare")
    assert len(goal_cards(quick_stage, "UBEN")) == 1


def test_both_are_in_home_too(quick_stage: Stage, channel: Conversation) -> None:
    ben = quick_stage.slack.member("UBEN")
    state_goal(ben, RUN)
    home(ben)
    assert "Declared in #general" in press(ben, "declare")
    assert "declare" not in buttons(ben)
    assert "Your declaration is withdrawn" in press(ben, "declaration_withdraw")
    assert declarations(channel) == []


def test_declaring_twice_posts_once(quick_stage: Stage, channel: Conversation) -> None:
    ben = quick_stage.slack.member("UBEN")
    state_goal(ben, RUN)
    again = ben.aim("declare", Where.MESSAGES)
    click(ben, "declare")
    again()
    assert len(declarations(channel)) == 1
    assert sees(ben, "You have declared this goal already")


def test_another_goal_changes_the_declaration_or_takes_it_away(quick_stage: Stage, channel: Conversation) -> None:
    ben = quick_stage.slack.member("UBEN")
    state_goal(ben, RUN, declared="true")
    (first,) = declarations(channel)
    state_goal(ben, TRAIN)
    (changed,) = declarations(channel)
    assert changed.ts == first.ts
    assert words_in({"blocks": changed.blocks}, "goal") == TRAIN

    state_goal(ben, RUN, declared="false")
    assert declarations(channel) == []
    assert declared_at(quick_stage) is None


def test_a_declaration_that_somebody_deleted_is_posted_anew(quick_stage: Stage, channel: Conversation) -> None:
    ben = quick_stage.slack.member("UBEN")
    state_goal(ben, RUN, declared="true")
    channel.messages.clear()
    state_goal(ben, TRAIN, declared="true")
    (post,) = declarations(channel)
    assert declared_at(quick_stage) == Pointer(channel.id, post.ts)


def test_where_the_bot_is_not_in_the_channel_the_goal_is_kept_and_the_card_says_what_helps(
    quick_stage: Stage, channel: Conversation
) -> None:
    channel.members -= {quick_stage.slack.world.bot_user_id}
    ben = quick_stage.slack.member("UBEN")
    state_goal(ben, RUN, declared="true")
    assert declarations(channel) == []
    (card,) = goal_cards(quick_stage, "UBEN")
    assert "Please ask your host to invite me there with /invite @Trellis" in ben.read(card)
    click(ben, "declare")
    assert sees(ben, "I could not post in #general")

    channel.members |= {quick_stage.slack.world.bot_user_id}
    click(ben, "declare")
    assert len(declarations(channel)) == 1
    (card,) = goal_cards(quick_stage, "UBEN")
    assert "invite" not in ben.read(card)


@pytest.mark.parametrize("fault", [Fault.RESET_AFTER, Fault.ERROR_500_AFTER])
def test_a_post_of_unknown_outcome_holds_no_words(quick_stage: Stage, channel: Conversation, fault: Fault) -> None:
    ben = quick_stage.slack.member("UBEN")
    state_goal(ben, RUN)
    quick_stage.slack.faults.add("chat.postMessage", fault)
    ben.click("declare", Where.MESSAGES)
    assert all(words_in({"blocks": one.blocks}, "goal") is None for one in declarations(channel))
    assert declared_at(quick_stage) is None


def test_a_goal_whose_period_is_over_is_renewed_before_it_is_declared(
    quick_stage: Stage, channel: Conversation
) -> None:
    ben = quick_stage.slack.member("UBEN")
    state_goal(ben, RUN, period="30")
    jump(quick_stage, quick_stage.slack.clock.now() + timedelta(days=31))
    click(ben, "declare")
    assert sees(ben, "The period of your goal is over")
    home(ben)
    assert "declare" not in buttons(ben)
    press(ben, "goal_renew")
    assert "Declared in #general" in press(ben, "declare")
    (post,) = declarations(channel)
    assert "until Wednesday 20 January 2027" in ben.read(post)


@pytest.mark.parametrize("way", ["leave", "forget", "deactivated"])
def test_who_goes_takes_the_declaration_along(quick_stage: Stage, channel: Conversation, way: str) -> None:
    ben = quick_stage.slack.member("UBEN")
    state_goal(ben, RUN, declared="true")
    go(quick_stage, ben, way)
    assert declarations(channel) == []


def go(stage: Stage, ben: Actor, way: str) -> None:
    if way == "deactivated":
        stage.slack.deactivate("UBEN")
        return
    ben.command("/trellis", "leave" if way == "leave" else "forget me")
    click(ben, "leave_programme" if way == "leave" else "forget")
    stage.settle()


def declarations(channel: Conversation) -> list[Message]:
    return [one for one in channel.messages if one.by_bot and one.text == "A declaration"]


def declared_at(stage: Stage) -> Pointer | None:
    goal = goal_row(stage, "UBEN")
    assert goal
    return goal.declaration
