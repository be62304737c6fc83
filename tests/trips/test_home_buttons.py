"""Every sub-command by its button in App Home, and Home afterwards."""

from bot.sandbox.faults import Fault
from bot.sandbox.spots import Where
from bot.sandbox.stage import Stage
from storage.vocabulary import MemberStatus
from tests.trips.partners import signed
from tests.trips.rows import member_row, status
from tests.trips.screen import buttons, home, joined, press
from tests.trips.steps import RUN, sees


def test_match_from_home_answers_in_home(quick_stage: Stage) -> None:
    ben = joined(quick_stage)
    home(ben)
    assert "I am looking now" in press(ben, "match")
    quick_stage.settle()
    assert "You have no partner at the moment: nobody else is looking for a partner just now" in home(ben)


def test_help_from_home_opens_beside_it_and_its_buttons_stay_on_the_screen(quick_stage: Stage) -> None:
    ben = joined(quick_stage)
    home(ben)
    for action in ("help", "status", "help", "status", "help"):  # more often than Slack stacks modals
        ben.click(action, Where.MODAL if ben.modal else Where.HOME)
        assert ben.last_error is None
    ben.click("goal_open", Where.MODAL)
    ben.fill(goal="Read one book every week this winter")
    assert ben.submit()
    assert ben.home is not None
    assert "Read one book every week this winter" in ben.home.text


def test_pause_and_resume_from_home(quick_stage: Stage) -> None:
    ben = joined(quick_stage)
    home(ben)
    press(ben, "pause_open")
    ben.fill(until="2026-12-24")
    assert ben.submit()
    assert ben.home is not None
    assert "You are paused until Thursday 24 December 2026" in ben.home.text
    assert "resume" in buttons(ben)
    assert not {"pause_open", "match"} & buttons(ben)
    assert "Welcome back" in press(ben, "resume")
    assert status(quick_stage, "UBEN") is MemberStatus.ACTIVE


def test_a_pause_in_the_past_is_said_at_the_date(quick_stage: Stage) -> None:
    ben = joined(quick_stage)
    home(ben)
    press(ben, "pause_open")
    ben.fill(until="2026-11-20")
    assert not ben.submit()
    assert ben.modal is not None
    assert "This date has passed" in ben.modal.errors["until"]


def test_avoid_from_home(quick_stage: Stage) -> None:
    ben = joined(quick_stage)
    home(ben)
    for avoided in ("UANA", "UCYN"):
        press(ben, "avoid_open")
        ben.fill(avoided=avoided)
        assert ben.submit()
    assert ben.home is not None
    assert "Noted" in ben.home.text
    press(ben, "avoid_open")
    ben.click("avoid_remove", Where.MODAL, "UANA")
    assert ben.modal is not None
    assert "Ana Petrova" not in ben.modal.text
    assert "Cyn Lin" in ben.modal.text


def test_leaving_the_programme_and_coming_back_from_home(quick_stage: Stage) -> None:
    ben = joined(quick_stage)
    home(ben)
    assert "You have left the programme" in press(ben, "leave_programme")
    assert "You take no part at the moment" in home(ben)
    assert not {"leave_programme", "match", "pause_open"} & buttons(ben)
    assert "Welcome back" in press(ben, "resume")
    assert RUN in home(ben)


def test_forget_me_from_home_shows_nothing_of_the_goal_any_more(quick_stage: Stage) -> None:
    ben = joined(quick_stage)
    home(ben)
    shown = press(ben, "forget")
    assert "I am erasing everything about you" in shown
    assert RUN not in shown
    assert buttons(ben) == set()
    quick_stage.settle()
    assert ben.home is not None
    assert "Welcome to Trellis" in ben.home.text
    assert member_row(quick_stage, "UBEN") is None


def test_a_check_in_is_moved_from_home(quick_stage: Stage) -> None:
    ana, _ = signed(quick_stage, "UANA", "UBEN")
    home(ana)
    press(ana, "move_open")
    ana.fill(first_on="2026-11-27", time="09:30")
    assert ana.submit()
    assert ana.home is not None
    assert "Next check-in: Friday 27 November 2026 at 09:30 (Europe/Berlin)" in ana.home.text


def test_a_partnership_is_left_from_home(quick_stage: Stage) -> None:
    ana, ben = signed(quick_stage, "UANA", "UBEN")
    home(ana)
    assert "You have left this partnership" in press(ana, "leave_partnership")
    assert "You have no partner at the moment" in home(ana)
    quick_stage.settle()
    assert sees(ben, "Your partner has left")


def test_an_effect_stays_when_home_could_not_be_shown_anew(quick_stage: Stage) -> None:
    ben = joined(quick_stage)
    home(ben)
    quick_stage.slack.faults.add("views.publish", Fault.RESET_BEFORE)
    ben.click("leave_programme", Where.HOME)
    assert status(quick_stage, "UBEN") is MemberStatus.LEFT
    assert "You take no part at the moment" in home(ben)
