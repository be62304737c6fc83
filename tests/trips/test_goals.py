"""Help, and stating, reading and editing a goal, as members do it."""

from datetime import date

import pytest

from bot.sandbox.spots import Where
from bot.sandbox.stage import Stage
from matching.vocabulary import Cadence, Commitment, DayPart, Format, Period, Size, Weekday
from storage.records import GoalSettings, Pointer
from storage.vocabulary import GoalState, MemberStatus
from tests.trips.rows import goal_cards, goal_row, member_row
from tests.trips.steps import RUN, TRAIN, click, sees, state_goal


@pytest.mark.parametrize("typed", ["", "help", "  HELP  "])
def test_help_says_what_this_is_what_it_stores_and_what_to_do(quick_stage: Stage, typed: str) -> None:
    ana = quick_stage.slack.member("UANA")
    ana.command("/trellis", typed)
    (shown,) = ana.ephemerals
    assert "finds you partners whose goals are close to yours" in ana.read(shown)
    assert "Your words stay in Slack" in ana.read(shown)
    click(ana, "goal_open")
    assert ana.modal
    assert ana.modal.callback_id == "goal"
    assert not [text for one in ("UBEN", "UCYN") for text in quick_stage.slack.member(one).texts()]


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("gaol", "Did you mean /trellis goal?"),
        ("Setings", "Did you mean /trellis settings?"),
        ("forget you", "Did you mean /trellis forget me?"),
        ("xyzzy", "I do not know that one."),
        ("<!channel> هدف 🌱", "I do not know that one."),
        ("x" * 4000, "I do not know that one."),
    ],
)
def test_unknown_words_get_the_nearest_command_and_the_help(quick_stage: Stage, typed: str, answer: str) -> None:
    ana = quick_stage.slack.member("UANA")
    ana.command("/trellis", typed)
    (shown,) = ana.ephemerals
    assert ana.read(shown).startswith(answer)
    assert "/trellis goal: state or edit your goal" in ana.read(shown)
    assert quick_stage.slack.pings(shown) == set()


def test_a_first_goal_is_the_opt_in(stage: Stage) -> None:
    ana = stage.slack.member("UANA")
    assert member_row(stage, "UANA") is None

    state_goal(
        ana,
        RUN,
        commitment_level="all-in",
        cadence="biweekly",
        formats=["written", "call-15"],
        sizes=["two"],
        days=["sat", "sun"],
        parts=["early"],
        period="30",
        readable="false",
    )

    assert ana.modal is None
    (card,) = goal_cards(stage, "UANA")
    assert RUN in ana.read(card)
    assert "All in · every two weeks · 15-minute call or written update · two of us · 30 days" in ana.read(card)
    assert "only you can read it" in ana.read(card)
    goal, member = goal_row(stage, "UANA"), member_row(stage, "UANA")
    assert goal
    assert member
    assert (member.status, member.zone, member.channel_id) == (MemberStatus.ACTIVE, "Europe/Berlin", ana.dm.id)
    assert goal.card == Pointer(ana.dm.id, card.ts)
    assert goal.recalibrate_on == date(2026, 12, 20)
    assert goal.settings == GoalSettings(
        commitment=Commitment.ALL_IN,
        cadence=Cadence.BIWEEKLY,
        formats=frozenset({Format.WRITTEN, Format.CALL_15}),
        sizes=frozenset({Size.TWO}),
        days=frozenset({Weekday.SAT, Weekday.SUN}),
        parts=frozenset({DayPart.EARLY}),
        period=Period.DAYS_30,
        readable=False,
    )


def test_editing_begins_with_what_the_card_says(quick_stage: Stage) -> None:
    ana = quick_stage.slack.member("UANA")
    state_goal(ana, RUN, cadence="monthly")
    quick_stage.slack.faults.clear()
    reads = _reads(quick_stage)

    click(ana, "goal_open")
    assert _reads(quick_stage) == reads, "the click itself delivers the words"
    assert ana.modal
    assert RUN in ana.modal.text
    assert "Every month" in ana.modal.text
    ana.fill(goal=TRAIN)
    assert ana.submit()

    (card,) = goal_cards(quick_stage, "UANA")
    assert TRAIN in ana.read(card)
    assert not sees(ana, RUN)
    goal = goal_row(quick_stage, "UANA")
    assert goal
    assert goal.card.message_ts == card.ts
    assert goal.settings.cadence is Cadence.MONTHLY


def test_editing_by_command_or_from_home_reads_the_card(quick_stage: Stage) -> None:
    ana = quick_stage.slack.member("UANA")
    state_goal(ana, RUN)
    ana.command("/trellis", "goal")
    assert ana.modal
    assert RUN in ana.modal.text
    ana.close()

    ana.open_home()
    ana.click("goal_open", Where.HOME)
    ana.fill(goal=TRAIN)
    assert ana.submit()
    assert ana.home
    assert TRAIN in ana.home.text
    assert "Your goal card is in our conversation." in ana.home.text
    assert len(goal_cards(quick_stage, "UANA")) == 1


def test_a_goal_stated_after_leaving_brings_the_member_back(quick_stage: Stage) -> None:
    ana = quick_stage.slack.member("UANA")
    state_goal(ana, RUN)
    ana.command("/trellis", "leave")
    click(ana, "leave_programme")
    assert (left := member_row(quick_stage, "UANA"))
    assert left.status is MemberStatus.LEFT

    state_goal(ana, TRAIN)
    assert (back := member_row(quick_stage, "UANA"))
    assert back.status is MemberStatus.ACTIVE
    assert back.joined_at == left.joined_at


def test_a_paused_member_may_edit_and_stays_paused(quick_stage: Stage) -> None:
    ana = quick_stage.slack.member("UANA")
    state_goal(ana, RUN)
    ana.command("/trellis", "pause")
    state_goal(ana, TRAIN)
    assert (member := member_row(quick_stage, "UANA"))
    assert member.status is MemberStatus.PAUSED


def test_who_is_being_erased_states_no_goal(quick_stage: Stage) -> None:
    ana = quick_stage.slack.member("UANA")
    state_goal(ana, RUN)
    ana.command("/trellis", "goal")
    quick_stage.slack.member("UANA").fill(goal=TRAIN)
    with quick_stage.trellis.context.database.write() as work:
        work.members.set_status(quick_stage.trellis.workspace_id, "UANA", MemberStatus.ERASING)
        work.commit()

    assert not ana.submit()
    assert ana.modal
    assert "erasing everything" in ana.modal.errors["goal"]
    quick_stage.settle()
    assert member_row(quick_stage, "UANA") is None
    assert goal_cards(quick_stage, "UANA") == []


def test_a_card_deleted_in_slack_lapses_and_the_member_is_asked(quick_stage: Stage) -> None:
    ana, ben = quick_stage.slack.member("UANA"), quick_stage.slack.member("UBEN")
    state_goal(ana, RUN)
    state_goal(ben, TRAIN)
    ana.dm.messages.clear()

    ben.command("/trellis", "match")
    quick_stage.settle()
    goal = goal_row(quick_stage, "UANA")
    assert goal
    assert goal.state is GoalState.LAPSED
    assert sees(ana, "I can no longer find your goal card")
    assert sees(ben, "nobody else is looking for a partner just now")

    ana.command("/trellis", "match")
    assert sees(ana, "Please state your goal again")
    click(ana, "goal_open")
    ana.fill(goal=RUN)
    assert ana.submit()
    ana.command("/trellis", "match")
    quick_stage.settle()
    assert sees(ana, "might be a good partner for you")


def _reads(stage: Stage) -> int:
    return [call.method for call in stage.slack.server.calls.made].count("conversations.history")
