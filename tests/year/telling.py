"""A year in lines: one for each partnership, from its introduction to where it stands."""

from collections.abc import Iterator
from itertools import groupby

from storage.records import CheckIn
from storage.vocabulary import Attendance, CheckInState, NudgeKind, PartnershipState
from tests.year.facts import Facts, Story

SIGNS = {
    NudgeKind.DECAY: "decay",
    NudgeKind.RECALIBRATION: "recalibration",
    NudgeKind.FRESHNESS: "freshness",
    NudgeKind.RENEWAL: "renewal",
    NudgeKind.GRADUATION: "graduation",
    NudgeKind.RESTED: "rested",
    NudgeKind.LAPSED: "lapsed",
    NudgeKind.UNSIGNED: "unsigned",
    NudgeKind.PARTNER_LEFT: "left",
}
"""What is told beside the check-ins."""


def lines(facts: Facts) -> Iterator[str]:
    """Give a line for each partnership: its days, its people by number, a letter for each check-in, its turns.

    k kept together, l kept by one alone, n nobody was there, m moved, s let go, · not said.
    """
    for story in facts.stories.values():
        check_ins = "".join(_letter(one) for one in story.check_ins if one.starts_at < facts.ended)
        yield f"  {_span(story)}  {len(story.left_at)} people  {check_ins or '–'}  {', '.join(_turns(facts, story))}"


def _span(story: Story) -> str:
    row = story.row
    end = f"{row.ended_at:%d %b} {row.end_reason}" if row.ended_at else "goes on"
    if row.state is PartnershipState.FORMING:
        end = "forming"
    return f"{row.formed_at:%d %b}–{end}"


def _letter(check_in: CheckIn) -> str:
    if check_in.state is not CheckInState.PLANNED:
        return "m" if check_in.state is CheckInState.MOVED else "s"
    said = list(check_in.attendance.values())
    kept = said.count(Attendance.ATTENDED)
    return "k" if kept > 1 else "l" if kept else "n" if said else "·"


def _turns(facts: Facts, story: Story) -> list[str]:
    """Give what the partnership was told of, each with its day; what several were told at once counts once."""
    told = [
        (heard.at.date(), SIGNS[heard.occasion.kind])
        for heard in facts.heard
        if heard.occasion and heard.occasion.subject_id == story.row.id and heard.occasion.kind in SIGNS
    ]
    return [f"{what} {day:%d %b}" for (day, what), _ in groupby(sorted(told))]
