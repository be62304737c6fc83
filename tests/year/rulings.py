"""Whether what partnerships were asked and told is what the rules called for, and came at a fit hour."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.slack.blocks.ids import Action
from storage.records import EVERYONE
from storage.vocabulary import NudgeKind
from tests.year.due import A_DAY, LATEST_LOOK, Due
from tests.year.facts import Facts
from tests.year.rules import RULED, due
from tests.year.transcript import Heard

AT_ONCE = timedelta(minutes=30)
"""How soon a message follows the act that brought it about; a nudge that found no way is tried again meanwhile."""
AN_HOUR = 60
WAITED_FOR = frozenset({NudgeKind.UNSIGNED, NudgeKind.LAPSED})
"""They come a number of whole days after the act that they wait for an answer to, so by day if that was by day."""
SHORTEST_WAIT = timedelta(days=3)


def every_rule_fires_where_it_should(facts: Facts) -> Iterator[str]:
    """Everything that surely was due came, to whom it concerned."""
    for one in due(facts):
        if one.surely and not any(_answers(heard, one) for heard in facts.heard):
            yield f"{one.kind} for {one.subject_id[:6] or one.to} to {one.to}, {one.since:%F %R} to {one.until:%F %R}"


def nothing_comes_that_no_rule_called_for(facts: Facts) -> Iterator[str]:
    """Each message of a ruled kind has something that was due for it, and nothing was due for two of them."""
    open_ones = sorted(due(facts), key=lambda one: one.until)
    for heard in facts.heard:
        if heard.occasion is None or heard.occasion.kind not in RULED:
            continue
        found = next((one for one in open_ones if _answers(heard, one)), None)
        if found is None:
            yield f"{heard.occasion.kind} of {heard.at:%F %R} for {heard.occasion.subject_id[:6]} to {sorted(heard.to)}"
        else:
            open_ones.remove(found)


def nothing_is_proposed_again_that_was_not_wanted(facts: Facts) -> Iterator[str]:
    """After "Don't ask again this cycle" the same proposal does not come until the next cycle."""
    for act in facts.acts:
        if act.name != Action.NOT_AGAIN or act.errors:
            continue
        subject_id, kind, cycle = act.value.split(":")
        for heard in facts.heard:
            told = heard.occasion
            if told is None or (told.subject_id, told.kind) != (subject_id, kind) or heard.at <= act.at:
                continue
            state = facts.stories[subject_id].state_at(heard.at)
            if state and str(state.cycle) == cycle:
                yield f"{kind} of {heard.at:%F %R}, not wanted since {act.at:%F %R}"


def groups_hear_unbidden_things_at_their_hour(facts: Facts) -> Iterator[str]:
    """A post in a group DM follows at once what somebody did, or comes within an hour of the agreed time of day."""
    for heard in facts.heard:
        if heard.is_dm or heard.occasion is None or heard.occasion.subject_id not in facts.stories:
            continue
        caused = any(timedelta(0) <= heard.at - act.at <= AT_ONCE for act in facts.acts)
        if not caused and not _is_their_hour(facts, heard):
            state = facts.stories[heard.occasion.subject_id].state_at(heard.at)
            yield f"{heard.occasion.kind} of {heard.at:%F %R}, {'' if state else 'not '}agreed"


def _is_their_hour(facts: Facts, heard: Heard) -> bool:
    assert heard.occasion
    state = facts.stories[heard.occasion.subject_id].state_at(heard.at)
    if state is None or heard.occasion.kind in WAITED_FOR:
        waited = [heard.at - act.at for act in facts.acts]
        return any(each >= SHORTEST_WAIT and each % A_DAY <= LATEST_LOOK for each in waited)
    local = heard.at.astimezone(ZoneInfo(state.terms.zone))
    return 0 <= (local.hour * 60 + local.minute - state.terms.minute_of_day) % (24 * 60) <= AN_HOUR


def _answers(heard: Heard, one: Due) -> bool:
    told = heard.occasion
    if told is None or told.kind is not one.kind or not one.since <= heard.at <= one.until:
        return False
    if one.subject_id and told.subject_id != one.subject_id:
        return False
    return not heard.is_dm if one.to == EVERYONE else one.to in heard.to


RULINGS: tuple[Callable[[Facts], Iterator[str]], ...] = (
    every_rule_fires_where_it_should,
    nothing_comes_that_no_rule_called_for,
    nothing_is_proposed_again_that_was_not_wanted,
    groups_hear_unbidden_things_at_their_hour,
)
"""Checks of the rules in practice section 6."""
