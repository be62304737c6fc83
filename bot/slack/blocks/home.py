"""App Home: goal, partnerships, next check-in, and a button for everything."""

from collections.abc import Iterator

from bot.services.state import MemberState, PartnershipState
from bot.slack.blocks import kit, phrases
from bot.slack.blocks.help import ABOUT, STORED
from bot.slack.blocks.ids import Action
from bot.slack.message import Block, Message
from bot.slack.words import words_block
from storage.vocabulary import MemberStatus, NudgeReason

LEAVE = "You leave this partnership. Your partners are told kindly, without a reason."
FORGET = "This erases all I know of you and deletes the cards that hold your words. It cannot be undone."
LEAVE_ALL = "You leave all partnerships and get no more suggestions. Your goal card stays until you erase it."
REASONS = {
    NudgeReason.TOO_LATE: "I was not running in time",
    NudgeReason.REFUSED: "Slack did not take it",
}


def home_view(state: MemberState, notice: str | None = None) -> Block:
    """Build the Home view; `notice` says what the last click did."""
    noted = [kit.section(f":seedling: {notice}"), kit.divider()] if notice else []
    return {"type": "home", "blocks": [*noted, *_body(state)]}


def status_message(state: MemberState) -> Message:
    """Say the same in an ephemeral answer."""
    return Message("Where you stand", list(_body(state)))


def _body(state: MemberState) -> Iterator[Block]:
    yield from _goal(state)
    if state.member is None:
        yield kit.section(ABOUT)
        yield kit.context(STORED)
        yield kit.actions(kit.button("How this works", Action.HELP))
        return
    yield from _standing(state)
    for one in state.partnerships:
        yield from _partnership(one, state.zone)
    yield from _not_sent(state)
    yield from _buttons(state)


def _goal(state: MemberState) -> Iterator[Block]:
    yield kit.header("Your goal")
    if state.goal is None:
        yield kit.section("You have not stated a goal yet. Stating one is how you join.")
        yield kit.actions(kit.button("Set a goal", Action.GOAL_OPEN, style="primary"))
    elif state.goal_text is None:
        yield kit.section(
            "I cannot show your goal just now. It is on the goal card in our conversation, if the card is still there."
        )
        yield kit.actions(kit.button("State it again", Action.GOAL_OPEN))
    else:
        yield words_block("goal", state.goal_text)
        yield kit.context(f"Runs until {phrases.day(state.goal.recalibrate_on)}.")
        yield kit.actions(kit.button("Edit", Action.GOAL_OPEN))


def _standing(state: MemberState) -> Iterator[Block]:
    yield kit.header("Your partnerships")
    yield kit.section(standing_sentence(state))
    if state.suggestions:
        yield kit.context("A suggestion waits for your answer in our conversation.")


def standing_sentence(state: MemberState) -> str:
    """Say in one sentence whether the member takes part, and what comes next."""
    member = state.member
    if member is None or member.status in {MemberStatus.LEFT, MemberStatus.ERASING, MemberStatus.DEACTIVATED}:
        return "You take no part at the moment. Press Resume to come back."
    if member.status is MemberStatus.PAUSED:
        until = f" until {phrases.day(member.paused_until)}" if member.paused_until else ""
        return f"You are paused{until}. No nudges and no suggestions come. Press Resume to come back."
    if state.partnerships:
        return (
            f"You are in {len(state.partnerships)} {'partnership' if len(state.partnerships) == 1 else 'partnerships'}."
        )
    why = f" Last time, {phrases.UNMATCHED[member.unmatched]}." if member.unmatched else ""
    return f"You have no partner yet.{why} I look again on {phrases.moment(state.next_run, state.zone)}."


def _partnership(one: PartnershipState, zone: str) -> Iterator[Block]:
    yield kit.section(f"*With {phrases.people(one.others)}*\n{_next_step(one, zone)}")
    for member, until in one.away:
        yield kit.context(f"{phrases.mention(member)} is away{until}.")
    partnership_id = one.partnership.id
    buttons = [] if one.signed else [kit.button("Write our covenant", Action.COVENANT_OPEN, partnership_id, "primary")]
    if one.next_check_in:
        value = f"{partnership_id}:{one.next_check_in.local_date.isoformat()}"
        buttons.append(kit.button("Move the next check-in", Action.MOVE_OPEN, value))
    yield kit.actions(*buttons, kit.button("Leave", Action.LEAVE_PARTNERSHIP, partnership_id, "danger", LEAVE))


def _next_step(one: PartnershipState, zone: str) -> str:
    if not one.signed:
        return "The covenant is not signed by everybody yet. Look at the card in your group DM."
    if one.next_check_in is None:
        return "No check-in is planned."
    return f"Next check-in: {phrases.moment(one.next_check_in.starts_at, zone)}."


def _not_sent(state: MemberState) -> Iterator[Block]:
    for nudge in state.missed_nudges[:3]:
        if nudge.reason in REASONS:
            on = phrases.moment(nudge.due_at, state.zone)
            yield kit.context(f"A nudge for {on} did not reach you: {REASONS[nudge.reason]}.")


def _buttons(state: MemberState) -> Iterator[Block]:
    active = state.member is not None and state.member.status is MemberStatus.ACTIVE
    yield kit.divider()
    yield kit.actions(
        kit.button("Find me a partner", Action.MATCH),
        kit.button("Pause", Action.PAUSE_OPEN) if active else kit.button("Resume", Action.RESUME, style="primary"),
        kit.button("People to avoid", Action.AVOID_OPEN),
        kit.button("How this works", Action.HELP),
        *([kit.button("Settings", Action.SETTINGS_OPEN)] if state.is_host else []),
    )
    yield kit.actions(
        kit.button("Leave the programme", Action.LEAVE_PROGRAMME, confirm=LEAVE_ALL),
        kit.button("Forget me", Action.FORGET, style="danger", confirm=FORGET),
    )
    yield kit.context(STORED)
