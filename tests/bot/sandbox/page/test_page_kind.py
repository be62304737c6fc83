"""What the page says when something cannot be done."""

import pytest

from bot.sandbox.faults import Fault
from bot.sandbox.stage import Stage
from tests.bot.sandbox.page.browser import Browser
from tests.bot.sandbox.page.steps import GOAL, RUN, be, be_suggested, type_in


def test_a_button_that_is_gone_gets_a_sentence_and_the_present_state(browser: Browser, stage: Stage) -> None:
    be_suggested(browser)
    stage.slack.member("UBEN").click("suggestion_no")
    browser.press("Yes, introduce us")
    assert "A Slack client would not allow that" in browser.text
    assert "Thank you for saying so." in browser.text


def test_an_act_of_somebody_deactivated_gets_a_sentence(browser: Browser) -> None:
    be(browser, "Gus Gone")
    assert "Gus Gone Fri 09:00 · UTC · deactivated" in browser.text
    type_in(browser, "/trellis goal")
    assert "A Slack client would not allow that: UGUS is deactivated." in browser.text


def test_another_command_and_words_to_the_bot_are_not_sent(browser: Browser, stage: Stage) -> None:
    type_in(browser, "/remind me")
    assert "the only command here is /trellis" in browser.text
    type_in(browser, "hello Trellis")
    assert "the bot's messages tab is read-only" in browser.text
    assert stage.slack.member("UANA").messages() == []


def test_a_bot_that_does_not_answer_is_told_once(
    browser: Browser, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stage.slack._line, "delivery", None)
    type_in(browser, "/trellis goal")
    assert "/trellis failed with the error “dispatch_failed”" in browser.text
    browser.open(browser.path)
    assert "failed" not in browser.text


def test_a_form_whose_words_slack_did_not_take_stays_open_with_them(browser: Browser, stage: Stage) -> None:
    type_in(browser, "/trellis goal")
    stage.slack.faults.add("chat.postMessage", Fault.REFUSE)
    browser.press("Save", {GOAL: RUN})
    assert f">\n{RUN}</textarea>" in browser.html
    browser.press("Save")
    assert f">{RUN}</blockquote>" in browser.html
