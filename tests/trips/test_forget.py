"""Forgetting: after it no row names the member, and no message of the bot holds their words."""

import pytest

from bot.sandbox.stage import Stage
from bot.slack.blocks.goal import USUAL, goal_card
from storage.vocabulary import MemberStatus
from tests.trips.forgetting import confirmed, erased, forget, named_in, shown_anywhere
from tests.trips.partners import introduced, partnership, propose, sign, signed
from tests.trips.rows import member_row, suggestions
from tests.trips.steps import PROMISE, RUN, TRAIN, click, sees, state_goal, suggest

HERS = "I call three people every week before Thursday noon"


def test_a_whole_life_in_the_programme_is_forgotten(quick_stage: Stage) -> None:
    ana, ben = quick_stage.slack.member("UANA"), quick_stage.slack.member("UBEN")
    introduced(quick_stage, "UANA", "UBEN")
    propose(quick_stage, ana, commitment=HERS)
    for member in (ana, ben):
        sign(member)
    ana.command("/trellis", "avoid @cyn")
    ana.open_home()
    quick_stage.settle()
    assert shown_anywhere(quick_stage, HERS)
    assert len(named_in(quick_stage, "UANA")) > 6

    forget(ana)
    assert "I am erasing everything about you now" in ana.read(ana.ephemerals[-1])
    erased(quick_stage, ana)

    assert named_in(quick_stage, "UANA") == set()
    assert shown_anywhere(quick_stage, HERS) == []
    assert [text for text in ana.texts(ana.dm.id) if RUN in text] == []
    assert confirmed(ana) == 1
    assert sees(ben, "Your partner has left")
    assert any(RUN in text for text in ben.texts(ben.dm.id)), "what others wrote in their own DM is theirs"


def test_the_goal_disappears_from_other_peoples_suggestions(quick_stage: Stage) -> None:
    ana, ben = suggest(quick_stage, "UANA", "UBEN")
    assert sees(ben, RUN)
    forget(ana)
    erased(quick_stage, ana)
    assert not sees(ben, RUN)
    assert sees(ben, "This introduction did not come together")
    assert not any("UANA" in str(one.blocks) for one in ben.messages(ben.dm.id))
    assert not any(TRAIN in text for text in ana.texts()), "nor do they keep what others let them read"
    assert suggestions(quick_stage, "UBEN") == ()


def test_whoever_said_yes_is_told_once(quick_stage: Stage) -> None:
    ana, ben = suggest(quick_stage, "UANA", "UBEN")
    click(ben, "suggestion_yes")
    forget(ana)
    erased(quick_stage, ana)
    assert len([text for text in ben.texts() if "did not come together" in text]) == 1


def test_a_trio_goes_on_without_the_words_of_who_is_gone(quick_stage: Stage) -> None:
    ana, ben, cyn = introduced(quick_stage, "UANA", "UBEN", "UCYN")
    propose(quick_stage, ana)
    sign(ana)
    sign(ben)
    sign(cyn, HERS)
    quick_stage.settle()
    assert shown_anywhere(quick_stage, HERS)
    forget(cyn)
    erased(quick_stage, cyn)
    assert shown_anywhere(quick_stage, HERS) == []
    assert partnership(quick_stage).members == ("UANA", "UBEN")
    new = partnership(quick_stage).channel_id
    assert any(PROMISE in text for text in ben.texts(new)), "the others keep their covenant"


def test_who_left_long_ago_does_not_take_the_others_card_away(quick_stage: Stage) -> None:
    _, ben, cyn = signed(quick_stage, "UANA", "UBEN", "UCYN")
    cyn.command("/trellis", "leave")
    click(cyn, "leave_partnership")
    quick_stage.settle()
    new = partnership(quick_stage).channel_id
    before = [one.ts for one in ben.messages(new)]
    forget(cyn)
    erased(quick_stage, cyn)
    assert [one.ts for one in ben.messages(new)] == before


def test_the_others_keep_the_check_ins_when_the_one_who_proposed_them_is_gone(quick_stage: Stage) -> None:
    ana, ben, _ = signed(quick_stage, "UANA", "UBEN", "UCYN")
    forget(ana)
    erased(quick_stage, ana)
    quick_stage.settle()
    shown = ben.open_home()
    assert shown is not None
    assert "Cyn Lin" in shown.text
    assert "Next check-in" in shown.text
    click(ben, "covenant_open")
    assert ben.modal is not None


def test_a_card_without_a_pointer_is_found_in_the_dm(quick_stage: Stage) -> None:
    ana = quick_stage.slack.member("UANA")
    state_goal(ana, RUN)
    lost = "Learn to sail before the summer is over"
    quick_stage.trellis.context.messenger.post(ana.dm.id, goal_card(lost, USUAL))
    forget(ana)
    erased(quick_stage, ana)
    assert shown_anywhere(quick_stage, lost) == []


def test_a_quote_whose_arrival_was_never_noted_is_found_too(quick_stage: Stage) -> None:
    ana, ben = suggest(quick_stage, "UANA", "UBEN")
    (suggestion,) = suggestions(quick_stage, "UANA")
    with quick_stage.trellis.context.database.write() as work:
        work.connection.exec_driver_sql("UPDATE suggestion_member SET message_ts = NULL")
        work.commit()
    assert suggestion.messages
    forget(ana)
    erased(quick_stage, ana)
    assert not sees(ben, RUN)


def test_somebody_without_a_row_can_be_forgotten_too(quick_stage: Stage) -> None:
    dee = quick_stage.slack.member("UDEE")
    lost = "Learn to sail before the summer is over"
    quick_stage.trellis.context.messenger.post(dee.dm.id, goal_card(lost, USUAL))
    forget(dee)
    erased(quick_stage, dee)
    assert shown_anywhere(quick_stage, lost) == []
    assert confirmed(dee) == 1
    assert named_in(quick_stage, "UDEE") == set()


def test_asking_twice_erases_once(quick_stage: Stage) -> None:
    ana = quick_stage.slack.member("UANA")
    state_goal(ana, RUN)
    ana.command("/trellis", "forget me")
    twice = ana.aim("forget")
    twice()
    twice()
    assert "I am erasing everything about you" in ana.read(ana.ephemerals[-1])
    erased(quick_stage, ana)
    assert confirmed(ana) == 1


@pytest.mark.parametrize("typed", ["goal", "match", "pause", "resume", "leave", "avoid @ben"])
def test_nothing_starts_anew_while_the_erasing_goes_on(typed: str, quick_stage: Stage) -> None:
    ana = quick_stage.slack.member("UANA")
    state_goal(ana, RUN)
    forget(ana)
    ana.command("/trellis", typed)
    assert "I am erasing everything about you" in ana.read(ana.ephemerals[-1])
    member = member_row(quick_stage, "UANA")
    assert member is not None
    assert member.status is MemberStatus.ERASING


def test_who_was_forgotten_can_join_as_if_new(quick_stage: Stage) -> None:
    ana = quick_stage.slack.member("UANA")
    state_goal(ana, RUN)
    forget(ana)
    erased(quick_stage, ana)
    state_goal(ana, TRAIN)
    forget(ana)
    erased(quick_stage, ana)
    assert confirmed(ana) == 2
