"""Writes docs/messages.md anew: every message and modal that the golden files hold, for a reader of the voice."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from storage.vocabulary import NudgeKind
from tests.bot.as_markdown import quotation
from tests.bot.golden import FOLDER

PAGE = Path(__file__).parents[2] / "docs" / "messages.md"
HEAD = """# Every message of Trellis

All that Trellis says, as the tests hold it: messages, modals and Home, by topic. `[…]` is a button, an indented
quotation is what somebody wrote, and *Notification* is the line that a phone shows where it says something else. Names
stand as ids. Written by `make messages` from `tests/bot/golden/`; change the words in `bot/slack/blocks/`, never here.
"""
TOPICS = {
    "help": "First words",
    "goal": "A goal",
    "declaration": "Declaring a goal",
    "members": "Coming and going",
    "suggestion": "Suggestions",
    "circle": "Circles and their twos",
    "introduction": "The first hello",
    "covenant": "The covenant",
    "check-in": "Check-ins",
    "move": "Moving a check-in",
    "skip": "Letting a check-in go",
    "traded": "Traded recordings and written check-ins",
    "mid-month": "The written check-in between",
    "daily": "The daily step",
    "milestone": "Milestones",
    "life": "The life of a partnership",
    "exercise": "Practice cards",
    "link": "Wider circles",
    "home": "Home",
    "support": "The host's support card",
    "preview": "The preview for hosts",
    "pulse": "The pulse",
}
"""Headings by the beginning of a file's name, in the order of a life; others follow under their own first word."""
SENT = {
    NudgeKind.SUGGESTION: "suggestion-two",
    NudgeKind.SUGGESTION_CLOSED: "suggestion-closed",
    NudgeKind.UNMATCHED: "suggestion-nobody",
    NudgeKind.GOAL_LAPSED: "goal-lapsed",
    NudgeKind.GOAL_PERIOD_OVER: "goal-period-over",
    NudgeKind.INTRODUCTION: "introduction",
    NudgeKind.COVENANT: "covenant-half-signed",
    NudgeKind.SIGNED: "covenant-everybody-signed",
    NudgeKind.DAY_BEFORE: "check-in-day-before",
    NudgeKind.AT_HOUR: "check-in-at-hour-corporate",
    NudgeKind.AFTER: "check-in-after",
    NudgeKind.MOVED: "check-in-moved-for-all",
    NudgeKind.PARTNER_LEFT: "members-partner-left",
    NudgeKind.WELCOME_BACK: "members-welcome-back",
    NudgeKind.CONVENE: "covenant-convene",
    NudgeKind.UNSIGNED: "covenant-unsigned",
    NudgeKind.LAPSED: "covenant-lapsed",
    NudgeKind.CALENDAR: "covenant-calendar",
    NudgeKind.MOVE_PROPOSED: "move-proposed-for-all",
    NudgeKind.SKIPPED: "check-in-called-off",
    NudgeKind.PICK_TIME: "check-in-pick-time",
    NudgeKind.MID_MONTH: "mid-month",
    NudgeKind.DAILY_STEP: "daily-question",
    NudgeKind.MILESTONE: "milestone-first",
    NudgeKind.DECAY: "life-easier",
    NudgeKind.UNANSWERED: "life-stay-or-leave",
    NudgeKind.RECALIBRATION: "life-plan-anew",
    NudgeKind.FRESHNESS: "life-freshness",
    NudgeKind.RENEWAL: "life-renewal",
    NudgeKind.GRADUATION: "life-graduation",
    NudgeKind.RESTED: "life-rested",
    NudgeKind.FAREWELL: "life-farewell",
    NudgeKind.THIRD: "circle-nobody-to-join",
    NudgeKind.ROTATION: "circle-rotation",
    NudgeKind.LINK: "link-question",
    NudgeKind.OUTWARD: "link-outward",
    NudgeKind.PRACTICE_CARD: "exercise",
    NudgeKind.PULSE: "pulse",
}
"""The golden file of each kind of message that the worker sends; where there are several, a common one."""


def page() -> str:
    """Give the whole page."""
    names = sorted(file.stem for file in FOLDER.glob("*.json"))
    topics = {topic: [name for name in names if _topic(name) == topic] for topic in {_topic(name) for name in names}}
    order = [*TOPICS, *sorted(topics.keys() - TOPICS.keys())]
    parts = [part for topic in order if topic in topics for part in _chapter(topic, topics[topic])]
    return "\n\n".join([HEAD.strip(), *_sent(), *parts]) + "\n"


def _sent() -> Iterator[str]:
    yield "## What comes by itself"
    rows = [f"| {kind.replace('-', ' ')} | [{name.replace('-', ' ')}](#{name}) |" for kind, name in SENT.items()]
    yield "\n".join(["| sent by the worker | shown below as |", "|---|---|", *rows])


def _topic(name: str) -> str:
    known = [topic for topic in TOPICS if f"{name}-".startswith(f"{topic}-")]
    return max(known, key=len, default=name.split("-")[0])


def _chapter(topic: str, names: Iterable[str]) -> Iterator[str]:
    yield f"## {TOPICS.get(topic, topic.capitalize())}"
    for name in names:
        shown = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
        yield f"### {name.replace('-', ' ')}"
        yield quotation(shown)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
