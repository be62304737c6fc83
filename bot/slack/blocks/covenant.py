"""What is said while a partnership forms: the introduction, the wait for signatures, and what follows them."""

from collections.abc import Mapping
from datetime import date, datetime

from bot.slack.blocks import kit, phrases
from bot.slack.blocks.covenant_card import clocks, rhythm
from bot.slack.blocks.ids import Action
from bot.slack.message import Message
from storage.records import Covenant, Terms


def introduction(partnership_id: str, members: tuple[str, ...], convener: str) -> Message:
    """Open a partnership's group DM; one member is asked to make the first move."""
    welcome = f"Welcome to your {'partnership' if len(members) == 2 else 'circle'}"
    return Message(
        welcome,
        [
            kit.header(welcome),
            kit.section(
                f"{phrases.people(members)}, everybody said yes. Start with a 15-minute call: who you are, what you "
                "want to move forward, what you need from each other."
            ),
            kit.section(
                f"{phrases.mention(convener)}, would you make the first move and propose a first check-in? "
                "Everybody can change it."
            ),
            kit.actions(kit.button("Write our covenant", Action.COVENANT_OPEN, partnership_id, "primary")),
            kit.context("I cannot read what you say to each other here."),
        ],
    )


def carry_on(partnership_id: str, members: tuple[str, ...]) -> Message:
    """Open the group DM of those who go on after somebody has left, with the covenant that they have."""
    text = f"{phrases.people(members)}, you go on together in this conversation, with your covenant as it stands."
    return Message(
        "You go on together here",
        [
            kit.header("You go on together here"),
            kit.section(f"{text} Read it once more together. To change it, or to sign it anew, press the button."),
            kit.actions(kit.button("Change the terms", Action.COVENANT_OPEN, partnership_id)),
            kit.context("I cannot read what you say to each other here."),
        ],
    )


def convene(partnership_id: str, others: list[str]) -> Message:
    """Ask the convener once more, alone, after a day in which nothing was proposed."""
    text = (
        f"{phrases.people(others)} and you said yes to one another, and nothing is proposed yet. Would you make the "
        "first move? A first date and one sentence on what you commit to are enough; everybody can change it."
    )
    return Message(
        "Would you make the first move?",
        [
            kit.section(text),
            kit.actions(kit.button("Write our covenant", Action.COVENANT_OPEN, partnership_id, "primary")),
        ],
    )


def nothing_proposed(partnership_id: str, lapses_on: date) -> Message:
    """Remind all partners once that nobody has made the first move."""
    text = (
        "You said yes to one another, and there is no first check-in yet. Any of you can propose one, in two minutes. "
        f"Without a covenant by {phrases.day(lapses_on)} this introduction comes to its end, and nobody has to explain."
    )
    return Message(
        "Who makes the first move?",
        [
            kit.section(text),
            kit.actions(kit.button("Write our covenant", Action.COVENANT_OPEN, partnership_id, "primary")),
        ],
    )


def unsigned(covenant: Covenant, lapses_on: date) -> Message:
    """Remind all partners once that the proposed terms wait for signatures."""
    otherwise = (
        "what you agreed before goes on"
        if covenant.agreed
        else "this introduction comes to its end, and nobody has to explain"
    )
    what = "The change of your covenant" if covenant.agreed else "Your covenant"
    text = (
        f"{what} waits for everybody's signature. If something in it does not suit you, change it: that is what the "
        f"button is for. If it is still open on {phrases.day(lapses_on)}, {otherwise}."
    )
    value = f"{covenant.partnership_id}:{covenant.revision}"
    return Message(
        "Your covenant waits for signatures",
        [
            kit.section(text),
            kit.actions(
                kit.button("Sign", Action.COVENANT_SIGN, value, "primary"),
                kit.button("Change the terms", Action.COVENANT_OPEN, covenant.partnership_id),
            ),
        ],
    )


def lapsed(others: list[str]) -> Message:
    """Tell one member that the partnership ended before it began."""
    text = (
        f"You and {phrases.people(others)} did not come to a covenant, so I have let this introduction go. "
        "Nobody has to explain, and you may well be suggested to one another again."
    )
    return Message(
        "This introduction has come to its end",
        [kit.section(text), kit.actions(kit.button("Find me a partner", Action.MATCH, style="primary"))],
    )


def proposal_lapsed(partnership_id: str, agreed: Terms) -> Message:
    """Tell the partners that new terms found no agreement, and that those before go on."""
    text = (
        f"The proposed change did not get everybody's signature, so what you agreed goes on: {rhythm(agreed)}. "
        "You can propose another change whenever you like."
    )
    return Message(
        "What you agreed goes on",
        [
            kit.section(text),
            kit.actions(kit.button("Change the terms", Action.COVENANT_OPEN, partnership_id)),
        ],
    )


def signed_message(next_at: datetime, zones: Mapping[str, str]) -> Message:
    """Tell the partners that everybody has signed, and when they meet, on everybody's own clock."""
    lines = ["Everybody has signed. Your next check-in:", *clocks(tuple(zones), zones, next_at)]
    return Message(
        "Everybody has signed", [kit.section("\n".join(lines)), kit.context("I nudge each of you the day before.")]
    )


def calendar_message(google: str, outlook: str) -> Message:
    """Offer the check-ins to everybody's calendar; a file may follow."""
    links = " · ".join(
        f"<{url.replace('&', '&amp;')}|{label}>"
        for label, url in (("Add to Google Calendar", google), ("Add to Outlook", outlook))
    )
    return Message(
        "Put your check-ins into your calendar",
        [
            kit.section(f"Put your check-ins into your calendar: {links}"),
            kit.context(
                "Outlook takes the first date; choose the repetition there. Where this workspace lets me share files, "
                "a calendar file for everything else follows."
            ),
        ],
    )
