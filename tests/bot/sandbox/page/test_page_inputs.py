"""Every kind of input that Trellis' modals hold, as the page draws it and reads it back."""

from bot.sandbox.stage import Stage
from storage.records import Programme
from tests.bot.sandbox.page.browser import Browser
from tests.bot.sandbox.page.steps import be, type_in

CHANNEL = "Where may members declare a goal? (optional)"


def test_a_host_picks_a_channel_and_people_and_takes_the_channel_away(browser: Browser, stage: Stage) -> None:
    be(browser, "Ana Petrova")
    type_in(browser, "/trellis settings")
    assert "#general" in browser.text
    assert "Gus Gone" not in browser.text.partition("Who else is a host?")[2]
    general = stage.slack.world.general_id
    browser.press("Save", {CHANNEL: general})
    assert kept(stage).declaring_channel_id == general

    type_in(browser, "/trellis settings")
    browser.press("Save", {CHANNEL: ""})
    assert kept(stage).declaring_channel_id is None


def kept(stage: Stage) -> Programme:
    with stage.trellis.context.database.read() as work:
        return work.programmes.get(stage.trellis.workspace_id)
