"""Files that Trellis shares: pictures are shown, others are there to be saved, each to those who can see the place."""

import pytest
from flask import Flask

from bot.sandbox.stage import Stage
from bot.slack.message import Attachment
from bot.slack.scopes import OPTIONAL
from tests.bot.sandbox.page.browser import Browser

PICTURE = Attachment("pulse.png", b"\x89PNG, or nearly", "The pulse", 'At least <15> "partnerships"')
CALENDAR = Attachment("check-ins.ics", b"BEGIN:VCALENDAR", "Your check-ins")


@pytest.fixture
def addresses(stage: Stage, browser: Browser) -> dict[str, str]:
    """Share both with Ana, let her look, and give the addresses that her page names."""
    stage.slack.world.scopes |= OPTIONAL
    messenger = stage.trellis.context.messenger
    for file in (PICTURE, CALENDAR):
        messenger.upload(messenger.open_dm("UANA"), file)
    browser.open("/UANA/")
    shown = {tag: given for tag, given in browser.tags if tag == "img" or given.get("class") == "file"}
    assert shown["img"]["alt"] == PICTURE.alt_text
    return {"picture": shown["img"]["src"], "calendar": shown["a"]["href"]}


def test_both_are_named(browser: Browser, addresses: dict[str, str]) -> None:
    assert set(addresses) == {"picture", "calendar"}
    assert "The pulse" in browser.text
    assert "Your check-ins check-ins.ics" in browser.text


def test_a_picture_is_shown_and_a_calendar_is_saved(browser: Browser, addresses: dict[str, str]) -> None:
    with browser.client.get(addresses["picture"]) as picture:
        assert (picture.data, picture.mimetype) == (PICTURE.content, "image/png")
        assert "attachment" not in picture.headers.get("Content-Disposition", "")
    with browser.client.get(addresses["calendar"]) as calendar:
        assert (calendar.data, calendar.mimetype) == (CALENDAR.content, "text/calendar")
        assert calendar.headers["Content-Disposition"] == "attachment; filename=check-ins.ics"


def test_nobody_else_can_open_them(app: Flask, addresses: dict[str, str]) -> None:
    for address in addresses.values():
        assert app.test_client().get(address.replace("/UANA/", "/UBEN/")).status_code == 404
