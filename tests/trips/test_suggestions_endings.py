"""However a suggestion ends, the others read the same words, so that nobody learns who declined."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.sandbox.actor import Actor
from bot.sandbox.faults import Fault
from bot.sandbox.spots import Where
from bot.sandbox.stage import Stage
from bot.sandbox.world import Message
from bot.slack.blocks.suggestion import CLOSED
from storage.records import Partnership, Programme
from storage.vocabulary import PartnershipState, SuggestionState
from tests.trips.cast import MONDAY_RUN
from tests.trips.rows import partnerships, suggestions
from tests.trips.steps import RUN, click, has_button, jump, state_goal, suggest

LAPSES = MONDAY_RUN + timedelta(days=7)
Ending = Callable[[Stage, Actor], object]


def leave(_stage: Stage, ben: Actor) -> None:
    ben.command("/trellis", "leave")
    click(ben, "leave_programme")


ENDINGS: dict[str, tuple[Ending, SuggestionState]] = {
    "declined": (lambda _stage, ben: click(ben, "suggestion_no"), SuggestionState.DECLINED),
    "never": (lambda _stage, ben: click(ben, "suggestion_never"), SuggestionState.DECLINED),
    "paused": (lambda _stage, ben: ben.command("/trellis", "pause"), SuggestionState.WITHDRAWN),
    "left": (leave, SuggestionState.WITHDRAWN),
    "avoided": (lambda _stage, ben: ben.command("/trellis", "avoid @ana"), SuggestionState.WITHDRAWN),
    "deactivated": (lambda stage, _ben: stage.slack.deactivate("UBEN"), SuggestionState.WITHDRAWN),
}


@pytest.fixture(params=ENDINGS.values(), ids=list(ENDINGS))
def ending(request: pytest.FixtureRequest) -> tuple[Ending, SuggestionState]:
    chosen: tuple[Ending, SuggestionState] = request.param
    return chosen


def shown(ana: Actor) -> Message:
    """Give the newest message in Ana's DM."""
    return ana.messages(ana.dm.id)[-1]


def test_who_said_yes_reads_the_same_words_whatever_happened(
    quick_stage: Stage, ending: tuple[Ending, SuggestionState]
) -> None:
    end, state = ending
    ana, ben = suggest(quick_stage, "UANA", "UBEN")
    click(ana, "suggestion_yes")
    before = ana.texts(ana.dm.id)
    end(quick_stage, ben)
    quick_stage.settle()
    assert ana.texts(ana.dm.id) == [*before, _as_read(CLOSED)]
    assert [one.state for one in suggestions(quick_stage, "UANA")] == [state]
    assert partnerships(quick_stage) == ()


def test_who_said_yes_reads_the_same_words_when_nobody_answered(quick_stage: Stage) -> None:
    ana, _ben = suggest(quick_stage, "UANA", "UBEN")
    click(ana, "suggestion_yes")
    before = ana.texts(ana.dm.id)
    jump(quick_stage, LAPSES - timedelta(seconds=1))
    assert ana.texts(ana.dm.id) == before
    jump(quick_stage, LAPSES)
    assert ana.texts(ana.dm.id)[len(before)] == _as_read(CLOSED)
    assert suggestions(quick_stage, "UANA")[0].state is SuggestionState.EXPIRED


def test_who_has_not_answered_reads_it_on_the_day_it_would_have_lapsed(
    quick_stage: Stage, ending: tuple[Ending, SuggestionState]
) -> None:
    end, _state = ending
    ana, ben = suggest(quick_stage, "UANA", "UBEN")
    card, before = shown(ana), ana.texts(ana.dm.id)
    end(quick_stage, ben)
    quick_stage.settle()
    assert ana.texts(ana.dm.id) == before, "nothing tells a refusal from a partner who is still thinking"
    jump(quick_stage, LAPSES)
    assert ana.read(card) == _as_read(CLOSED)


def test_who_has_not_answered_reads_the_same_when_it_lapses(quick_stage: Stage) -> None:
    ana, ben = suggest(quick_stage, "UANA", "UBEN")
    cards = [shown(ana), shown(ben)]
    late = ana.aim("suggestion_yes", Where.MESSAGES)
    jump(quick_stage, LAPSES)
    assert [ana.read(cards[0]), ben.read(cards[1])] == [_as_read(CLOSED)] * 2
    late()
    assert ana.read(cards[0]) == _as_read(CLOSED)
    assert suggestions(quick_stage, "UANA")[0].state is SuggestionState.EXPIRED


def test_a_yes_after_the_partner_went_reads_the_same_words(
    quick_stage: Stage, ending: tuple[Ending, SuggestionState]
) -> None:
    end, _state = ending
    ana, ben = suggest(quick_stage, "UANA", "UBEN")
    card = shown(ana)
    end(quick_stage, ben)
    click(ana, "suggestion_yes")
    quick_stage.settle()
    assert ana.read(card) == _as_read(CLOSED)
    assert partnerships(quick_stage) == ()


def test_who_was_forgotten_leaves_the_same_words_behind(quick_stage: Stage) -> None:
    ana, ben, cyn = suggest(quick_stage, "UANA", "UBEN", "UCYN")
    card = shown(cyn)
    click(ana, "suggestion_yes")
    ben.command("/trellis", "forget me")
    click(ben, "forget")
    for _ in range(2):
        jump(quick_stage, quick_stage.slack.clock.now() + timedelta(seconds=1))
    assert ana.texts(ana.dm.id)[-1] == _as_read(CLOSED)
    assert cyn.read(card) == _as_read(CLOSED), "their goal does not stay quoted until the suggestion lapses"


def test_a_yes_when_the_partner_has_no_room_left_reads_the_same_words(quick_stage: Stage) -> None:
    ana, ben = suggest(quick_stage, "UANA", "UBEN")
    click(ben, "suggestion_yes")
    _fill_up(quick_stage, "UBEN")
    card = shown(ana)
    click(ana, "suggestion_yes")
    quick_stage.settle()
    assert ana.read(card) == _as_read(CLOSED)
    assert ben.texts(ben.dm.id)[-1] == _as_read(CLOSED)
    assert suggestions(quick_stage, "UANA")[0].state is SuggestionState.WITHDRAWN


def test_who_was_never_shown_it_hears_nothing_of_its_end(quick_stage: Stage) -> None:
    members = [quick_stage.slack.member(one) for one in ("UANA", "UBEN")]
    for member in members:
        state_goal(member, RUN)
    quick_stage.slack.faults.add("chat.postMessage", Fault.REFUSE, error="restricted_action")
    jump(quick_stage, MONDAY_RUN)
    (unaware,) = [one for one in members if not has_button(one, "suggestion_no")]
    (other,) = [one for one in members if one is not unaware]
    click(other, "suggestion_no")
    jump(quick_stage, LAPSES + timedelta(hours=1))
    assert _as_read(CLOSED) not in unaware.texts(unaware.dm.id)


def test_in_a_trio_too_the_words_do_not_tell_who_it_was(quick_stage: Stage) -> None:
    ana, ben, cyn = suggest(quick_stage, "UANA", "UBEN", "UCYN")
    click(ana, "suggestion_yes")
    card = shown(cyn)
    click(ben, "suggestion_no")
    quick_stage.settle()
    assert ana.texts(ana.dm.id)[-1] == _as_read(CLOSED)
    assert cyn.read(card) != _as_read(CLOSED)
    jump(quick_stage, LAPSES)
    assert cyn.read(card) == _as_read(CLOSED)


def _as_read(text: str) -> str:
    return text.replace("`", "")


def _fill_up(stage: Stage, member: str) -> None:
    """Put a member into as many partnerships as one person can keep."""
    with stage.trellis.context.database.write() as work:
        for number in range(Programme().partnership_limit):
            row_id, now = f"{number:032x}", stage.slack.clock.now()
            alone = Partnership(stage.trellis.workspace_id, row_id, None, PartnershipState.FORMING, now, (member,))
            work.partnerships.add(alone)
        work.commit()
