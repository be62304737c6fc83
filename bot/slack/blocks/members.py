"""Pausing, leaving, avoiding and erasing."""

from datetime import date

from bot.slack.blocks import kit, phrases
from bot.slack.blocks.home import FORGET, LEAVE, LEAVE_ALL
from bot.slack.blocks.ids import Action, Field, Form
from bot.slack.message import Block, Message
from storage.records import Partnership


def pause_modal() -> Block:
    """Ask until when; without a date the pause lasts until the member resumes."""
    return kit.modal(
        Form.PAUSE,
        "Pause",
        [
            kit.section(
                "No nudges and no suggestions come while you are paused. Your partners only see that you are away."
            ),
            kit.pick_date(
                Field.UNTIL, "Until", None, "Leave this empty to come back when you choose to.", optional=True
            ),
        ],
        submit="Pause",
    )


def paused_sentence(until: date | None) -> str:
    """Confirm a pause."""
    ending = f"until {phrases.day(until)}" if until else "until you press Resume"
    return f"You are paused {ending}. No nudges and no suggestions come. Come back any time with `/trellis resume`."


def leave_message(partnerships: tuple[Partnership, ...], member_id: str) -> Message:
    """Offer to leave each partnership, or the programme; each takes one click."""
    blocks: list[Block] = []
    for one in partnerships:
        others = phrases.people(member for member in one.members if member != member_id)
        blocks += [
            kit.section(f"Your partnership with {others}"),
            kit.actions(kit.button("Leave this partnership", Action.LEAVE_PARTNERSHIP, one.id, "danger", LEAVE)),
        ]
    blocks += [
        kit.section("Everything: all partnerships and all suggestions"),
        kit.actions(kit.button("Leave the programme", Action.LEAVE_PROGRAMME, style="danger", confirm=LEAVE_ALL)),
    ]
    return Message("What do you want to leave?", blocks)


def partner_left(remaining: tuple[str, ...]) -> Message:
    """Tell a remaining member, kindly and without a reason or a name."""
    if len(remaining) > 1:
        text = "Somebody has left your circle. The rest of you go on; a new group DM is open for you."
    else:
        text = "Your partner has left, so your partnership has come to its end. What you did together stays yours."
    return Message(
        "A change in your partnership", [kit.section(text), kit.actions(kit.button("Find me a partner", Action.MATCH))]
    )


def welcome_back() -> Message:
    """Greet a member whose pause has ended by itself."""
    text = "Your pause has ended. Nudges and suggestions come again from now on."
    return Message(text, [kit.section(text), kit.actions(kit.button("Where I stand", Action.STATUS))])


def avoid_modal(avoided: frozenset[str]) -> Block:
    """Show the private avoid list and ask for one more name."""
    blocks = [
        kit.section("People on this list are never suggested to you, nor you to them. Only you can see it."),
        kit.pick_person(Field.AVOIDED, "Add somebody"),
    ]
    for one in sorted(avoided)[:40]:
        blocks += [
            kit.section(phrases.mention(one)),
            kit.actions(kit.button("Take off the list", Action.AVOID_REMOVE, one)),
        ]
    return kit.modal(Form.AVOID, "People to avoid", blocks, submit="Add")


def forget_message() -> Message:
    """Ask once before everything is erased."""
    return Message(
        "Erase everything about you",
        [
            kit.section(FORGET),
            kit.actions(kit.button("Forget me", Action.FORGET, style="danger", confirm="Erase everything now?")),
        ],
    )


def forgotten_message(cards: int) -> Message:
    """Confirm what was erased."""
    text = (
        f"Done. I deleted {cards} {'card' if cards == 1 else 'cards'} with your words in Slack and erased every "
        "row about you: goal, settings, avoid list, suggestions, partnerships, signatures and attendance. "
        "To come back one day, type `/trellis goal`."
    )
    return Message("Everything about you is erased", [kit.section(text)])
