"""The covenant: proposed by one in two steps, signed by all, kept by pointer (practice, section 5)."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.practice.hints import support_hint
from bot.services.agreement import agreed_terms, is_signed
from bot.services.cards import take_back
from bot.services.context import Context, Who
from bot.services.covenant_words import (
    Draft,
    Typed,
    carried,
    own_part,
    post_own,
    post_shared,
    read_own,
    read_shared,
    shared_part,
)
from bot.services.effect import take_effect
from bot.services.errors import MemberError
from bot.services.lookup import covenant_of, member_of, partnership_of
from bot.services.notices import group_nudge
from bot.services.proposal import proposal, with_goals
from bot.services.terms import checked, on_clock
from bot.slack.blocks.covenant_modal import covenant_modal, sign_modal, thought, words_modal
from bot.slack.blocks.ids import Field
from bot.slack.message import Block
from matching.vocabulary import Cadence
from storage.records import Covenant, Pointer
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import NudgeKind

CHANGED = "The terms have just changed. Please copy your text, close this and open the newest card in your group DM."
OUTDATED = "The terms have just changed. Please look at the covenant card in your group DM and sign there."


@dataclass(frozen=True, slots=True)
class Signature:
    """A submitted signature: under which terms, with which own part, from which view."""

    partnership_id: str
    revision: int
    own: Typed = field(repr=False)
    view_id: str


@dataclass(slots=True)
class Cards:
    """What has been posted so far."""

    own: Pointer | None = None
    shared: Pointer | None = None


def open_covenant(
    context: Context, who: Who, partnership_id: str, now: datetime, cadence: Cadence | None = None
) -> Block:
    """Give the first step: the present terms, with another `cadence` if given, or what the partners chose."""
    with context.database.read() as work:
        partnership = partnership_of(work, who, partnership_id)
        covenant = work.covenants.get(who.workspace_id, partnership_id)
        member = member_of(work, who)
        goal = work.goals.get(who.workspace_id, who.member_id)
        partners = with_goals(work, partnership)
        preset = work.programmes.get(who.workspace_id).preset
    own = read_own(context, covenant, goal, who.member_id)
    if covenant is None:
        return covenant_modal(partnership_id, 0, proposal(partners, member, preset, now), own)
    terms = on_clock(covenant.terms, member.zone, now)
    return covenant_modal(partnership_id, covenant.revision, replace(terms, cadence=cadence or terms.cadence), own)


def ask_words(context: Context, who: Who, draft: Draft, written: Mapping[str, str] | None, now: datetime) -> Block:
    """Check the first step and give the second, with what was `written` in it before, else the shared words so far."""
    own = own_part(draft.own)
    with context.database.read() as work:
        covenant = _unchanged(work, who, draft.partnership_id, draft.revision)
        terms = checked(replace(draft.terms, zone=member_of(work, who).zone), now)
    text = carried(replace(draft, own=own, terms=terms))
    shared = read_shared(context, covenant) if written is None else written
    return words_modal(text, shared, thought(support_hint(own.get(Field.SUPPORT_STYLE, ""))))


def propose(context: Context, who: Who, draft: Draft, typed: Typed, view_id: str, now: datetime) -> None:
    """Keep the member's own part, the shared words and the terms; everybody signs again."""
    own, shared = own_part(draft.own), shared_part(typed)
    with context.database.read() as work:
        _unchanged(work, who, draft.partnership_id, draft.revision)
        member, partnership = member_of(work, who), partnership_of(work, who, draft.partnership_id)
        terms = checked(replace(draft.terms, zone=member.zone), now)
    cards = Cards()
    with _taking_back(context, cards):
        cards.own = post_own(context, member, partnership, own, view_id, now)
        cards.shared = post_shared(context, member, partnership, shared, view_id, now)
        with context.database.write() as work:
            _unchanged(work, who, partnership.id, draft.revision)
            before = _propose(work, who, replace(draft, terms=terms), cards.shared, now)
            before_own = _keep_commitment(work, who, partnership.id, cards.own)
            work.nudges.revive(group_nudge(partnership, NudgeKind.COVENANT, now))
            work.commit()
    take_back(context, before)
    take_back(context, before_own)


def sign_or_ask(context: Context, who: Who, partnership_id: str, revision: int, now: datetime) -> Block | None:
    """Sign at once if the member's commitment is known; else give the modal that asks for their own part."""
    with context.database.write() as work:
        covenant = _unchanged(work, who, partnership_id, revision, OUTDATED)
        goal = work.goals.get(who.workspace_id, who.member_id)
        is_known = covenant is not None and who.member_id in covenant.commitments
        before = _sign(work, who, partnership_id, revision, now) if is_known else None
        work.commit()
    take_back(context, before)
    if is_known:
        return None
    return sign_modal(partnership_id, revision, read_own(context, covenant, goal, who.member_id))


def sign(context: Context, who: Who, given: Signature, now: datetime) -> None:
    """Keep the member's own part and their signature; the last signature starts the check-ins."""
    own = own_part(given.own)
    with context.database.read() as work:
        _unchanged(work, who, given.partnership_id, given.revision)
        member, partnership = member_of(work, who), partnership_of(work, who, given.partnership_id)
    cards = Cards()
    with _taking_back(context, cards):
        cards.own = post_own(context, member, partnership, own, given.view_id, now)
        with context.database.write() as work:
            _unchanged(work, who, partnership.id, given.revision)
            before = _sign(work, who, partnership.id, given.revision, now)
            before_own = _keep_commitment(work, who, partnership.id, cards.own)
            work.commit()
    take_back(context, before)
    take_back(context, before_own)


@contextmanager
def _taking_back(context: Context, cards: Cards) -> Iterator[None]:
    """Take back words that nothing points to because a later step failed."""
    try:
        yield
    except Exception:
        take_back(context, cards.own)
        take_back(context, cards.shared)
        raise


def _propose(work: UnitOfWork, who: Who, draft: Draft, words: Pointer | None, now: datetime) -> Pointer | None:
    """Set the proposed terms and words; gives the card of a proposal that they replace."""
    partnership = partnership_of(work, who, draft.partnership_id)
    present = work.covenants.get(who.workspace_id, partnership.id)
    if present and agreed_terms(work, partnership, present, now):
        present = work.covenants.get(who.workspace_id, partnership.id)
    revision = work.covenants.propose(who.workspace_id, partnership.id, who.member_id, draft.terms, now, words)
    if revision != draft.revision + 1:
        raise MemberError(CHANGED, Field.COMMITMENT)  # by somebody who proposed at the same moment
    return present.words if present and present.words != present.agreed_words else None


def _sign(work: UnitOfWork, who: Who, partnership_id: str, revision: int, now: datetime) -> Pointer | None:
    """Sign once: a second click, or one on terms that are changing at this moment, moves nothing.

    Gives the card with the words agreed before, once others take their place.
    """
    if not work.covenants.sign(who.workspace_id, partnership_id, who.member_id, revision, now):
        _unchanged(work, who, partnership_id, revision)
        return None
    partnership = partnership_of(work, who, partnership_id)
    work.nudges.revive(group_nudge(partnership, NudgeKind.COVENANT, now))
    covenant = covenant_of(work, who, partnership_id)
    if not is_signed(partnership, covenant):
        return None
    take_effect(work, partnership, covenant, now)
    return covenant.agreed_words if covenant.agreed_words != covenant.words else None


def _unchanged(
    work: UnitOfWork, who: Who, partnership_id: str, revision: int, otherwise: str = CHANGED
) -> Covenant | None:
    """Refuse words or signatures that were meant for other terms than the present ones."""
    partnership_of(work, who, partnership_id)
    covenant = work.covenants.get(who.workspace_id, partnership_id)
    if (covenant.revision if covenant else 0) != revision:
        raise MemberError(otherwise, Field.COMMITMENT)
    return covenant


def _keep_commitment(work: UnitOfWork, who: Who, partnership_id: str, card: Pointer) -> Pointer | None:
    covenant = covenant_of(work, who, partnership_id)
    work.covenants.put_commitment(who.workspace_id, partnership_id, who.member_id, card)
    return covenant.commitments.get(who.member_id)
