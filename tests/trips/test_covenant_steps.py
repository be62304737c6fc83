"""The two steps of a covenant: whoever goes forth and back finds everything that they wrote."""

from datetime import date

from bot.sandbox.actor import Actor
from bot.sandbox.spots import Where
from bot.sandbox.stage import Stage
from bot.slack.blocks.covenant_modal import QUESTIONS
from matching.vocabulary import Cadence
from tests.trips import partners
from tests.trips.partners import OTHER_PROMISE, heard, introduced, open_covenant, propose, sign, signed
from tests.trips.screen import home, press
from tests.trips.steps import PROMISE, click, sees
from tests.trips.walking import SHARED, SUPPORT, back, forth, held

TERMS = {
    "first_on": "2026-11-27",
    "time": "07:45",
    "cadence": "monthly",
    "minutes": "60",
    "format": "in-person",
    "recalibrate_on": "2027-01-20",
    "preset": "movement",
}


def stacked(stage: Stage, member: Actor) -> int:
    return len(stage.slack.world.modals[member.id])


def test_forth_back_and_forth_again_loses_nothing(quick_stage: Stage) -> None:
    (ana, ben) = introduced(quick_stage, "UANA", "UBEN")
    open_covenant(ana, PROMISE, support_style=SUPPORT)
    ana.fill(TERMS)
    begun = held(ana)
    for _ in range(3):
        forth(ana)
        assert stacked(quick_stage, ana) == 1, "no arrow of Slack's leads back, which would lose these words"
        ana.fill(SHARED)
        back(ana)
        assert held(ana) == begun
    ana.fill(commitment=OTHER_PROMISE, cadence="weekly")
    forth(ana)
    assert held(ana) == SHARED
    assert ana.submit()
    assert ana.top_view is None
    quick_stage.settle()
    kept = partners.covenant(quick_stage)
    assert (kept.terms.cadence, kept.terms.first_on) == (Cadence.WEEKLY, date(2026, 11, 27))
    assert (kept.terms.minute_of_day, kept.terms.minutes) == (7 * 60 + 45, 60)
    for words in (OTHER_PROMISE, SUPPORT, *SHARED.values()):
        assert words in heard(ben, "Our covenant\n")[0]
    assert not sees(ana, PROMISE)


def test_what_was_emptied_on_the_way_stays_empty(quick_stage: Stage) -> None:
    (ana, _) = introduced(quick_stage, "UANA", "UBEN")
    open_covenant(ana, PROMISE, support_style=SUPPORT)
    forth(ana)
    ana.fill(SHARED)
    assert ana.submit()
    click(ana, "covenant_open")
    forth(ana)
    assert held(ana) == SHARED
    ana.fill(dict.fromkeys(SHARED))
    back(ana)
    ana.fill(support_style=None)
    forth(ana)
    back(ana)
    assert held(ana)["support_style"] is None
    forth(ana)
    assert held(ana) == dict.fromkeys(SHARED)


def test_an_agreed_covenant_is_redesigned_with_a_way_back(quick_stage: Stage) -> None:
    (ana, ben) = signed(quick_stage, "UANA", "UBEN")
    click(ben, "covenant_open")
    ben.fill(TERMS)
    forth(ben)
    ben.fill(earlier=SHARED["earlier"])
    back(ben)
    assert TERMS.items() <= held(ben).items(), "not what was agreed"
    forth(ben)
    assert held(ben)["earlier"] == SHARED["earlier"]
    assert ben.submit()
    quick_stage.settle()
    for member in (ana, ben):
        sign(member)
    quick_stage.settle()
    assert partners.covenant(quick_stage).agreed == partners.covenant(quick_stage).terms
    assert partners.covenant(quick_stage).terms.cadence is Cadence.MONTHLY
    assert sees(ana, SHARED["earlier"])


def test_from_home_and_back_to_home(quick_stage: Stage) -> None:
    (ana, ben) = introduced(quick_stage, "UANA", "UBEN")
    propose(quick_stage, ben)
    home(ana)
    press(ana, "covenant_open")
    ana.fill(commitment=OTHER_PROMISE)
    for _ in range(2):
        forth(ana)
        ana.fill(SHARED)
        back(ana)
    forth(ana)
    assert held(ana) == SHARED
    assert ana.submit()
    assert ana.home is not None
    assert "Your proposal is in the group DM" in ana.home.text


def test_the_card_in_the_group_dm_waits_for_the_proposal(quick_stage: Stage) -> None:
    (ana, ben) = introduced(quick_stage, "UANA", "UBEN")
    ana.click("covenant_open", Where.MESSAGES)
    ana.fill(commitment=PROMISE)
    forth(ana)
    ana.fill(SHARED)
    back(ana)
    ana.close()
    quick_stage.settle()
    assert not any(sees(member, words) for member in (ana, ben) for words in (PROMISE, *SHARED.values()))


def test_every_question_is_walked_through_here() -> None:
    assert list(SHARED) == [one.value for one in QUESTIONS]
