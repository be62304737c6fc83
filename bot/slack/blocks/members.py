"""Pausing, leaving, avoiding and erasing."""

from datetime import date

from bot.slack.blocks import kit, phrases
from bot.slack.blocks.home import FORGET, LEAVE_ALL, leave_button
from bot.slack.blocks.ids import Action, Field, Form
from bot.slack.message import Block, Message
from storage.records import Partnership

AWAY = "You take no part at the moment, so there is nothing to pause or leave. Type `/trellis resume` to come back."
BACK = "Welcome back. Nudges and suggestions come again from now on."
GOAL_NEEDED = "Welcome back. I can no longer find your goal card, so please state your goal again: `/trellis goal`."
NEVER_AWAY = "You are taking part already. Type `/trellis status` to see where you stand."


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
        others = [member for member in one.members if member != member_id]
        noun = "partnership" if len(others) < 2 else "circle"
        blocks += [
            kit.section(f"Your {noun} with {phrases.people(others)}"),
            kit.actions(leave_button(one.id, others, "danger")),
        ]
    blocks += [
        kit.section("Everything: all partnerships and all suggestions"),
        kit.actions(kit.button("Leave the programme", Action.LEAVE_PROGRAMME, style="danger", confirm=LEAVE_ALL)),
    ]
    return Message("What do you want to leave?", blocks)


def partner_left(members: tuple[str, ...]) -> Message:
    """Tell one of those who remain, kindly and without a reason or a name."""
    if len(members) > 1:
        text = "Somebody has left your circle. The rest of you go on, in a new group DM that I have opened for you."
        step = kit.button("Where I stand", Action.STATUS)
    else:
        text = "Your partner has left, so your partnership has come to its end. What you did together stays yours."
        step = kit.button("Find me a partner", Action.MATCH)
    return Message("A change in your partnership", [kit.section(text), kit.actions(step)])


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


def forgotten_message(all_gone: bool) -> Message:
    """Confirm what was erased; nothing was kept from which more could be said."""
    text = (
        "Done. In Slack I deleted your goal card, your commitments, the covenant cards that showed them, and your goal "
        "in suggestions to others. Of my records I erased every row about you: goal settings, avoid list, suggestions, "
        "partnerships, signatures and attendance."
    )
    left = "Slack did not let me delete all of these messages. An admin of this workspace can delete the rest."
    blocks = [kit.section(text), kit.context("To come back one day, type `/trellis goal`.")]
    return Message("Everything about you is erased", blocks if all_gone else [*blocks, kit.section(left)])
