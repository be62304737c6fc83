"""Planning the cards of a partnership's life, from dates and attendance (practice, section 6)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.practice import renewal, vitality
from bot.practice.cadence import starts_at
from bot.practice.renewal import IMPORTANCE, Card
from bot.practice.windows import window
from bot.services.calendar import local_date, takes_part
from bot.services.context import Context
from bot.services.notices import calm_notice
from storage.records import EVERYONE, CheckIn, Cycle, Nudge, Partnership, Terms
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import NudgeKind, NudgeState

LATE = timedelta(days=21)
"""How long after its date a card is still worth posting; those who are away meanwhile get it when they are back."""
KNOWN = timedelta(days=42)
"""How far back cards are looked up, so that none is planned twice or soon after another."""
LATELY = timedelta(days=14)
LONG_AGO = timedelta(days=200)
"""Far enough for two check-ins at the slowest cadence."""
SETTLED = timedelta(days=1)
"""How long a member has to answer before their silence counts."""
NOTICED = timedelta(days=4)
GIVEN_UP = frozenset({NudgeState.CANCELLED, NudgeState.EXPIRED})


@dataclass(frozen=True, slots=True)
class Shared:
    """What holds for an active partnership: its cycle, its agreed terms, and which cards it has had or will have."""

    cycle: Cycle
    terms: Terms
    nudges: tuple[Nudge, ...]

    def unplanned(self, today: date, *more: Card) -> list[Card]:
        """Give the cards that are due or to come and not planned yet."""
        known = {(one.kind, one.local_date) for one in self.nudges}
        found = (*renewal.cards(self.cycle, self.terms), *more)
        return [one for one in found if one.on >= today - LATE and (one.kind, one.on) not in known]

    def taken(self) -> set[date]:
        """Give the local dates on which a card was or will be posted."""
        return {local_date(one.due_at, self.terms.zone) for one in self.nudges if one.state not in GIVEN_UP}


def plan(context: Context, now: datetime) -> None:
    """Plan what is due in every workspace, and let cycles go on about which nobody decided."""
    with context.database.read() as work:
        workspaces = work.workspaces.all()
    for workspace in workspaces:
        with context.database.read() as work:
            shared = _shared(work, workspace.id, now)
            cards = list(_cards(work, workspace.id, shared, now))
            silent = list(_silent(work, workspace.id, shared, now))
        over = [one for one in shared.values() if renewal.goes_on_by_itself(one.cycle, _today(one, now))]
        if cards or silent or over:
            with context.database.write() as work:
                for one in over:
                    work.cycles.renew(one.cycle, renewal.ends_on(one.cycle))
                work.nudges.plan(cards)
                _ask(work, workspace.id, silent, now)
                work.commit()


def present(work: UnitOfWork, partnership: Partnership, now: datetime) -> tuple[str, ...]:
    """Give the members whom nudges may reach now."""
    members = [work.members.get(partnership.workspace_id, one) for one in partnership.members]
    return tuple(one.id for one in members if one and takes_part(one, now))


def _shared(work: UnitOfWork, workspace_id: str, now: datetime) -> dict[str, Shared]:
    cycles = work.cycles.of_active(workspace_id)
    if not cycles:
        return {}
    agreed = work.life.agreed(workspace_id)
    nudges = dict[str, tuple[Nudge, ...]]()
    for one in work.life.to_groups(workspace_id, IMPORTANCE, now - KNOWN):
        nudges[one.subject_id] = (*nudges.get(one.subject_id, ()), one)
    found = [(cycle, agreed.get(cycle.partnership_id)) for cycle in cycles]
    return {
        cycle.partnership_id: Shared(cycle, terms, nudges.get(cycle.partnership_id, ()))
        for cycle, terms in found
        if terms
    }


def _cards(work: UnitOfWork, workspace_id: str, shared: Mapping[str, Shared], now: datetime) -> Iterator[Nudge]:
    decay = _decay(work, workspace_id, shared, now)
    for partnership_id, one in shared.items():
        today = _today(one, now)
        cards = one.unplanned(today, *decay.get(partnership_id, ()))
        if all(card.on > today for card in cards):
            continue
        silenced = work.cycles.silenced(workspace_id, partnership_id, one.cycle.number)
        unwanted = [card for card in cards if card.kind in silenced and card.on <= today]
        yield from (replace(_nudge(one, card, card.on, now), due_at=now) for card in unwanted)  # so it is settled now
        when = renewal.post_dates([card for card in cards if card.kind not in silenced], one.taken())
        due = [card for card, on in when.items() if on <= today][:1]  # the most important; another one waits
        partnership = work.partnerships.get(workspace_id, partnership_id) if due else None
        if partnership and len(present(work, partnership, now)) > 1:
            yield from (_nudge(one, card, when[card], now) for card in due)


def _decay(
    work: UnitOfWork, workspace_id: str, shared: Mapping[str, Shared], now: datetime
) -> Mapping[str, tuple[Card, ...]]:
    amiss = work.life.amiss(workspace_id, now - LONG_AGO, now - LATELY, now) if shared else ()
    found = {}
    for partnership_id in amiss:
        if one := shared.get(partnership_id):
            check_ins = work.check_ins.all_of(workspace_id, partnership_id)
            sign = vitality.to_ask_about(occasions(one.terms, check_ins, now), one.cycle.began_on)
            found[partnership_id] = (Card(NudgeKind.DECAY, sign),) if sign else ()
    return found


def occasions(terms: Terms, check_ins: tuple[CheckIn, ...], now: datetime) -> tuple[vitality.Occasion, ...]:
    """Give a partnership's check-ins up to now as the rules of vitality see them."""
    return vitality.occasions(check_ins, terms.cadence, local_date(now, terms.zone))


def _nudge(one: Shared, card: Card, on: date, now: datetime) -> Nudge:
    """Post it at the hour at which the partners meet, which suits all of them; a sign of decay not before tomorrow."""
    due_at = _at_their_hour(one.terms, on, now)
    if card.kind is NudgeKind.DECAY and local_date(due_at, one.terms.zone) <= card.on:
        due_at = _at_their_hour(one.terms, card.on + timedelta(days=1), now)
    expires_at = due_at + window(card.kind)
    key = (one.cycle.workspace_id, one.cycle.partnership_id, card.on, EVERYONE, card.kind)
    return Nudge(*key, due_at, expires_at)


def _at_their_hour(terms: Terms, on: date, now: datetime) -> datetime:
    at = starts_at(on, terms.minute_of_day, terms.zone)
    while at < now:
        on = max(on + timedelta(days=1), local_date(now, terms.zone))
        at = starts_at(on, terms.minute_of_day, terms.zone)
    return at


def _silent(
    work: UnitOfWork, workspace_id: str, shared: Mapping[str, Shared], now: datetime
) -> Iterator[tuple[str, str, date]]:
    """Give the partnership, the member and the third date of each silence that has not been asked about this cycle."""
    asked = work.life.unanswered(workspace_id, now - NOTICED, now - SETTLED) if shared else {}
    for (partnership_id, member_id), dates in asked.items():
        third = vitality.third_unanswered(dates)
        if third and partnership_id in shared and not _was_asked(work, shared[partnership_id], member_id):
            yield partnership_id, member_id, third


def _was_asked(work: UnitOfWork, one: Shared, member_id: str) -> bool:
    began_at = datetime.combine(one.cycle.began_on, time(), ZoneInfo(one.terms.zone))
    nudges = work.nudges.of_member(one.cycle.workspace_id, member_id, began_at)
    mine = (nudge for nudge in nudges if nudge.subject_id == one.cycle.partnership_id)
    return any(nudge.kind is NudgeKind.UNANSWERED for nudge in mine)


def _ask(work: UnitOfWork, workspace_id: str, silent: list[tuple[str, str, date]], now: datetime) -> None:
    for partnership_id, member_id, third in silent:
        member = work.members.get(workspace_id, member_id)
        if member and takes_part(member, now):
            work.nudges.plan([calm_notice(work, member, partnership_id, NudgeKind.UNANSWERED, third, now)])


def _today(one: Shared, now: datetime) -> date:
    return local_date(now, one.terms.zone)
