"""What members read about pausing, leaving, avoiding, settings and erasing, and App Home, word for word."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.slack.blocks import covenant, members
from bot.slack.blocks.declaration import Declaring
from bot.slack.blocks.goal import USUAL
from bot.slack.blocks.home import home_view
from bot.slack.blocks.settings import settings_modal
from bot.slack.message import Block, Message
from bot.slack.state import LivePartnership, MemberState
from matching.vocabulary import Unmatched, Weekday
from storage.records import CheckIn, Goal, Member, Nudge, Partnership, Pointer, Programme, Workspace
from storage.vocabulary import GoalState, MemberStatus, NudgeKind, NudgeReason, NudgeState, PartnershipState, Preset
from tests.bot.golden import assert_golden

WS, ZONE, FRIDAY = "T0SANDBOX", "Europe/Berlin", datetime(2026, 11, 20, 9, tzinfo=UTC)
TRIO = Partnership(WS, "a" * 32, "G0TRIO", PartnershipState.ACTIVE, FRIDAY, ("UANA", "UBEN", "UCYN"))
GOAL = Goal(WS, "UANA", Pointer("D0ANA", "1795165200.000001"), USUAL, GoalState.ACTIVE, FRIDAY, date(2027, 2, 18))
PROGRAMME = Programme(Preset.MOVEMENT, "C0DECLARE", "C0PULSE", True, "Xf0BOSS", 3)
SETTINGS = settings_modal(
    Workspace(WS, Weekday.MON, 10, "Etc/UTC", FRIDAY), PROGRAMME, "https://support.example.org/help", {"UBEN"}
)
SHOWN_SETTINGS = [one for one in SETTINGS["blocks"] if one.get("block_id") != "run_zone"]
"""Without the zones, which are those of the installed tzdata."""


def member(status: MemberStatus = MemberStatus.ACTIVE, until: date | None = None) -> Member:
    return Member(WS, "UANA", "D0ANA", ZONE, status, until, 1, FRIDAY, Unmatched.NO_SHARED_HOURS)


def home(who: Member | None, goal: Goal | None = GOAL, *, partners: bool = False, notice: str | None = None) -> Block:
    """Build Home for a host."""
    check_in = CheckIn(WS, TRIO.id, date(2026, 11, 26), datetime(2026, 11, 26, 9, tzinfo=UTC), 30)
    away = (("UCYN", " until Thursday 24 December 2026"),)
    both = (
        LivePartnership(TRIO, ("UBEN", "UCYN"), away, proposed=True, signed=True, next_check_in=check_in),
        LivePartnership(TRIO, ("UDEE",), (), proposed=False, signed=False, next_check_in=None),
    )
    text = "Run three times a week" if goal else None
    shown = both if partners else ()
    next_run = datetime(2026, 11, 23, 10, tzinfo=UTC)
    return home_view(MemberState(who, ZONE, True, goal, text, (), shown, (), next_run), notice)


def at_the_end(goal: Goal, declaring: Declaring) -> Block:
    """Build Home for a member whose goal's period is over."""
    next_run = datetime(2026, 11, 23, 10, tzinfo=UTC)
    state = MemberState(member(), ZONE, False, goal, "Run three times a week", (), (), (), next_run, declaring, True)
    return home_view(state)


def not_reached() -> Block:
    """Build Home for a member whom five nudges did not reach."""
    next_run = datetime(2026, 11, 23, 10, tzinfo=UTC)
    missed = tuple(_missed(days) for days in range(5))
    return home_view(MemberState(member(), ZONE, False, GOAL, "Run three times a week", (), (), missed, next_run))


def _missed(days: int) -> Nudge:
    due = FRIDAY + timedelta(days=days)
    key = (WS, TRIO.id, due.date(), "UANA", NudgeKind.AT_HOUR)
    return Nudge(*key, due, due + timedelta(minutes=30), NudgeState.EXPIRED, reason=NudgeReason.TOO_LATE)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("leave", members.leave_message((TRIO,), "UANA")),
        ("partner-left-circle", members.partner_left(("UANA", "UBEN"))),
        ("partner-left", members.partner_left(("UANA",))),
        ("welcome-back", members.welcome_back()),
        ("forget", members.forget_message()),
        ("forgotten", members.forgotten_message(True)),
        ("forgotten-in-part", members.forgotten_message(False)),
        ("carry-on", covenant.carry_on(TRIO.id, ("UANA", "UBEN"))),
    ],
)
def test_messages(name: str, shown: Message) -> None:
    assert_golden(f"members-{name}", {"text": shown.text, "blocks": shown.blocks})


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("pause", members.pause_modal()),
        ("avoid", members.avoid_modal(frozenset({"UBEN"}))),
        ("settings", {**SETTINGS, "blocks": SHOWN_SETTINGS}),
    ],
)
def test_modals(name: str, shown: Block) -> None:
    assert_golden(f"members-modal-{name}", shown)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("newcomer", home(None, None)),
        ("looking", home(member())),
        ("partners", home(member(), partners=True, notice="Moved.")),
        ("paused", home(member(MemberStatus.PAUSED, date(2026, 12, 24)))),
        ("left", home(member(MemberStatus.LEFT))),
        ("lapsed", home(member(), None)),
        ("over", at_the_end(GOAL, Declaring.POSSIBLE)),
        ("rested", at_the_end(replace(GOAL, state=GoalState.RESTED), Declaring.DONE)),
        ("erasing", home(member(MemberStatus.ERASING))),
        ("not-reached", not_reached()),
    ],
)
def test_home(name: str, shown: Block) -> None:
    assert_golden(f"home-{name}", shown)
