"""Cards about the partnership itself: what to make easier, plan anew, freshen, continue or bring to rest."""

from datetime import date

from slack_sdk.models.blocks import ButtonElement

from bot.slack.blocks import kit, phrases
from bot.slack.blocks.home import leave_button
from bot.slack.blocks.ids import Action
from bot.slack.message import Block, Message
from storage.records import Cycle
from storage.vocabulary import NudgeKind

PLANNING = (
    "What still matters of what we set out to do?",
    "How much room does each of us have in the coming weeks?",
    "What stands in the way: time, money, people, other duties?",
    "What comes first, and what after that?",
    "Who does what, and by when?",
    "What did we learn from how it went so far?",
)
FRESH = (
    "Meet somewhere else, or on a walk.",
    "Begin with what went well, before what did not.",
    "Let the one who usually listens begin.",
    "Take one check-in for a single question that one of you is stuck with.",
)
REST_TWO = "Your partnership ends here, and I tell your partner kindly. You can find one another again any time."
REST_CIRCLE = "You leave this circle to rest, and the others go on. I tell them kindly, without a reason."


def easier(partnership_id: str, convener: str, cycle: Cycle) -> Message:
    """Ask early in a cycle what would make check-ins easier to keep; one brings the question along."""
    text = (
        "The last check-ins did not come about as planned. That happens to most who practise together. "
        f"{phrases.mention(convener)}, would you bring one question to the next one: *what would make this easier to "
        "keep?*"
    )
    change = kit.button("Change the terms", Action.COVENANT_OPEN, partnership_id)
    return _card("What would make this easier to keep?", [kit.section(text)], NudgeKind.DECAY, cycle, change)


def redesign(partnership_id: str, members: tuple[str, ...], cycle: Cycle) -> Message:
    """Propose from week 6 on to pause and to redesign the covenant."""
    text = (
        "The last check-ins did not come about as planned. Take a moment together before you plan the next one: what "
        "you agreed on may no longer fit. Pick one change, or pause for a while."
    )
    buttons = [
        kit.button("Another hour", Action.COVENANT_OPEN, partnership_id),
        kit.button("Half as often", Action.HALVE_CADENCE, partnership_id),
        *_third(partnership_id, members),
        kit.button("Pause", Action.PAUSE_OPEN),
    ]
    return _card("A moment to redesign", [kit.section(text)], NudgeKind.DECAY, cycle, *buttons)


def plan_anew(partnership_id: str, cycle: Cycle) -> Message:
    """Give the planning card on the agreed date; the answers stay with the partners."""
    lines = "\n".join(f"• {question}" for question in PLANNING)
    blocks = [
        kit.section(
            "Today is the day on which you wanted to look at your covenant again. Take your next check-in for these "
            "questions:"
        ),
        kit.section(lines),
        kit.context("The answers are yours. I do not collect them."),
    ]
    button = kit.button("Set new dates", Action.COVENANT_OPEN, partnership_id, "primary")
    return _card("Time to plan anew", blocks, NudgeKind.RECALIBRATION, cycle, button)


def freshness(partnership_id: str, cycle: Cycle) -> Message:
    """Say when meetings usually go stale, and what one could change."""
    lines = "\n".join(f"• {idea}" for idea in FRESH)
    text = "About now, meetings tend to go stale, even good ones. Change one thing next time, for example:"
    button = kit.button("Change the terms", Action.COVENANT_OPEN, partnership_id)
    return _card("Change one thing", [kit.section(f"{text}\n{lines}")], NudgeKind.FRESHNESS, cycle, button)


def renewal(partnership_id: str, members: tuple[str, ...], cycle: Cycle) -> Message:
    """Ask at the end of a cycle whether to continue, change or rest."""
    text = (
        "Twelve weeks are behind you. Talk about it at your next check-in: another cycle, with the same goals or new "
        "ones, other terms, or a rest. If you press nothing, you simply go on as you are."
    )
    buttons = [
        kit.button("Continue", Action.CONTINUE_CYCLE, f"{partnership_id}:{cycle.number}", "primary"),
        kit.button("Change the terms", Action.COVENANT_OPEN, partnership_id),
        _rest("Rest", partnership_id, members),
    ]
    return _card("Twelve weeks together", [kit.section(text)], NudgeKind.RENEWAL, cycle, *buttons)


def continued(until: date) -> Message:
    """Replace the renewal once somebody has chosen to continue."""
    text = (
        f"You go on together, with another cycle until {phrases.day(until)}. Your check-ins stay as they are. "
        "Whoever has a new goal can state it now."
    )
    return Message("You go on together", [kit.section(text), kit.actions(kit.button("State a goal", Action.GOAL_OPEN))])


def graduation(partnership_id: str, members: tuple[str, ...], cycle: Cycle) -> Message:
    """Say in week 24 that a partnership which has done its work may rest."""
    text = (
        "Half a year together. A partnership that has done its work should rest: end it well, meet once every three "
        "months from now on, or find new partners. If you press nothing, you simply go on as you are."
    )
    ending = "Your partnership ends here, kindly, so that there is room for new partners."
    leaving = "You leave this circle for new partners, and the others go on. I tell them kindly, without a reason."
    ends = ending if len(members) <= 2 else leaving
    buttons = [
        _rest("Rest well", partnership_id, members),
        kit.button("Every three months", Action.QUARTERLY, partnership_id),
        kit.button("New partners", Action.NEW_PARTNERS, partnership_id, confirm=ends),
    ]
    return _card("Half a year together", [kit.section(text)], NudgeKind.GRADUATION, cycle, *buttons)


def rested() -> Message:
    """Say farewell in the group DM of a partnership that has come to rest."""
    text = (
        "This partnership has come to rest. Thank you for the time and the attention you gave one another. What you "
        "did together stays yours, and so does this conversation. Whenever you want to begin again, I will look for a "
        "partner."
    )
    return Message(
        "This partnership has come to rest",
        [kit.section(text), kit.actions(kit.button("Find me a partner", Action.MATCH))],
    )


def farewell() -> Message:
    """Say in the group DM of former partners where their circle goes on."""
    text = (
        "Your circle has changed, so it goes on in a new conversation with those who are in it now. Thank you for all "
        "that you gave one another here. This conversation stays as it is; nothing more comes from me."
    )
    return Message("Your circle goes on elsewhere", [kit.section(text)])


def stay_or_leave(partnership_id: str, others: list[str]) -> Message:
    """Ask a member once, after some silence, what they would like; nobody is removed."""
    text = (
        f"I have not heard from you about your last check-ins with {phrases.people(others)}. All of it is fine; "
        "I only want to ask once: would you like to stay, take a pause, or leave?"
    )
    buttons = [
        kit.button("Stay", Action.STAY, partnership_id, "primary"),
        kit.button("Pause", Action.PAUSE_OPEN),
        leave_button(partnership_id, others),
    ]
    return Message(
        "Stay, pause or leave?",
        [kit.section(text), kit.actions(*buttons), kit.context("If you press nothing, nothing changes.")],
    )


def stays() -> Message:
    """Replace the question of a member who stays."""
    return _short("Good. You stay, and nothing changes.")


def not_again() -> Message:
    """Replace a card that partners do not want again."""
    return _short("All right. I leave this alone for the rest of your cycle.")


def _card(title: str, blocks: list[Block], kind: NudgeKind, cycle: Cycle, *buttons: ButtonElement) -> Message:
    value = f"{cycle.partnership_id}:{kind}:{cycle.number}"
    never = kit.button("Don't ask again this cycle", Action.NOT_AGAIN, value)
    return Message(title, [*blocks, kit.actions(*buttons, never)])


def _third(partnership_id: str, members: tuple[str, ...]) -> list[ButtonElement]:
    return [kit.button("Invite a third", Action.THIRD_ASK, partnership_id)] if len(members) == 2 else []


def _rest(label: str, partnership_id: str, members: tuple[str, ...]) -> ButtonElement:
    return kit.button(label, Action.REST, partnership_id, confirm=REST_TWO if len(members) <= 2 else REST_CIRCLE)


def _short(text: str) -> Message:
    return Message(text, [kit.section(text)])
