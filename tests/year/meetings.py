"""Whether check-ins were nudged about at their times, and what was recorded is what members said."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import timedelta

from bot.slack.blocks.ids import Action
from storage.vocabulary import Attendance, NudgeKind
from tests.year.facts import Facts
from tests.year.transcript import Heard

A_MOMENT = timedelta(minutes=2)
CHANGES = frozenset(
    {
        Action.COVENANT_OPEN,
        Action.COVENANT_SIGN,
        Action.HALVE_CADENCE,
        Action.MOVE_OPEN,
        Action.MOVE_AGREE,
        Action.LEAVE_PARTNERSHIP,
        Action.LEAVE_PROGRAMME,
        Action.MATCH,
        "deactivated",
    }
)
"""Acts after which a time, terms or the people are other ones."""


def answers_are_kept_as_given(facts: Facts) -> Iterator[str]:
    """The attendance in the rows is what members pressed, and nothing else."""
    names = {Action.MET: Attendance.ATTENDED, Action.SEEN: Attendance.ATTENDED, Action.MISSED: Attendance.MISSED}
    pressed: dict[tuple[str, str], set[Attendance]] = defaultdict(set)
    for act in facts.acts:
        if act.name in names:
            pressed[act.value, act.member_id].add(names[Action(act.name)])
    for story in facts.stories.values():
        for check_in in story.check_ins:
            for one, said in check_in.attendance.items():
                if said not in pressed[f"{story.row.id}:{check_in.local_date}", one]:
                    yield f"{one} never said {said} of {check_in.local_date}"


def check_ins_are_nudged_at_their_times(facts: Facts) -> Iterator[str]:
    """AT_HOUR comes at the start and AFTER at the end of a check-in that is planned; DAY_BEFORE at most a day ahead."""
    for heard in facts.heard:
        story = facts.stories.get(heard.occasion.subject_id) if heard.occasion else None
        if story is None or heard.occasion is None or heard.occasion.kind not in AROUND:
            continue
        row = next((one for one in story.check_ins if str(one.local_date) == heard.occasion.on), None)
        if row is None:
            if not _was_dropped(facts, heard):
                yield f"{heard.occasion.kind} of {heard.at:%F %R} of no check-in"
            continue
        early, late = AROUND[heard.occasion.kind](timedelta(minutes=row.minutes))
        moved = any(act.name in CHANGES and act.at >= heard.at - timedelta(days=3) for act in facts.acts)
        if not row.starts_at + early <= heard.at <= row.starts_at + late and not moved:
            yield f"{heard.occasion.kind} of {heard.at:%F %R} for {row.starts_at:%F %R}"


def everybody_is_asked_whether_they_met(facts: Facts) -> Iterator[str]:
    """Each check-in that stayed planned and is over was asked about, of everybody who took part and had not said."""
    asked = {
        (heard.occasion.subject_id, heard.occasion.on, one)
        for heard in facts.heard
        if heard.occasion and heard.occasion.kind is NudgeKind.AFTER
        for one in heard.to
    }
    for story in facts.stories.values():
        for row in story.check_ins:
            over = row.starts_at + timedelta(minutes=row.minutes)
            if row.state != "planned" or over > facts.ended - A_MOMENT or (story.row.ended_at or over) < over:
                continue
            there = [one for one in story.members_at(over) if not facts.away(one, over)]
            for one in there if len(there) > 1 else ():
                if one not in row.attendance and (story.row.id, str(row.local_date), one) not in asked:
                    yield f"{one} was not asked about {row.starts_at:%F %R}"


def _was_dropped(facts: Facts, heard: Heard) -> bool:
    """Tell whether partners signed other terms, or parted, after they were told of a check-in."""
    names = {Action.COVENANT_SIGN, Action.LEAVE_PARTNERSHIP, Action.LEAVE_PROGRAMME, "deactivated", *CHANGES}
    return any(act.name in names and heard.at <= act.at for act in facts.acts)


Around = Callable[[timedelta], tuple[timedelta, timedelta]]
AROUND: dict[NudgeKind, Around] = {
    NudgeKind.DAY_BEFORE: lambda _length: (timedelta(hours=-25), timedelta(0)),
    NudgeKind.AT_HOUR: lambda length: (timedelta(0), max(length, timedelta(minutes=30))),
    NudgeKind.AFTER: lambda length: (length, length + timedelta(hours=48)),
}
"""From when to when, reckoned from the start, each nudge of a check-in may come."""
MEETINGS: tuple[Callable[[Facts], Iterator[str]], ...] = (
    answers_are_kept_as_given,
    check_ins_are_nudged_at_their_times,
    everybody_is_asked_whether_they_met,
)
