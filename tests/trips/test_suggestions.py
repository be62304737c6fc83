"""Suggestions as members read and answer them, up to the introduction."""

import pytest

from bot.sandbox.actor import Actor
from bot.sandbox.faults import Fault
from bot.sandbox.spots import Where
from bot.sandbox.stage import Stage
from storage.vocabulary import Answer, SuggestionState
from tests.trips.by_hand import alter_button
from tests.trips.cast import MONDAY_RUN
from tests.trips.rows import partnerships, suggestions
from tests.trips.steps import RUN, TRAIN, click, has_button, sees, state_goal, suggest


def test_two_close_goals_are_suggested_with_reasons_and_goals(stage: Stage) -> None:
    ana, ben = suggest(stage, "UANA", "UBEN")
    shown = ana.texts(ana.dm.id)[-1]
    assert "@Ben Okafor might be a good partner for you." in shown
    assert (
        "Why: your goals are close, you both keep a fixed place in the week for it, you both want to check in every "
        "7 to 10 days, you have" in shown
    )
    assert TRAIN in shown
    assert "[Yes, introduce us] [Not this time] [Never suggest]" in shown
    assert "Open until Monday 30 November 2026 at 11:00 (Europe/Berlin)." in shown
    assert RUN in ben.texts(ben.dm.id)[-1]
    assert "Open until Monday 30 November 2026 at 10:00 (Europe/London)." in ben.texts(ben.dm.id)[-1]

    (suggestion,) = suggestions(stage, "UANA")
    assert suggestion.members == ("UANA", "UBEN")
    assert set(suggestion.answers.values()) == {Answer.NONE}
    assert set(suggestion.messages) == {"UANA", "UBEN"}


def test_a_goal_that_its_owner_keeps_is_not_shown(quick_stage: Stage) -> None:
    ana, ben = quick_stage.slack.member("UANA"), quick_stage.slack.member("UBEN")
    state_goal(ana, RUN, readable="false")
    state_goal(ben, TRAIN)
    quick_stage.until(MONDAY_RUN)
    assert not sees(ben, RUN)
    assert sees(ben, "@Ana Petrova shares their goal once you have met.")
    assert sees(ana, TRAIN)


def test_a_goal_card_that_is_gone_is_not_guessed(quick_stage: Stage) -> None:
    ana, ben = quick_stage.slack.member("UANA"), quick_stage.slack.member("UBEN")
    state_goal(ana, RUN)
    state_goal(ben, TRAIN)
    ana.command("/trellis", "match")
    quick_stage.worker._run(quick_stage.slack.clock.now())
    ana.dm.messages.clear()
    quick_stage.settle()
    assert not sees(ben, RUN)
    assert sees(ben, "@Ana Petrova might be a good partner")


def test_all_say_yes_and_are_introduced(stage: Stage) -> None:
    ana, ben = suggest(stage, "UANA", "UBEN")
    click(ana, "suggestion_yes")
    assert sees(ana, "You said yes to @Ben Okafor. I will introduce you as soon as everybody has said yes.")
    assert not sees(ana, "might be a good partner"), "the message is replaced in place"
    assert partnerships(stage) == ()
    assert has_button(ben, "suggestion_yes"), "nobody sees another's answer"

    click(ben, "suggestion_yes")
    assert sees(ben, "Everybody said yes. Look for a new group DM with @Ana Petrova and me.")
    stage.settle()
    (partnership,) = partnerships(stage)
    assert partnership.members == ("UANA", "UBEN")
    assert [place.members for place in ana.group_dms] == [frozenset({"UANA", "UBEN", "U0TRELLIS"})]
    assert suggestions(stage, "UANA")[0].state is SuggestionState.FORMED


def test_an_odd_one_out_makes_a_trio(quick_stage: Stage) -> None:
    three = suggest(quick_stage, "UANA", "UBEN", "UCYN")
    ana, ben, cyn = three
    assert sees(ana, "@Ben Okafor, @Cyn Lin and you might go well together as three.")
    assert sees(ana, "all of you keep a fixed place in the week for it, all of you want to check in every 7 to 10 days")
    assert sees(cyn, "@Ana Petrova, @Ben Okafor and you might go well together as three.")
    assert sees(cyn, RUN)
    assert sees(cyn, TRAIN)
    for one in three:
        click(one, "suggestion_yes")
    quick_stage.settle()
    (partnership,) = partnerships(quick_stage)
    assert partnership.members == ("UANA", "UBEN", "UCYN")
    assert {ana.group_dms[0].id, ben.group_dms[0].id, cyn.group_dms[0].id} == {partnership.channel_id}


def test_one_no_ends_a_trio_for_all(quick_stage: Stage) -> None:
    ana, ben, cyn = suggest(quick_stage, "UANA", "UBEN", "UCYN")
    click(ana, "suggestion_yes")
    click(cyn, "suggestion_no")
    quick_stage.settle()
    assert sees(ana, "This introduction did not come together")
    click(ben, "suggestion_yes")
    assert sees(ben, "This introduction did not come together")
    quick_stage.settle()
    assert partnerships(quick_stage) == ()


def test_an_accept_after_a_decline_changes_nothing(quick_stage: Stage) -> None:
    ana, ben = suggest(quick_stage, "UANA", "UBEN")
    late = ana.aim("suggestion_yes", Where.MESSAGES)
    click(ana, "suggestion_no")
    assert sees(ana, "Thank you for saying so. Nobody is told.")
    late()
    assert sees(ana, "This introduction did not come together")
    click(ben, "suggestion_yes")
    assert sees(ben, "This introduction did not come together")
    quick_stage.settle()
    assert partnerships(quick_stage) == ()
    (suggestion,) = suggestions(quick_stage, "UANA")
    assert (suggestion.state, suggestion.answers["UANA"]) == (SuggestionState.DECLINED, Answer.NO)


def test_a_decline_after_the_introduction_says_what_to_do_instead(quick_stage: Stage) -> None:
    ana, ben = suggest(quick_stage, "UANA", "UBEN")
    late = ana.aim("suggestion_never", Where.MESSAGES)
    click(ana, "suggestion_yes")
    click(ben, "suggestion_yes")
    late()
    assert sees(ana, "You have been introduced already. You can leave the partnership in App Home.")
    assert len(partnerships(quick_stage)) == 1
    with quick_stage.trellis.context.database.read() as work:
        assert work.avoidances.of(quick_stage.trellis.workspace_id, "UANA") == frozenset()


def test_never_keeps_two_apart_for_good_and_says_so_to_nobody(quick_stage: Stage) -> None:
    ana, ben = suggest(quick_stage, "UANA", "UBEN")
    click(ana, "suggestion_never")
    assert sees(ana, "I will not suggest them again.")
    quick_stage.until(MONDAY_RUN.replace(day=30))
    assert len(suggestions(quick_stage, "UBEN")) == 1
    assert not any("@Ana Petrova" in text for text in ben.texts()[-1:])
    ben.command("/trellis", "match")
    quick_stage.settle()
    assert sees(ben, "I have no suggestion for you this time: nobody was left who fits all your choices.")


def test_of_several_people_each_is_kept_apart_with_one_click(quick_stage: Stage) -> None:
    ana, ben, cyn = suggest(quick_stage, "UANA", "UBEN", "UCYN")
    click(ana, "suggestion_never")
    assert sees(ana, "Whom should I never suggest to you again?")
    assert _avoided(quick_stage) == frozenset()
    (suggestion,) = suggestions(quick_stage, "UANA")
    ana.click("suggestion_never", Where.MESSAGES, value=f"{suggestion.id}:UCYN")
    assert _avoided(quick_stage) == {"UCYN"}
    assert sees(ana, "@Cyn Lin is on your private list, People to avoid.")
    ana.click("suggestion_never", Where.MESSAGES, value=f"{suggestion.id}:UBEN")
    assert _avoided(quick_stage) == {"UBEN", "UCYN"}
    assert not has_button(ana, "suggestion_never")
    for other in (ben, cyn):
        assert not sees(other, "private list")


def test_only_who_was_suggested_can_be_kept_apart_this_way(quick_stage: Stage) -> None:
    ana, *_ = suggest(quick_stage, "UANA", "UBEN", "UCYN")
    (card,) = [one for one in ana.messages() if "might go well together" in ana.read(one)]
    alter_button(card, "suggestion_never", f"{suggestions(quick_stage, 'UANA')[0].id}:UDEE")
    click(ana, "suggestion_never")
    assert _avoided(quick_stage) == frozenset()
    assert ana.texts()[-1].startswith("I cannot find this suggestion among yours.")


def _avoided(stage: Stage) -> frozenset[str]:
    with stage.trellis.context.database.read() as work:
        return work.avoidances.of(stage.trellis.workspace_id, "UANA")


def test_a_second_click_says_the_same(quick_stage: Stage) -> None:
    ana, ben = suggest(quick_stage, "UANA", "UBEN")
    again = ana.aim("suggestion_yes", Where.MESSAGES)
    click(ana, "suggestion_yes")
    before = ana.texts()
    again()
    assert ana.texts() == before
    click(ben, "suggestion_yes")
    again()
    assert sees(ana, "Everybody said yes.")
    quick_stage.settle()
    assert len(partnerships(quick_stage)) == 1


@pytest.mark.parametrize("value", ["f" * 32, "", "x" * 2000, "💥", "' OR 1=1 --", "of others"])
def test_a_suggestion_that_is_unknown_or_of_others_is_refused(quick_stage: Stage, value: str) -> None:
    ana, ben = suggest(quick_stage, "UANA", "UBEN")
    outsider = _with_a_suggestion(quick_stage, "UCYN", "UDEE")
    (card,) = [one for one in outsider.messages() if "might be a good partner" in outsider.read(one)]
    (theirs,) = suggestions(quick_stage, "UANA")

    for action in ("suggestion_yes", "suggestion_no", "suggestion_never"):
        alter_button(card, action, theirs.id if value == "of others" else value)
        outsider.click(action, card)
        assert outsider.last_error is None
        assert outsider.texts()[-1].startswith("I cannot find this suggestion among yours.")

    assert suggestions(quick_stage, "UANA") == (theirs,)
    assert has_button(ana, "suggestion_yes")
    assert has_button(ben, "suggestion_yes")


def test_a_button_of_another_workspace_does_nothing(quick_stage: Stage) -> None:
    ana, ben = suggest(quick_stage, "UANA", "UBEN")
    click(ben, "suggestion_yes")
    quick_stage.slack.world.team_id = "T0ELSEWHERE"
    ana.click("suggestion_yes", Where.MESSAGES)
    assert ana.texts()[-1].startswith("This Trellis serves another workspace.")
    assert suggestions(quick_stage, "UANA")[0].answers["UANA"] is Answer.NONE
    assert partnerships(quick_stage) == ()


def test_slack_failing_at_the_answer_does_not_lose_it(quick_stage: Stage) -> None:
    ana, ben = suggest(quick_stage, "UANA", "UBEN")
    click(ben, "suggestion_yes")
    quick_stage.slack.faults.add("chat.update", Fault.RESET_BEFORE)
    ana.click("suggestion_yes", Where.MESSAGES)
    assert ana.texts()[-1].startswith("Slack did not answer just now.")
    click(ana, "suggestion_yes")
    assert sees(ana, "Everybody said yes.")
    quick_stage.settle()
    assert len(partnerships(quick_stage)) == 1


def _with_a_suggestion(stage: Stage, one: str, other: str) -> Actor:
    """Give a member who holds a suggestion of their own."""
    first, second = stage.slack.member(one), stage.slack.member(other)
    state_goal(first, "Play the cello in an amateur orchestra twice a week", formats=["written"])
    state_goal(second, "Play the violin in an amateur orchestra twice a week", formats=["written"])
    first.command("/trellis", "match")
    stage.settle()
    return first
