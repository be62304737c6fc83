"""A newcomer's afternoon on the page."""

from bot.sandbox.stage import Stage
from tests.bot.sandbox.page.browser import Browser
from tests.bot.sandbox.page.steps import GOAL, RUN, be, be_suggested, state_goal, type_in


def test_begins_as_somebody_in_their_conversation_with_trellis(browser: Browser) -> None:
    assert "This is a sandbox on your own machine. Nothing leaves it." in browser.text
    assert "Workspace clock Friday 20 November 2026, 09:00 UTC" in browser.text
    assert "Ana Petrova Fri 10:00 · Berlin · host" in browser.text
    assert "Only Trellis writes here, and only Ana reads it." in browser.text
    assert "Beep" not in browser.text


def test_somebody_else_sees_their_own_conversations(browser: Browser) -> None:
    state_goal(browser, "Ana Petrova")
    assert RUN in browser.text
    be(browser, "Cyn Lin")
    assert "Cyn’s Slack" in browser.text
    assert RUN not in browser.text


def test_a_form_stays_open_with_what_was_typed_until_it_is_right(browser: Browser) -> None:
    type_in(browser, "/trellis goal")
    browser.press("Save", {GOAL: "  Run\nmore", "Which ways suit you?": ["written", "recorded"], "Days that suit": []})
    assert "Please complete this required field." in browser.text
    assert ">\n  Run\nmore</textarea>" in browser.html

    browser.press("Save", {"Days that suit": ["mon", "sat"]})
    assert 'class="error"' in browser.html
    invalid = [given["name"] for _, given in browser.tags if given.get("aria-invalid")]
    assert invalid == ["input-goal"]

    browser.press("Save", {GOAL: RUN})
    assert "Your goal" in browser.text
    assert "written update or recorded update" in browser.text
    assert "Save" not in browser.buttons


def test_every_input_has_a_label_and_the_first_wrong_one_the_focus(browser: Browser) -> None:
    type_in(browser, "/trellis settings")
    browser.press("Close")
    type_in(browser, "/trellis goal")
    browser.press("Save", {GOAL: RUN, "Which ways suit you?": []})
    ids = {given["id"] for tag, given in browser.tags if tag in {"textarea", "select"}}
    assert ids <= {given.get("for") for tag, given in browser.tags if tag == "label"}
    assert [given["name"] for _, given in browser.tags if "autofocus" in given] == ["input-formats"]


def test_a_suggestion_is_accepted_by_both_and_the_group_opens(browser: Browser) -> None:
    be_suggested(browser)
    assert "Monday 23 November 2026, 10:00 UTC" in browser.text
    assert "@Ana Petrova might be a good partner for you." in browser.text
    browser.press("Yes, introduce us")
    assert "You said yes to @Ana Petrova" in browser.text

    be(browser, "Ana Petrova")
    browser.press("Yes, introduce us")
    browser.follow("●● Ben")
    assert "Welcome to your partnership" in browser.text
    browser.press("Send", {"Command, or a message to Ben": "Hello *Ben*"})
    assert "<strong>Ben</strong>" in browser.html


def test_a_covenant_is_proposed_signed_and_nudged_for(browser: Browser) -> None:
    be_suggested(browser)
    browser.press("Yes, introduce us")
    be(browser, "Ana Petrova")
    browser.press("Yes, introduce us")
    browser.follow("●● Ben")
    browser.press("Write our covenant")
    assert {"date", "time"} <= {given.get("type") for _, given in browser.tags}
    browser.press("Next", {"What do you commit to?": RUN, "First check-in": "2026-11-26", "At what time?": "12:30"})
    browser.press("Propose", {"How do we decide, and where do we turn if stuck? (optional)": "We ask our host."})
    assert "We ask our host." in browser.text
    assert "Pinned" in browser.text
    browser.press("Sign")
    be(browser, "Ben Okafor")
    browser.follow("●● Ana")
    browser.press("Sign")
    browser.press("Sign", {"What do you commit to?": RUN})
    assert "Everybody has signed." in browser.text

    for _ in range(3):
        browser.press("+1 day")
    browser.follow("◆ Trellis")
    assert "Thursday 26 November 2026 at 11:30" in browser.text


def test_a_confirm_is_asked_before_the_click_counts(browser: Browser) -> None:
    be_suggested(browser)
    asked = next(given for tag, given in browser.tags if "popover" in given)
    opener = next(given for tag, given in browser.tags if given.get("popovertarget") == asked["id"])
    assert opener["type"] == "button"
    assert "I will not suggest you to each other again." in browser.text
    browser.press("Yes")
    assert "Thank you for saying so." in browser.text


def test_home_opens_acts_and_shows_what_the_act_did(browser: Browser) -> None:
    state_goal(browser, "Ana Petrova")
    browser.follow("Trellis Home")
    assert "You have no partner at the moment." in browser.text
    browser.press("Pause")
    browser.press("Pause", {"Until (optional)": "2026-12-24"})
    assert "You are paused until Thursday 24 December 2026." in browser.text
    browser.press("Resume")
    assert "🌱" in browser.html


def test_time_passes_for_a_home_tab_that_was_left_open(browser: Browser) -> None:
    state_goal(browser, "Ana Petrova")
    browser.follow("Trellis Home")
    assert "I look again on Monday 23 November 2026 at 11:00" in browser.text
    browser.press("To Monday 10:00")
    assert "I look again on Monday 30 November 2026 at 11:00" in browser.text


def test_the_clock_moves_by_an_hour(browser: Browser, stage: Stage) -> None:
    browser.press("+1 hour")
    assert "Friday 20 November 2026, 10:00 UTC" in browser.text
    assert stage.slack.clock.now().hour == 10


def test_new_messages_are_counted_until_they_are_read(browser: Browser) -> None:
    be_suggested(browser)
    assert "Ana Petrova Mon 11:00 · Berlin · host 1 new" in browser.text
    be(browser, "Ana Petrova")
    assert "host 1 new" not in browser.text


def test_a_private_answer_is_marked_and_shown_where_it_came(browser: Browser) -> None:
    type_in(browser, "/trellis help")
    assert browser.path == "/UANA/C0GENERAL"
    assert "Only visible to you" in browser.text
    be(browser, "Ben Okafor")
    browser.follow("general")
    assert "Only visible to you" not in browser.text


def test_what_a_button_in_a_form_does_keeps_what_was_chosen_there(browser: Browser, stage: Stage) -> None:
    state_goal(browser, "Ana Petrova")
    type_in(browser, "/trellis avoid @ben")
    type_in(browser, "/trellis avoid")
    browser.press("Take off the list", {"Add somebody": "UCYN"})
    modal = stage.slack.member("UANA").modal
    assert modal is not None
    assert "@Ben Okafor" not in modal.text
    assert "@Cyn Lin" in modal.text


def test_the_host_chooses_a_zone_from_groups_and_the_button_follows(browser: Browser) -> None:
    type_in(browser, "/trellis settings")
    assert any(tag == "optgroup" for tag, _ in browser.tags)
    browser.press("Save", {"On which day?": "tue", "At what hour?": "14", "In which time zone?": "Asia/Tokyo"})
    assert "To Tuesday 14:00" in browser.buttons
