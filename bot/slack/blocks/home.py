"""App Home: goal, partnerships, next check-in, and a button for everything."""

from collections.abc import Collection, Iterator

from slack_sdk.models.blocks import ButtonElement

from bot.slack.blocks import kit, phrases
from bot.slack.blocks.circle import home_rows
from bot.slack.blocks.goal_period import goal_in_home
from bot.slack.blocks.help import ABOUT, STORED
from bot.slack.blocks.ids import Action
from bot.slack.blocks.standing import standing_sentence, takes_leave, waiting_sentence
from bot.slack.message import Block, Message
from bot.slack.state import LivePartnership, MemberState
from storage.vocabulary import GoalState, MemberStatus, NudgeReason, PartnershipState

FORGET = "This erases all I know of you and deletes the cards that hold your words. It cannot be undone."
LEAVE_ALL = "You leave all partnerships and get no more suggestions. Your goal card stays; Forget me erases it."
REASONS = {
    NudgeReason.TOO_LATE: "I was not running in time",
    NudgeReason.REFUSED: "Slack did not take it",
    NudgeReason.RESTORED: "I came back from a backup, and it may have reached you before that",
}
MOST_NOT_SENT = 3


def home_view(state: MemberState, notice: str | None = None) -> Block:
    """Build the Home view; `notice` says what the last click did."""
    noted = [kit.section(f":seedling: {notice}"), kit.divider()] if notice else []
    return {"type": "home", "blocks": [*noted, *_body(state)]}


def leave_button(partnership_id: str, others: Collection[str], style: str | None = None) -> ButtonElement:
    """Let a member leave, and say before the click what becomes of those who are left."""
    label, asked = "Leave this partnership", "You leave this partnership, and it ends. I tell your partner kindly"
    if len(others) > 1:
        label, asked = "Leave this circle", "You leave this circle, and the others go on. I tell them kindly"
    return kit.button(label, Action.LEAVE_PARTNERSHIP, partnership_id, style, f"{asked}, without a reason.")


def status_message(state: MemberState) -> Message:
    """Say the same in an ephemeral answer."""
    return Message("Where you stand", list(_body(state)))


def _body(state: MemberState) -> Iterator[Block]:
    if state.member is None:
        yield from _newcomer(state)
        return
    if state.member.status is MemberStatus.ERASING:
        yield kit.section("I am erasing everything about you. You will read in our conversation when it is done.")
        return
    yield from goal_in_home(state)
    yield from _standing(state)
    for one in state.partnerships:
        yield from _partnership(one, state.zone)
    yield from _not_sent(state)
    yield from _buttons(state)


def _newcomer(state: MemberState) -> Iterator[Block]:
    yield kit.header("Welcome to Trellis")
    yield kit.section(f"{ABOUT} Stating a goal is how you join.")
    yield kit.actions(
        kit.button("Set a goal", Action.GOAL_OPEN, style="primary"),
        kit.button("How this works", Action.HELP),
        *_for_hosts(state),
    )
    yield kit.context(STORED)


def _standing(state: MemberState) -> Iterator[Block]:
    yield kit.header("Your partnerships")
    yield kit.section(standing_sentence(state))
    waiting = waiting_sentence(state)
    if waiting:
        yield kit.context(waiting)


def _partnership(one: LivePartnership, zone: str) -> Iterator[Block]:
    yield kit.section(f"*With {phrases.people(one.others)}*\n{_next_step(one, zone)}")
    for member, until in one.away:
        yield kit.context(f"{phrases.mention(member)} is away{until}.")
    partnership_id = one.partnership.id
    buttons = []
    if not one.signed:
        label = "Change the terms" if one.proposed else "Write our covenant"
        buttons.append(kit.button(label, Action.COVENANT_OPEN, partnership_id, None if one.proposed else "primary"))
    if one.next_check_in:
        value = f"{partnership_id}:{one.next_check_in.local_date.isoformat()}"
        buttons.append(kit.button("Move the next check-in", Action.MOVE_OPEN, value))
    if one.partnership.state is PartnershipState.ACTIVE:
        buttons.append(kit.button("Daily step", Action.DAILY_OPEN, partnership_id))
    yield kit.actions(*buttons, leave_button(partnership_id, one.others, "danger"))
    yield from home_rows(one)


def _next_step(one: LivePartnership, zone: str) -> str:
    if one.next_check_in:
        waits = "" if one.signed else " New terms wait for signatures on the card in your group DM."
        return f"Next check-in: {phrases.moment(one.next_check_in.starts_at, zone)}.{waits}"
    if not one.proposed:
        return "Write your covenant together. Once everybody has signed it, your check-ins begin."
    if not one.signed:
        return "Not everybody has signed the covenant yet. The card with the Sign button is in your group DM."
    return "No check-in is planned."


def _not_sent(state: MemberState) -> Iterator[Block]:
    told = [(nudge, REASONS[nudge.reason]) for nudge in state.missed_nudges if nudge.reason in REASONS]
    if before := len(told[:-MOST_NOT_SENT]):
        yield kit.context(f"{phrases.counted(before, 'nudge')} before these did not reach you either.")
    for nudge, why in told[-MOST_NOT_SENT:]:
        yield kit.context(f"A nudge for {phrases.moment(nudge.due_at, state.zone)} did not reach you: {why}.")


def _buttons(state: MemberState) -> Iterator[Block]:
    active = state.member is not None and state.member.status is MemberStatus.ACTIVE
    rests = state.goal is not None and state.goal.state is GoalState.RESTED
    match = [] if rests else [kit.button("Find me a partner", Action.MATCH)]
    taking_part = [*match, kit.button("Pause", Action.PAUSE_OPEN)]
    yield kit.divider()
    yield kit.actions(
        *(taking_part if active else [kit.button("Resume", Action.RESUME, style="primary")]),
        kit.button("People to avoid", Action.AVOID_OPEN),
        kit.button("How this works", Action.HELP),
        *_for_hosts(state),
    )
    leave = kit.button("Leave the programme", Action.LEAVE_PROGRAMME, confirm=LEAVE_ALL)
    yield kit.actions(
        *([leave] if takes_leave(state) else []),
        kit.button("Forget me", Action.FORGET, style="danger", confirm=FORGET),
    )
    yield kit.context(STORED)


def _for_hosts(state: MemberState) -> list[ButtonElement]:
    return [kit.button("Settings", Action.SETTINGS_OPEN)] if state.is_host else []
