"""Rules about partnerships that wait, people who say nothing, and people who go and come (practice, section 6)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.slack.blocks.ids import Action
from storage.records import EVERYONE
from storage.vocabulary import CheckInState, NudgeKind
from tests.year.due import A_DAY, A_WEEK, LATEST_LOOK, Due, is_away_between
from tests.year.facts import NEVER, Facts, Story
from tests.year.held import ANSWERS

PROPOSED = frozenset({Action.COVENANT_OPEN, Action.HALVE_CADENCE})


def silence(facts: Facts, story: Story) -> Iterator[Due]:
    """Ask a member who let three questions in a row pass, once in a cycle; moved check-ins count for nothing."""
    for member_id in story.left_at:
        questions = list(_questions(facts, story, member_id))
        was_asked = False
        for three in zip(questions, questions[1:], questions[2:], strict=False):
            since = three[-1][0]
            until = min(since + 3 * A_WEEK, *(answered for _, answered in three))
            if until > since:
                sure = not was_asked and _stays_silent(facts, story, member_id, since)
                was_asked = True
                yield Due(NudgeKind.UNANSWERED, story.row.id, member_id, since, until, sure)


def _questions(facts: Facts, story: Story, member_id: str) -> Iterator[tuple[datetime, datetime]]:
    """Give when a member was asked about each check-in that stayed where it was, and when they answered, if ever."""
    said = {(act.value, act.member_id): act.at for act in reversed(facts.acts) if act.name in ANSWERS}
    moved = {str(one.local_date) for one in story.check_ins if one.state is not CheckInState.PLANNED}
    for heard in (one for one in facts.heard if member_id in one.to):
        told = heard.occasion
        if told and (told.kind, told.subject_id) == (NudgeKind.AFTER, story.row.id) and told.on not in moved:
            yield heard.at, said.get((f"{told.subject_id}:{told.on}", member_id), NEVER)


def waiting(facts: Facts, story: Story) -> Iterator[Due]:
    """Ask the convener again after a day of nothing, all after three days without signatures, let go after ten."""
    proposed = [act.at for act in facts.acts if act.value == story.row.id and act.name in PROPOSED and not act.errors]
    signed = story.states[0].since if story.states else facts.ended
    end = min(story.row.ended_at or facts.ended, facts.ended)
    for one in story.left_at:
        since = story.row.formed_at + A_DAY
        yield Due(NudgeKind.CONVENE, story.row.id, one, since, since + 2 * A_WEEK, surely=False)
    begun = [story.row.formed_at, *(at for at in proposed if at < end)]
    for since, following in zip(begun, [*begun[1:], end], strict=True):
        late = since + 3 * A_DAY + LATEST_LOOK
        waits = any(is_away_between(facts, one, since, late) for one in story.left_at)
        sure = since < signed and late < min(signed, following, end) and not waits
        yield Due(NudgeKind.UNSIGNED, story.row.id, EVERYONE, since + 3 * A_DAY, end if waits else late, sure)
        over = since + 10 * A_DAY
        until = end if waits else over + A_WEEK
        yield Due(NudgeKind.LAPSED, story.row.id, EVERYONE, over, until, surely=False)
        for one in story.left_at:
            yield Due(NudgeKind.LAPSED, story.row.id, one, over, until + A_WEEK, surely=False)


def partings(facts: Facts, story: Story) -> Iterator[Due]:
    """Tell everybody who remains at once when somebody leaves, unless they rested together."""
    for one, left_at in story.left_at.items():
        for other in story.members_at(left_at) - {one} if left_at else ():
            assert left_at
            spell = facts.away(other, left_at)
            sure = not (spell and spell.is_gone) and facts.ended - left_at > A_DAY
            yield Due(NudgeKind.PARTNER_LEFT, story.row.id, other, left_at, left_at + timedelta(minutes=30), sure)


def returns(facts: Facts) -> Iterator[Due]:
    """Greet everybody whose pause came to its date, in the hours that they chose."""
    for member_id, spells in facts.spells.items():
        for spell in spells:
            if not spell.is_gone and not spell.is_cut and spell.until < facts.ended - A_WEEK:
                until = spell.until + 2 * A_WEEK
                again = any(one.since < until for one in spells if one.since > spell.since)
                yield Due(NudgeKind.WELCOME_BACK, "", member_id, spell.until, until, not again)


def _stays_silent(facts: Facts, story: Story, member_id: str, since: datetime) -> bool:
    """Tell whether a member was there to be asked for a fortnight, and every check-in before stayed as it was."""
    until = since + 2 * A_WEEK
    end = min(story.row.ended_at or facts.ended, story.left_at[member_id] or facts.ended, facts.ended)
    if until > end or is_away_between(facts, member_id, since, until):
        return False
    lately = [one for one in story.check_ins if since - 5 * A_WEEK <= one.starts_at <= until]
    acted = any(act.member_id == member_id and since < act.at < until for act in facts.acts if act.name in ANSWERS)
    return not acted and all(one.state is CheckInState.PLANNED for one in lately)
