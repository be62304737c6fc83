"""The covenant: proposed by one, signed by all, kept by pointer (practice, section 5)."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.services.agreement import agreed_terms, is_signed
from bot.services.cards import post_words, take_back, words_of
from bot.services.context import Context, Who
from bot.services.effect import take_effect
from bot.services.errors import MemberError
from bot.services.lookup import covenant_of, member_of, partnership_of
from bot.services.notices import group_nudge
from bot.services.proposal import proposal
from bot.services.terms import checked, on_clock
from bot.slack.blocks.covenant import commitment_card, covenant_modal, sign_modal
from bot.slack.blocks.ids import Field
from bot.slack.message import Block
from storage.records import Covenant, Goal, Member, Partnership, Pointer, Terms
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import NudgeKind

CHANGED = "The terms have just changed. Please copy your text, close this and open the newest card in your group DM."
OUTDATED = "The terms have just changed. Please look at the covenant card in your group DM and sign there."


@dataclass(frozen=True, slots=True)
class Submission:
    """A submitted modal: for which terms it was opened, and the words in it."""

    partnership_id: str
    revision: int
    commitment: str | None = field(repr=False)
    view_id: str


def open_covenant(context: Context, who: Who, partnership_id: str, now: datetime) -> Block:
    """Give the modal for the terms: the present ones, or a proposal from what the partners chose."""
    with context.database.read() as work:
        partnership = partnership_of(work, who, partnership_id)
        covenant = work.covenants.get(who.workspace_id, partnership_id)
        member = member_of(work, who)
        goal = work.goals.get(who.workspace_id, who.member_id)
        partners = _with_goals(work, partnership)
    words = _own_words(context, covenant, goal, who)
    if covenant is None:
        return covenant_modal(partnership_id, 0, proposal(partners, member, now), words)
    return covenant_modal(partnership_id, covenant.revision, on_clock(covenant.terms, member.zone, now), words)


def propose(context: Context, who: Who, form: Submission, terms: Terms, now: datetime) -> None:
    """Keep the member's commitment and the terms, on their own clock; everybody signs again."""
    words = words_of(form.commitment, Field.COMMITMENT)
    with context.database.read() as work:
        _unchanged(work, who, form)
        proposed = checked(replace(terms, zone=member_of(work, who).zone), now)

    def keep(work: UnitOfWork) -> None:
        partnership = partnership_of(work, who, form.partnership_id)
        if present := work.covenants.get(who.workspace_id, form.partnership_id):
            agreed_terms(work, partnership, present, now)
        if (
            work.covenants.propose(who.workspace_id, form.partnership_id, who.member_id, proposed, now)
            != form.revision + 1
        ):
            raise MemberError(CHANGED, Field.COMMITMENT)  # by somebody who proposed at the same moment
        work.nudges.revive(group_nudge(partnership, NudgeKind.COVENANT, now))

    _with_commitment(context, who, form, words, keep, now)


def sign_or_ask(context: Context, who: Who, partnership_id: str, revision: int, now: datetime) -> Block | None:
    """Sign at once if the member's commitment is known; else give the modal that asks for it."""
    form = Submission(partnership_id, revision, None, "")
    with context.database.write() as work:
        covenant = _unchanged(work, who, form, OUTDATED)
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
    _with_commitment(context, who, form, words, lambda work: _sign(work, who, form, now), now)


def _with_commitment(
    context: Context, who: Who, form: Submission, words: str, step: Callable[[UnitOfWork], None], now: datetime
) -> None:
    """Post the words, keep their pointer together with a step; words that nothing points to are taken back."""
    card = _post_commitment(context, who, form, words, now)
    try:
        with context.database.write() as work:
            _unchanged(work, who, form)
            step(work)
            before = _keep_commitment(work, who, form.partnership_id, card)
            work.commit()
    except Exception:
        take_back(context, card)
        raise
    take_back(context, before)


def _sign(work: UnitOfWork, who: Who, form: Submission, now: datetime) -> None:
    """Sign once: a second click, or a click on terms that are changing at this moment, moves nothing."""
    workspace_id, partnership_id = who.workspace_id, form.partnership_id
    if not work.covenants.sign(workspace_id, partnership_id, who.member_id, form.revision, now):
        _unchanged(work, who, form)
        return
    partnership = partnership_of(work, who, partnership_id)
    work.nudges.revive(group_nudge(partnership, NudgeKind.COVENANT, now))
    covenant = covenant_of(work, who, partnership_id)
    if is_signed(partnership, covenant):
        take_effect(work, partnership, covenant, now)


def _unchanged(work: UnitOfWork, who: Who, form: Submission, otherwise: str = CHANGED) -> Covenant | None:
    """Refuse words or signatures that were meant for other terms than the present ones."""
    partnership_of(work, who, form.partnership_id)
    covenant = work.covenants.get(who.workspace_id, form.partnership_id)
    if (covenant.revision if covenant else 0) != form.revision:
        raise MemberError(otherwise, Field.COMMITMENT)
    return covenant


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


def _with_goals(work: UnitOfWork, partnership: Partnership) -> list[tuple[Member, Goal]]:
    rows = [(partnership.workspace_id, one) for one in partnership.members]
    found = [(work.members.get(*row), work.goals.get(*row)) for row in rows]
    return [(member, goal) for member, goal in found if member and goal]
