"""Looking after covenants that wait: asking the convener again, one reminder, and a kind end (practice, section 5)."""

from datetime import datetime

from bot.practice.waiting import ASK_AGAIN, REMIND, first_mover, lapses_at, remind_at
from bot.services.agreement import is_signed
from bot.services.cards import take_back
from bot.services.context import Context
from bot.services.life import present
from bot.services.notices import calm_notice, group_nudge
from storage.records import Covenant, Nudge, Partnership, Pointer
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import EndReason, NudgeKind, PartnershipState


def plan(context: Context, now: datetime) -> None:
    """Take the next step for each covenant that waits; the words of a change that lapses are taken back."""
    with context.database.write() as work:
        for workspace in work.workspaces.all():
            for partnership in work.partnerships.live(workspace.id):
                if partnership.state is PartnershipState.FORMING:
                    _form(work, partnership, now)
        lapsed = [_change(work, ws, partnership_id, now) for ws, partnership_id, _ in work.covenants.unsigned()]
        work.commit()
    for card in lapsed:
        take_back(context, card)


def waiting_since(partnership: Partnership, covenant: Covenant | None) -> datetime:
    """Give since when signatures are waited for: the proposal, or the first day if there is none."""
    return (covenant.proposed_at if covenant else None) or partnership.formed_at


def reminder(partnership: Partnership, covenant: Covenant | None, now: datetime) -> Nudge:
    """Plan the one reminder about these terms, or about there being none."""
    return group_nudge(partnership, NudgeKind.UNSIGNED, now, waiting_since(partnership, covenant).date())


def _form(work: UnitOfWork, partnership: Partnership, now: datetime) -> None:
    covenant = work.covenants.get(partnership.workspace_id, partnership.id)
    if covenant and is_signed(partnership, covenant):
        return
    if covenant is None and now >= partnership.formed_at + ASK_AGAIN:
        _tell(work, partnership, NudgeKind.CONVENE, (first_mover(partnership),), now)
    if _is_over(work, partnership, covenant, now):
        work.partnerships.end(partnership.workspace_id, partnership.id, EndReason.LAPSED, now)
        _tell(work, partnership, NudgeKind.LAPSED, partnership.members, now)


def _change(work: UnitOfWork, ws: str, partnership_id: str, now: datetime) -> Pointer | None:
    """Let a change of agreed terms lapse in its time; gives the card whose words go with it."""
    partnership, covenant = work.partnerships.get(ws, partnership_id), work.covenants.get(ws, partnership_id)
    if partnership is None or partnership.state is not PartnershipState.ACTIVE:
        return None
    if covenant is None or covenant.agreed is None or is_signed(partnership, covenant):
        return None
    if not _is_over(work, partnership, covenant, now):
        return None
    _withdraw(work, partnership, covenant, now)
    lapsed = group_nudge(partnership, NudgeKind.LAPSED, now, waiting_since(partnership, covenant).date())
    work.nudges.revive(lapsed, group_nudge(partnership, NudgeKind.COVENANT, now))
    return covenant.words if covenant.words != covenant.agreed_words else None


def _is_over(work: UnitOfWork, partnership: Partnership, covenant: Covenant | None, now: datetime) -> bool:
    """Remind once after three days, when two are there to read it; tell whether all have waited long enough since."""
    since = waiting_since(partnership, covenant)
    if now < since + REMIND:
        return False
    planned = reminder(partnership, covenant, remind_at(since, now))
    reminded = work.nudges.get(planned)
    if reminded:
        return now >= lapses_at(since, reminded.due_at)
    if len(present(work, partnership, now)) > 1:
        work.nudges.plan([planned])
    return False


def _withdraw(work: UnitOfWork, partnership: Partnership, covenant: Covenant, now: datetime) -> None:
    """Put what was agreed back in the place of a proposal, with the signatures that it has had."""
    ws, partnership_id = covenant.workspace_id, covenant.partnership_id
    if covenant.agreed is None:
        return
    signed_before = work.covenants.ever_signed(ws, partnership_id) & set(partnership.members)
    members = [work.members.get(ws, one) for one in partnership.members]
    words = covenant.agreed_words
    author = next((one.id for one in members if one and words and one.channel_id == words.channel_id), None)
    proposer_id = author or covenant.proposer_id
    revision = work.covenants.propose(ws, partnership_id, proposer_id, covenant.agreed, None, words)
    for member_id in signed_before:
        work.covenants.sign(ws, partnership_id, member_id, revision, now)
    if restored := work.covenants.get(ws, partnership_id):
        work.covenants.agree(restored)


def _tell(work: UnitOfWork, partnership: Partnership, kind: NudgeKind, members: tuple[str, ...], now: datetime) -> None:
    """Write to members, each inside their hours, once for this partnership."""
    on = partnership.formed_at.date()
    for member in [work.members.get(partnership.workspace_id, one) for one in members]:
        if member:
            work.nudges.plan([calm_notice(work, member, partnership.id, kind, on, now)])
