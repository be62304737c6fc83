"""The covenant: proposed by one, signed by all, kept by pointer (practice, section 5)."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.practice.cadence import plan, starts_at
from bot.services.calendar import local_date
from bot.services.cards import post_words, take_back, words_of
from bot.services.check_ins import keep_planned
from bot.services.context import Context, Who
from bot.services.errors import MemberError
from bot.services.lookup import covenant_of, member_of, partnership_of
from bot.services.notices import group_nudge
from bot.slack.blocks.covenant import commitment_card, covenant_modal, sign_modal, usual_format
from bot.slack.blocks.ids import Field
from bot.slack.message import Block
from matching.vocabulary import Cadence
from storage.records import Covenant, Goal, Member, Pointer, Terms
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import NudgeKind

SETTLE_IN = timedelta(days=3)
"""How far ahead the modal proposes the first check-in."""
FARTHEST_FIRST = timedelta(days=90)
CYCLE = timedelta(weeks=12)
CHANGED = "The terms have just changed. Please copy your text, close this and open the newest card in your group DM."


@dataclass(frozen=True, slots=True)
class Submission:
    """A submitted modal: for which terms it was opened, and the words in it."""

    partnership_id: str
    revision: int
    commitment: str | None
    view_id: str


def open_covenant(context: Context, who: Who, partnership_id: str, now: datetime) -> Block:
    """Give the modal for the terms: the present ones, or a proposal from what the partners chose."""
    with context.database.read() as work:
        partnership = partnership_of(work, who, partnership_id)
        covenant = work.covenants.get(who.workspace_id, partnership_id)
        member = member_of(work, who)
        goals = {one: work.goals.get(who.workspace_id, one) for one in partnership.members}
    words = _own_words(context, covenant, goals.get(who.member_id), who)
    if covenant is None:
        return covenant_modal(partnership_id, 0, _proposal([one for one in goals.values() if one], member, now), words)
    return covenant_modal(partnership_id, covenant.revision, _on_clock(covenant.terms, member.zone, now), words)


def propose(context: Context, who: Who, form: Submission, terms: Terms, now: datetime) -> None:
    """Keep the member's commitment and the terms, on their own clock; everybody signs again."""
    words = words_of(form.commitment, Field.COMMITMENT)
    with context.database.read() as work:
        _unchanged(work, who, form)
        checked = _checked(replace(terms, zone=member_of(work, who).zone), now)
    card = _post_commitment(context, who, form, words, now)
    with context.database.write() as work:
        _unchanged(work, who, form)
        work.covenants.propose(who.workspace_id, form.partnership_id, who.member_id, checked)
        before = _keep_commitment(work, who, form.partnership_id, card)
        work.nudges.revive(group_nudge(partnership_of(work, who, form.partnership_id), NudgeKind.COVENANT, now))
        work.commit()
    take_back(context, before)


def sign_or_ask(context: Context, who: Who, partnership_id: str, revision: int, now: datetime) -> Block | None:
    """Sign at once if the member's commitment is known; else give the modal that asks for it."""
    form = Submission(partnership_id, revision, None, "")
    with context.database.write() as work:
        covenant = _unchanged(work, who, form)
        if covenant and who.member_id in covenant.commitments:
            _sign(work, who, form, now)
            work.commit()
            return None
        goal = work.goals.get(who.workspace_id, who.member_id)
    return sign_modal(partnership_id, revision, _own_words(context, covenant, goal, who))


def sign(context: Context, who: Who, form: Submission, now: datetime) -> None:
    """Keep the member's commitment and their signature; the last signature starts the check-ins."""
    words = words_of(form.commitment, Field.COMMITMENT)
    with context.database.read() as work:
        _unchanged(work, who, form)
    card = _post_commitment(context, who, form, words, now)
    with context.database.write() as work:
        _unchanged(work, who, form)
        before = _keep_commitment(work, who, form.partnership_id, card)
        _sign(work, who, form, now)
        work.commit()
    take_back(context, before)


def _sign(work: UnitOfWork, who: Who, form: Submission, now: datetime) -> None:
    workspace_id, partnership_id = who.workspace_id, form.partnership_id
    work.covenants.sign(workspace_id, partnership_id, who.member_id, form.revision, now)
    partnership = partnership_of(work, who, partnership_id)
    work.nudges.revive(group_nudge(partnership, NudgeKind.COVENANT, now))
    covenant = covenant_of(work, who, partnership_id)
    if set(partnership.members) <= covenant.signed_by:
        work.partnerships.activate(workspace_id, partnership_id)
        work.check_ins.drop_after(workspace_id, partnership_id, now)
        keep_planned(work, partnership, covenant, now)
        work.nudges.revive(group_nudge(partnership, NudgeKind.SIGNED, now))


def _unchanged(work: UnitOfWork, who: Who, form: Submission) -> Covenant | None:
    """Refuse words or signatures that were meant for other terms than the present ones."""
    partnership_of(work, who, form.partnership_id)
    covenant = work.covenants.get(who.workspace_id, form.partnership_id)
    if (covenant.revision if covenant else 0) != form.revision:
        raise MemberError(CHANGED, Field.COMMITMENT)
    return covenant


def _checked(terms: Terms, now: datetime) -> Terms:
    if starts_at(terms.first_on, terms.minute_of_day, terms.zone) <= now:
        raise MemberError("This has passed. Please choose a first check-in that is still to come.", Field.FIRST_ON)
    if terms.first_on > local_date(now, terms.zone) + FARTHEST_FIRST:
        raise MemberError("Please choose a first check-in within the next 90 days.", Field.FIRST_ON)
    if terms.recalibrate_on <= terms.first_on:
        raise MemberError("Please choose a date after the first check-in.", Field.RECALIBRATE_ON)
    return terms


def _post_commitment(context: Context, who: Who, form: Submission, words: str, now: datetime) -> Pointer:
    with context.database.read() as work:
        channel_id = member_of(work, who).channel_id
        members = partnership_of(work, who, form.partnership_id).members
    card = commitment_card([one for one in members if one != who.member_id], words)
    return post_words(context, channel_id, card, f"commitment/{form.view_id}", now)


def _keep_commitment(work: UnitOfWork, who: Who, partnership_id: str, card: Pointer) -> Pointer | None:
    covenant = covenant_of(work, who, partnership_id)
    work.covenants.put_commitment(who.workspace_id, partnership_id, who.member_id, card)
    return covenant.commitments.get(who.member_id)


def _own_words(context: Context, covenant: Covenant | None, goal: Goal | None, who: Who) -> str | None:
    """Offer the member's commitment so far, else their goal, as a beginning."""
    if covenant and who.member_id in covenant.commitments:
        return context.words.read(covenant.commitments[who.member_id], Field.COMMITMENT)
    return context.words.read(goal.card, Field.GOAL) if goal else None


def _proposal(goals: list[Goal], member: Member, now: datetime) -> Terms:
    """Propose terms from what everybody chose; partners change what they like."""
    settings = [goal.settings for goal in goals]
    days = frozenset.intersection(*(one.days for one in settings)) if settings else frozenset()
    parts = frozenset.intersection(*(one.parts for one in settings)) if settings else frozenset()
    earliest = local_date(now, member.zone) + SETTLE_IN
    week = [earliest + timedelta(days=step) for step in range(7)]
    first_on = next((day for day in week if day.weekday() in {one.number for one in days}), earliest)
    shared = frozenset.intersection(*(one.formats for one in settings)) if settings else frozenset()
    return Terms(
        first_on=first_on,
        minute_of_day=min((part.minutes[0] + 60 for part in parts), default=600),
        zone=member.zone,
        cadence=settings[0].cadence if settings else Cadence.WEEKLY,
        minutes=30,
        format=usual_format(shared),
        recalibrate_on=first_on + CYCLE,
    )


def _on_clock(terms: Terms, zone: str, now: datetime) -> Terms:
    """Show present terms on a member's own clock, from the next check-in on."""
    upcoming = plan(terms, now, now + timedelta(days=200))
    at = upcoming[0][1] if upcoming else now + SETTLE_IN
    local = at.astimezone(ZoneInfo(zone))
    return replace(terms, first_on=local.date(), minute_of_day=local.hour * 60 + local.minute, zone=zone)
