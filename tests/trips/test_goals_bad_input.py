"""Goals as people, and hand-made requests, may write them: shown as typed, pinging nobody, never a crash."""

import pytest

from bot.sandbox.stage import Stage
from bot.sandbox.world import Json
from tests.trips.by_hand import submit
from tests.trips.cast import MONDAY_RUN
from tests.trips.rows import goal_cards, goal_row, member_row
from tests.trips.steps import RUN, state_goal

pytestmark = pytest.mark.signed_by_hand

ODD = {
    "right-to-left": "أريد أن أركض عشرة كيلومترات כל שבוע שלוש פעמים",
    "emoji": "🌱🏃🏽‍♀️ 10 km 👩‍👩‍👧‍👦 🇺🇦 :wave: every week",
    "mrkdwn": "*bold* _it_ ~no~ `code` ```block``` > quote <https://example.com|link> & 1 < 2 &amp; &lt;b&gt;",
    "pings": "<!channel> <!here> <!everyone> <@UCYN> <#C0GENERAL> @channel @here every single week",
    "lines": "First line of it\n\n\tsecond line of it\u2028third",
    "longest": "🌱" * 500,
    "escapes": "&" * 500,
    "shortest": "ten chars!",
    "hidden": "\u202etrams\u202c \u200b\ufeff zero width words",
}


@pytest.mark.parametrize("goal", ODD.values(), ids=ODD)
def test_a_goal_is_shown_as_typed_to_its_owner_and_to_whom_it_is_suggested(quick_stage: Stage, goal: str) -> None:
    ana, ben = quick_stage.slack.member("UANA"), quick_stage.slack.member("UBEN")
    ana.command("/trellis", "goal")
    assert submit(quick_stage, ana, {"goal": {"type": "plain_text_input", "value": goal}}).body is None
    ana.close()
    state_goal(ben, RUN)
    quick_stage.until(MONDAY_RUN, MONDAY_RUN - quick_stage.slack.clock.now())

    (card,) = goal_cards(quick_stage, "UANA")
    assert goal in ana.read(card)
    assert quick_stage.slack.pings(card) == set()
    suggestion = next(one for one in ben.messages() if "might be a good partner" in ben.read(one))
    assert goal in ben.read(suggestion)
    assert quick_stage.slack.pings(suggestion) == {"UANA"}, "only the name of who is suggested"

    ana.click("goal_open", card)
    assert ana.modal
    assert goal in ana.modal.text


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("", "at least 10 characters"),
        (None, "at least 10 characters"),
        (" \n\t " * 50, "at least 10 characters"),
        ("too short", "at least 10 characters"),
        ("x" * 501, "within 500 characters"),
        ("x" * 10_000, "within 500 characters"),
        ("&" * 10_000, "within 500 characters"),
    ],
    ids=["empty", "none", "blank", "nine", "501", "10000", "10000-escaped"],
)
def test_too_little_and_too_much_are_answered_at_the_field(
    quick_stage: Stage, value: str | None, sentence: str
) -> None:
    ana = quick_stage.slack.member("UANA")
    ana.command("/trellis", "goal")
    answer = submit(quick_stage, ana, {"goal": {"type": "plain_text_input", "value": value}})
    assert answer.status == 200
    assert isinstance(answer.body, dict)
    assert answer.body["response_action"] == "errors"
    assert sentence in answer.body["errors"]["goal"]
    assert goal_cards(quick_stage, "UANA") == []
    assert member_row(quick_stage, "UANA") is None


@pytest.mark.parametrize(
    ("block", "answer"),
    [
        ("commitment_level", {"selected_option": {"value": "absolute"}}),
        ("cadence", {"selected_option": None}),
        ("formats", {"selected_options": []}),
        ("sizes", {"selected_options": [{"value": "two"}, {"value": "hundred"}]}),
        ("days", {"selected_options": [{}]}),
        ("parts", {}),
        ("period", {"selected_option": {"value": "31"}}),
    ],
)
def test_a_choice_that_is_not_in_the_list_is_answered_at_its_field(
    quick_stage: Stage, block: str, answer: Json
) -> None:
    ana = quick_stage.slack.member("UANA")
    ana.command("/trellis", "goal")
    ana.fill(goal=RUN)
    heard = submit(quick_stage, ana, {block: answer})
    assert heard.status == 200
    assert isinstance(heard.body, dict)
    assert heard.body["errors"][block].startswith("Please choose")
    assert goal_cards(quick_stage, "UANA") == []


@pytest.mark.parametrize("odd", [{"value": {"a": 1}}, {"value": ["x"] * 20}, {"value": 12345678901234}, [], "text", 7])
def test_an_answer_of_the_wrong_shape_is_no_goal(quick_stage: Stage, odd: Json) -> None:
    ana = quick_stage.slack.member("UANA")
    ana.command("/trellis", "goal")
    heard = submit(quick_stage, ana, {"goal": odd})
    assert heard.status == 200
    assert isinstance(heard.body, dict)
    assert heard.body["response_action"] == "errors"
    assert goal_cards(quick_stage, "UANA") == []


def test_guests_are_told_before_they_write_and_after_a_hand_made_request(quick_stage: Stage) -> None:
    gus, ana = quick_stage.slack.member("UGUS"), quick_stage.slack.member("UANA")
    gus.command("/trellis", "goal")
    assert gus.modal is None
    assert "not to guests" in gus.texts()[-1]

    ana.command("/trellis", "goal")
    ana.fill(goal=RUN)
    quick_stage.slack.world.people["UANA"].is_restricted = True
    assert not ana.submit()
    assert ana.modal
    assert "not to guests" in ana.modal.errors["goal"]
    assert goal_row(quick_stage, "UANA") is None
    assert goal_cards(quick_stage, "UANA") == []


def test_a_submission_sent_twice_leaves_one_card(quick_stage: Stage) -> None:
    ana = quick_stage.slack.member("UANA")
    ana.command("/trellis", "goal")
    ana.fill(goal=RUN)
    assert submit(quick_stage, ana, {}).body is None
    assert submit(quick_stage, ana, {}).body is None
    (card,) = goal_cards(quick_stage, "UANA")
    assert (goal := goal_row(quick_stage, "UANA"))
    assert goal.card.message_ts == card.ts


def test_another_workspace_is_served_nothing(quick_stage: Stage) -> None:
    ana = quick_stage.slack.member("UANA")
    state_goal(ana, RUN)
    quick_stage.slack.world.team_id = "T0ELSEWHERE"
    ana.command("/trellis", "goal")
    assert ana.modal is None
    assert "This Trellis serves another workspace" in ana.texts()[-1]
    ana.click("goal_open", goal_cards(quick_stage, "UANA")[0])
    assert ana.modal is None
    assert "This Trellis serves another workspace" in ana.texts()[-1]
