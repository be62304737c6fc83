"""What members read about suggestions, taken or not."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from bot.slack.blocks import kit, phrases
from bot.slack.blocks.ids import Action
from bot.slack.blocks.reasons import Common, why
from bot.slack.message import Block, Message
from bot.slack.words import words_block
from matching.vocabulary import Because, Change, Unmatched
from storage.records import Suggestion

CLOSED = (
    "This introduction did not come together. That happens for many reasons: a full week, other hours, "
    "a change of plans. To look for somebody again, type `/trellis match`."
)
"""The same words whatever the reason, so that nobody learns who declined."""
WHOM = "This says no to the suggestion. I then ask you whom I should never suggest. They are not told."


def suggestion_card(
    suggestion: Suggestion, reader: str, common: Common, goals: Mapping[str, str], zone: str
) -> Message:
    """Suggest partners to one member; `goals` holds the words of those who let suggested people read theirs."""
    others = [one for one in suggestion.members if one != reader]
    blocks = [
        kit.header("Somebody to do it with"),
        kit.section(_together(others)),
        kit.section(_why(suggestion, common)),
        *_goals(others, goals),
    ]
    return Message("I have a suggestion for you", [*blocks, *_answers(suggestion, zone)])


def invitation_card(suggestion: Suggestion, reader: str, goals: Mapping[str, str], zone: str) -> Message:
    """Pass on a member's invitation to a circle; nobody but matching gives reasons."""
    inviter = suggestion.inviter_id or ""
    others = [one for one in suggestion.members if one not in {reader, inviter}]
    named = phrases.listed([*(phrases.mention(one) for one in others), "you"])
    blocks = [
        kit.header("An invitation"),
        kit.section(f"{phrases.mention(inviter)} would like to form a circle with {named}."),
        kit.section("You would agree on a rhythm, meet, and keep one another company in what you mean to do."),
        *_goals([inviter, *others], goals),
    ]
    return Message("You are invited to a circle", [*blocks, *_answers(suggestion, zone)])


def third_card(
    suggestion: Suggestion, partners: Sequence[str], reader: str, common: Common, goals: Mapping[str, str], zone: str
) -> Message:
    """Suggest to partners, and to the one who would join them, that they go on together."""
    newcomer = next(one for one in suggestion.members if one not in partners)
    others = [phrases.mention(one) for one in partners if one != reader]
    number = phrases.number(len(suggestion.members))
    if reader == newcomer:
        text = f"{phrases.listed(others)} are partners already. You might go well together as {number}."
    else:
        you = phrases.listed([*others, "you"])
        text = f"One of you asked for one more: {phrases.mention(newcomer)} might go well with {you}, as {number}."
    shown = [one for one in partners if reader == newcomer] or [newcomer]
    blocks = [
        kit.header("One more partner"),
        kit.section(text),
        kit.section(_why(suggestion, common)),
        *_goals(shown, goals),
    ]
    return Message("I have a suggestion for you", [*blocks, *_answers(suggestion, zone)])


def _together(others: Sequence[str]) -> str:
    mentions = [phrases.mention(one) for one in others]
    if len(others) == 1:
        return f"{mentions[0]} might be a good partner for you."
    number = phrases.number(len(others) + 1)
    return f"{phrases.listed([*mentions, 'you'])} might go well together as {number}."


def _goals(others: Sequence[str], goals: Mapping[str, str]) -> list[Block]:
    blocks: list[Block] = []
    quiet = [other for other in others if other not in goals]
    for other in others:
        if other in goals:
            blocks += [
                kit.context(f"What {phrases.mention(other)} wants to move forward:"),
                words_block(f"goal-{other}", goals[other]),
            ]
    if quiet:
        verb = "shares their goal" if len(quiet) == 1 else "share their goals"
        blocks.append(kit.context(f"{phrases.people(quiet)} {verb} once you have met."))
    return blocks


def _why(suggestion: Suggestion, common: Common) -> str:
    """Give the reasons; that goals differ is said too, so that nobody has to guess."""
    reasons = phrases.listed(why(suggestion.because, common, len(suggestion.members)))
    if Because.GOALS in suggestion.because:
        return f"Why: {reasons}."
    return (
        f"Your goals differ, but {reasons}." if reasons else "Your goals differ, but you are looking at the same time."
    )


def _answers(suggestion: Suggestion, zone: str) -> list[Block]:
    kept_apart = "I will not suggest you to each other again. They are not told."
    return [
        kit.actions(
            kit.button("Yes, introduce us", Action.SUGGESTION_YES, suggestion.id, "primary"),
            kit.button("Not this time", Action.SUGGESTION_NO, suggestion.id),
            kit.button(
                "Never suggest",
                Action.SUGGESTION_NEVER,
                suggestion.id,
                confirm=kept_apart if len(suggestion.members) == 2 else WHOM,
            ),
        ),
        kit.context(
            "Nobody sees your answer unless everybody says yes. "
            f"Open until {phrases.moment(suggestion.expires_at, zone)}."
        ),
    ]


def accepted_card(others: list[str]) -> Message:
    """Confirm a yes that still waits for others."""
    return _short(f"You said yes to {phrases.people(others)}. I will introduce you as soon as everybody has said yes.")


def formed_card(others: list[str]) -> Message:
    """Confirm the yes that completed a partnership."""
    return _short(f"Everybody said yes. Look for a new group DM with {phrases.people(others)} and me.")


def declined_card(never: bool) -> Message:
    """Confirm a no."""
    kept = " I will not suggest them again. They are on your private list, People to avoid." if never else ""
    return _short(f"Thank you for saying so. Nobody is told.{kept} To look for somebody else, type `/trellis match`.")


def whom_card(suggestion_id: str, others: Sequence[str], kept_apart: Collection[str]) -> Message:
    """Ask which of several people should never be suggested again; each takes one click."""
    text = "Thank you for saying so. Nobody is told. Whom should I never suggest to you again?"
    blocks = [kit.section(text)]
    for other in others:
        if other in kept_apart:
            blocks.append(kit.context(f"{phrases.mention(other)} is on your private list, People to avoid."))
        else:
            never = kit.button("Never suggest", Action.SUGGESTION_NEVER, f"{suggestion_id}:{other}")
            blocks += [kit.section(phrases.mention(other)), kit.actions(never)]
    return Message(text, [*blocks, kit.context("To look for somebody else, type `/trellis match`.")])


def closed_card() -> Message:
    """Say that it did not come together, never why."""
    return _short(CLOSED)


def nobody_card(reason: Unmatched | None, change: Change | None, next_run: datetime, zone: str) -> Message:
    """Tell a member why there is no suggestion, what would help, and when we look again."""
    reason = reason or Unmatched.ALONE
    return Message(
        "No suggestion this time",
        [
            kit.section(f"I have no suggestion for you this time: {phrases.UNMATCHED[reason]}."),
            kit.section(f"I look again on {phrases.moment(next_run, zone)}.{_advice(reason, change)}"),
            kit.actions(kit.button("Edit my goal", Action.GOAL_OPEN)),
        ],
    )


def _advice(reason: Unmatched, change: Change | None) -> str:
    if change:
        return f" {phrases.CHANGES[change]} would bring more people: press Edit my goal, or type `/trellis goal`."
    nothing_helps = reason in {Unmatched.ALONE, Unmatched.AT_LIMIT}
    return "" if nothing_helps else " More formats or hours in your goal open more doors."


def goal_lapsed_card() -> Message:
    """Ask for the goal again when its card is gone from Slack."""
    return Message(
        "Your goal card is gone",
        [
            kit.section(
                "I can no longer find your goal card in this conversation, so I cannot look for a partner. "
                "Please state your goal again when you are ready."
            ),
            kit.actions(kit.button("State my goal", Action.GOAL_OPEN, style="primary")),
        ],
    )


def _short(text: str) -> Message:
    return Message(text, [kit.section(text)])
