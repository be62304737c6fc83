"""What a newcomer does on the page."""

from tests.bot.sandbox.page.browser import Browser

RUN = "Run three times a week until I can run ten kilometres"
GOAL = "What do you want to move forward?"


def be(browser: Browser, name: str) -> None:
    """Choose whom to be."""
    browser.follow(name)


def type_in(browser: Browser, text: str) -> None:
    """Type into the box below."""
    label = next(
        label for label in ("Command, typed in #general", "Command, or a message to #general") if label in browser.text
    )
    browser.press("Send", {label: text})


def state_goal(browser: Browser, name: str, text: str = RUN) -> None:
    """State a goal as somebody, and look at the conversation with Trellis."""
    be(browser, name)
    type_in(browser, "/trellis goal")
    browser.press("Save", {GOAL: text})


def be_suggested(browser: Browser) -> None:
    """Let two people state goals and reach the instant at which they are suggested to one another."""
    state_goal(browser, "Ana Petrova")
    state_goal(browser, "Ben Okafor")
    browser.press("To Monday 10:00")
