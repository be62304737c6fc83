"""Help, goals and suggestions as Slack gets them, compared with golden files."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.practice.hints import goal_hint
from bot.services import declarations
from bot.slack.blocks import goal, help, suggestion
from bot.slack.blocks.declaration import Declaring, declaration_post
from bot.slack.blocks.goal_period import period_over_card
from bot.slack.blocks.reasons import Common
from bot.slack.blocks.settings import support_card
from bot.slack.message import Block, Message
from matching.vocabulary import Because, Cadence, Change, Commitment, Period, Size, Unmatched, Weekday
from storage.records import Suggestion
from storage.vocabulary import Preset, SuggestionState
from tests.bot.golden import assert_golden

MADE = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
RUN = "Run three times a week & tell <!channel> about it"
TWO = Suggestion(
    "T1",
    "a" * 32,
    202648,
    ("UANA", "UBEN"),
    frozenset({Because.GOALS, Because.CADENCE, Because.HOURS}),
    SuggestionState.OPEN,
    MADE,
    MADE + timedelta(days=7),
)
THREE = replace(TWO, members=("UANA", "UBEN", "UCYN"), because=frozenset({Because.CADENCE}))
INVITED = replace(THREE, because=frozenset(), inviter_id="UCYN")
GROWING = replace(THREE, partnership_id="b" * 32)
SIX = replace(THREE, members=("UANA", "UBEN", "UCYN", "UDEE", "UEVA", "UFAY"))
COMMON = Common(Commitment.ALL_IN, Cadence.WEEKLY, Period.DAYS_60, (Weekday.TUE, 6))
CHOSEN = replace(
    goal.USUAL,
    commitment=Commitment.ALL_IN,
    cadence=Cadence.MONTHLY,
    sizes=frozenset({Size.CIRCLE}),
    period=Period.DAYS_30,
    readable=False,
)
HINT = goal_hint("Be a better cook", Cadence.WEEKLY)
SHOWN: dict[str, Message | Block] = {
    "help": help.help_message(),
    "help-nearest": help.unknown_command("goal"),
    "help-unknown": help.unknown_command(None),
    "goal-modal-first": goal.goal_modal(goal.Asked(goal.usual(Preset.CORPORATE))),
    "goal-modal-edit": goal.goal_modal(goal.Asked(CHOSEN, RUN, "C0DECLARE", is_declared=True)),
    "goal-modal-hint": goal.goal_modal(
        goal.Asked(goal.USUAL, "Be a better cook"), goal_hint("be good", Cadence.WEEKLY)
    ),
    "goal-card-to-declare": goal.goal_card(RUN, goal.USUAL, Declaring.POSSIBLE, declarations.TRY_AGAIN),
    "goal-card-declared": goal.goal_card(RUN, goal.USUAL, Declaring.DONE),
    "goal-period-over": period_over_card(Period.DAYS_60),
    "declaration": declaration_post("UANA", RUN, Period.DAYS_60, date(2027, 1, 22)),
    "declaration-empty": declaration_post("UANA", None, Period.DAYS_60, date(2027, 1, 22)),
    "support-card": support_card("https://support.example.org/help"),
    "goal-card": goal.goal_card(RUN, goal.USUAL),
    "suggestion-two": suggestion.suggestion_card(TWO, "UANA", COMMON, {"UBEN": RUN}, "Europe/Berlin"),
    "suggestion-three": suggestion.suggestion_card(THREE, "UBEN", COMMON, {"UANA": RUN}, "Asia/Kolkata"),
    "suggestion-six": suggestion.suggestion_card(SIX, "UBEN", COMMON, {"UANA": RUN}, "Asia/Kolkata"),
    "suggestion-invitation": suggestion.invitation_card(INVITED, "UANA", {"UCYN": RUN}, "Europe/Berlin"),
    "suggestion-third": suggestion.third_card(GROWING, ("UANA", "UCYN"), "UBEN", COMMON, {"UCYN": RUN}, "Etc/UTC"),
    "suggestion-third-partner": suggestion.third_card(
        GROWING, ("UANA", "UCYN"), "UANA", COMMON, {"UBEN": RUN}, "Etc/UTC"
    ),
    "suggestion-whom": suggestion.whom_card("a" * 32, ["UBEN", "UCYN"], frozenset({"UBEN"})),
    "suggestion-accepted": suggestion.accepted_card(["UBEN", "UCYN"]),
    "suggestion-formed": suggestion.formed_card(["UBEN"]),
    "suggestion-declined": suggestion.declined_card(never=False),
    "suggestion-never": suggestion.declined_card(never=True),
    "suggestion-closed": suggestion.closed_card(),
    "suggestion-nobody": suggestion.nobody_card(Unmatched.NO_SHARED_HOURS, None, MADE, "America/New_York"),
    "suggestion-nobody-yet": suggestion.nobody_card(Unmatched.NO_SHARED_FORMAT, Change.FORMAT, MADE, "Europe/Berlin"),
    "goal-lapsed": suggestion.goal_lapsed_card(),
}


@pytest.mark.parametrize("name", SHOWN)
def test_it_is_shown_as_agreed(name: str) -> None:
    shown = SHOWN[name]
    assert_golden(name, {"text": shown.text, "blocks": list(shown.blocks)} if isinstance(shown, Message) else shown)


def test_a_notification_never_holds_words() -> None:
    for shown in SHOWN.values():
        if isinstance(shown, Message):
            assert "Run" not in shown.text


def test_messages_have_no_exclamation_marks() -> None:
    for name, shown in SHOWN.items():
        assert "!" not in str(shown).replace("&lt;!channel&gt;", "").replace("<!channel>", ""), name


@pytest.mark.parametrize("change", Change)
def test_what_would_open_more_is_said_with_the_next_step_and_without_a_number(change: Change) -> None:
    shown = suggestion.nobody_card(Unmatched.NO_SHARED_FORMAT, change, MADE, "Europe/Berlin").blocks[1]["text"]["text"]
    advice = shown.partition("(Europe/Berlin). ")[2]
    assert "would bring more people: press Edit my goal, or type `/trellis goal`." in advice
    assert not any(letter.isdigit() for letter in advice)
    assert "doors" not in shown


@pytest.mark.parametrize("reason", [None, Unmatched.ALONE])
def test_who_looks_alone_is_not_told_to_choose_otherwise(reason: Unmatched | None) -> None:
    shown = str(suggestion.nobody_card(reason, None, MADE, "Europe/Berlin").blocks)
    assert "nobody else is looking" in shown
    assert "More formats" not in shown


def test_goals_that_differ_are_not_passed_over() -> None:
    nothing_shared = replace(TWO, because=frozenset())
    for because in (nothing_shared, THREE):
        shown = str(suggestion.suggestion_card(because, "UANA", COMMON, {}, "Etc/UTC").blocks)
        assert "Your goals differ, but " in shown
    assert "differ" not in str(suggestion.suggestion_card(TWO, "UANA", COMMON, {}, "Etc/UTC").blocks)
