"""Wider circles: one circle asks, the other agrees, and a no is never told (practice, section 6)."""

from collections.abc import Mapping
from datetime import datetime

from bot.services.calendar import local_date
from bot.services.context import Context, Who
from bot.services.errors import MemberError
from bot.services.lookup import member_of, partnership_of
from bot.services.notices import group_nudge
from bot.slack.blocks.ids import Field
from bot.slack.blocks.link import ASKED, GONE, ONLY_CIRCLES, PARTED, link_modal, linked, not_linked
from bot.slack.message import Block, Message
from storage.errors import UnstorableValueError
from storage.records import CircleLink, Partnership
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import NudgeKind, PartnershipState

SMALLEST = 3
"""Members of a circle at least."""
YOURSELF = "That is you. Please choose somebody of another circle."


def open_link(context: Context, who: Who, partnership_id: str) -> Block:
    """Give the modal that asks for somebody of the other circle."""
    with context.database.read() as work:
        _circle_of(work, who, partnership_id)
    return link_modal(partnership_id)


def ask(context: Context, who: Who, partnership_id: str, person: str, now: datetime) -> str:
    """Ask the circle that a person is in; the answer is the same whether there is one, which is theirs to tell."""
    if person == who.member_id:
        raise MemberError(YOURSELF, Field.CIRCLE)
    with context.database.write() as work:
        ours = _circle_of(work, who, partnership_id)
        zone = member_of(work, who).zone
        for theirs in _circles_of(work, who.workspace_id, person):
            link = CircleLink(who.workspace_id, ours.id, theirs.id)
            if theirs.id != ours.id and not _kept_apart(work, ours, theirs) and work.links.ask(link):
                work.nudges.revive(group_nudge(theirs, NudgeKind.LINK, now, local_date(now, zone)))
                break
        work.commit()
    return ASKED


def agree(context: Context, who: Who, partnership_id: str, other_id: str, now: datetime) -> Message:
    """Link the acting member's circle with the one that asked, and tell that one."""
    with context.database.write() as work:
        ours = partnership_of(work, who, partnership_id)
        asking = questions(work, ours)
        if other_id not in asking and other_id not in linked_circles(work, ours):
            raise MemberError(GONE)
        if work.links.accept(who.workspace_id, other_id, partnership_id):
            theirs = work.partnerships.get(who.workspace_id, other_id)
            today = local_date(now, member_of(work, who).zone)
            for circle in (theirs, ours if len(asking) > 1 else None):  # another question would go with this card
                if circle:
                    work.nudges.revive(group_nudge(circle, NudgeKind.LINK, now, today))
        circles = linked_circles(work, ours)
        if other_id not in circles:
            raise MemberError(GONE)
        work.commit()
    return linked([circles[other_id]])


def refuse(context: Context, who: Who, partnership_id: str, other_id: str) -> Message:
    """Let a question go; nobody is told. Circles that are linked already stay so."""
    with context.database.write() as work:
        ours = partnership_of(work, who, partnership_id)
        if other_id in questions(work, ours):
            work.links.part(who.workspace_id, partnership_id, other_id)
        work.commit()
    return not_linked()


def part(context: Context, who: Who, partnership_id: str, other_id: str) -> str:
    """Take a link away, whichever side asked for it."""
    with context.database.write() as work:
        ours = partnership_of(work, who, partnership_id)
        if other_id in linked_circles(work, ours):
            work.links.part(who.workspace_id, partnership_id, other_id)
        work.commit()
    return PARTED


def questions(work: UnitOfWork, partnership: Partnership) -> Mapping[str, tuple[str, ...]]:
    """Give the members of each live circle that asked this one and waits."""
    links = work.links.of(partnership.workspace_id, partnership.id)
    return _living(work, partnership, [one.partnership_id for one in links if not one.accepted])


def linked_circles(work: UnitOfWork, partnership: Partnership) -> Mapping[str, tuple[str, ...]]:
    """Give the members of each live circle that this one is linked with."""
    links = [one for one in work.links.of(partnership.workspace_id, partnership.id) if one.accepted]
    return _living(work, partnership, [side for one in links for side in (one.partnership_id, one.other_id)])


def _living(work: UnitOfWork, partnership: Partnership, ids: list[str]) -> Mapping[str, tuple[str, ...]]:
    found = [work.partnerships.get(partnership.workspace_id, one) for one in ids if one != partnership.id]
    return {one.id: one.members for one in found if one and one.state is not PartnershipState.ENDED}


def _circle_of(work: UnitOfWork, who: Who, partnership_id: str) -> Partnership:
    partnership = partnership_of(work, who, partnership_id)
    if len(partnership.members) < SMALLEST:
        raise MemberError(ONLY_CIRCLES)
    return partnership


def _circles_of(work: UnitOfWork, workspace_id: str, person: str) -> list[Partnership]:
    try:
        live = work.partnerships.live_of(workspace_id, person)
    except UnstorableValueError:  # a made-up id
        return []
    return [one for one in live if len(one.members) >= SMALLEST]


def _kept_apart(work: UnitOfWork, ours: Partnership, theirs: Partnership) -> bool:
    return any(
        not work.avoidances.of(side.workspace_id, one).isdisjoint(other.members)
        for side, other in ((ours, theirs), (theirs, ours))
        for one in side.members
    )
