"""What a member may not touch: partnerships of others, check-ins that are not, ids that somebody made up."""

import pytest

from bot.sandbox.stage import Stage
from bot.services.covenants import CHANGED
from storage.records import Partnership
from storage.vocabulary import PartnershipState
from tests.trips import by_hand, partners
from tests.trips.partners import FIRST, ROW, holding, introduced, open_covenant, signed
from tests.trips.steps import PROMISE, RUN, click, state_goal

NOT_YOURS = "I cannot find this among your partnerships. Open App Home to see where you stand."
NO_LONGER = "This check-in is no longer planned. Open App Home to see the next one."
MADE_UP = ("", ":", "nonsense", "a" * 2000, "0" * 32, f"{'0' * 32}:2026-11-26", f"{'0' * 32}:1", f"{ROW} OR 1=1")
ON_A_DAY, UNDER_TERMS, OTHERS = f"{ROW}:2026-11-26", f"{ROW}:1", "e" * 32


@pytest.mark.parametrize(
    ("action", "value"),
    [
        ("met", ON_A_DAY),
        ("missed", ON_A_DAY),
        ("move_open", ON_A_DAY),
        ("seen", ON_A_DAY),
        ("not_yet", ON_A_DAY),
        ("skip", f"{ON_A_DAY}|"),
        ("move_agree", f"{ON_A_DAY}|20261127T1400"),
        ("daily_open", ROW),
        ("daily_yes", ON_A_DAY),
        ("daily_stop", ON_A_DAY),
        ("covenant_open", ROW),
        ("covenant_sign", UNDER_TERMS),
        ("leave_partnership", ROW),
    ],
)
def test_a_button_of_somebody_elses_partnership_or_of_none_does_nothing(
    quick_stage: Stage, action: str, value: str
) -> None:
    signed(quick_stage, "UANA", "UCYN")
    dee = quick_stage.slack.member("UDEE")
    state_goal(dee, RUN)
    partners.jump(quick_stage, partners.FIRST_AT)
    before = partners.partnership(quick_stage), partners.covenant(quick_stage), partners.check_ins(quick_stage)
    for carried in (value, *MADE_UP):
        said = len(dee.ephemerals)
        holding(dee, action, carried)
        assert NOT_YOURS in dee.texts()[-1]
        assert (dee.modal, len(dee.ephemerals)) == (None, said + 1)
    after = partners.partnership(quick_stage), partners.covenant(quick_stage), partners.check_ins(quick_stage)
    assert after == before


@pytest.mark.parametrize("action", ["met", "missed", "move_open", "seen", "not_yet", "skip", "move_agree"])
def test_a_check_in_that_is_not_planned_cannot_be_answered(quick_stage: Stage, action: str) -> None:
    (ana, _) = signed(quick_stage, "UANA", "UCYN")
    for day in ("2026-12-24", "0001-01-01", "2026-13-45", "tomorrow", ""):
        holding(ana, action, f"{ROW}:{day}")
        assert NO_LONGER in ana.texts()[-1]
    assert len(ana.ephemerals) == 5
    assert [each.attendance for each in partners.check_ins(quick_stage)] == [{}, {}]


def test_a_covenant_cannot_be_proposed_for_others(quick_stage: Stage) -> None:
    (ana, _) = introduced(quick_stage, "UANA", "UCYN")
    _add_partnership_of_others(quick_stage)
    open_covenant(ana)
    for carried in (f"{OTHERS}:0", "", "nonsense:0", f"{'0' * 32}:0"):
        assert ana.top_view is not None
        ana.top_view.view["private_metadata"] = carried
        assert not ana.submit()
        assert ana.modal is not None
        assert list(ana.modal.errors.values()) == [NOT_YOURS]
        assert PROMISE in ana.modal.text
    ana.close()
    open_covenant(ana)
    assert ana.submit()
    assert ana.top_view is not None
    honest = ana.top_view.view["private_metadata"]
    for carried, said in ((honest.replace(ROW, OTHERS), NOT_YOURS), ("", CHANGED), ("{}", CHANGED), ("[1]", CHANGED)):
        ana.top_view.view["private_metadata"] = carried
        assert not ana.submit()
        assert ana.modal is not None
        assert list(ana.modal.errors.values()) == [said]
    with quick_stage.trellis.context.database.read() as work:
        assert work.covenants.get(quick_stage.trellis.workspace_id, OTHERS) is None


@pytest.mark.signed_by_hand
def test_the_length_of_a_check_in_is_one_of_the_list(quick_stage: Stage) -> None:
    (ana, _) = introduced(quick_stage, "UANA", "UCYN")
    open_covenant(ana)
    answer = by_hand.submit(quick_stage, ana, {"minutes": {"selected_option": {"value": "99999999"}}})
    assert answer.body == {"response_action": "errors", "errors": {"minutes": "Please choose from the list."}}


def test_a_move_cannot_be_sent_for_others(quick_stage: Stage) -> None:
    (ana, _) = signed(quick_stage, "UANA", "UCYN")
    partners.live(quick_stage, partners.FIRST_AT.replace(day=25))
    click(ana, "move_open")
    assert ana.top_view is not None
    ana.top_view.view["private_metadata"] = f"{OTHERS}:2026-11-26|"
    _add_partnership_of_others(quick_stage)
    ana.fill(first_on="2026-11-28", time=FIRST["time"])
    assert not ana.submit()
    assert ana.modal is not None
    assert ana.modal.errors == {"first_on": NOT_YOURS}


def _add_partnership_of_others(stage: Stage) -> None:
    for one in ("UBEN", "UDEE"):
        state_goal(stage.slack.member(one), RUN)
    workspace_id, now = stage.trellis.workspace_id, stage.slack.clock.now()
    with stage.trellis.context.database.write() as work:
        work.partnerships.add(Partnership(workspace_id, OTHERS, None, PartnershipState.FORMING, now, ("UBEN", "UDEE")))
        work.commit()
