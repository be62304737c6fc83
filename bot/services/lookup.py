"""Finding the rows that a request names, and refusing kindly what is unknown or somebody else's."""

from datetime import date

from bot.services.context import Who
from bot.services.errors import MemberError
from storage.errors import UnstorableValueError
from storage.records import CheckIn, Covenant, Member, Partnership, Workspace
from storage.unit_of_work import UnitOfWork
from storage.vocabulary import MemberStatus, PartnershipState

NOT_YOURS = "I cannot find this among your partnerships. Open App Home to see where you stand."
DROPPED = "This check-in is no longer planned. Open App Home to see the next one."
JOIN_FIRST = "Please state a goal first: type `/trellis goal`. That is how you join."
BEING_ERASED = "I am erasing everything about you. You will read here when it is done."


def member_of(work: UnitOfWork, who: Who) -> Member:
    """Give the acting member's row."""
    member = work.members.get(who.workspace_id, who.member_id)
    if member is None:
        raise MemberError(JOIN_FIRST)
    if member.status is MemberStatus.ERASING:
        raise MemberError(BEING_ERASED)
    return member


def workspace_of(work: UnitOfWork, workspace_id: str) -> Workspace:
    """Give the workspace's row."""
    workspace = work.workspaces.get(workspace_id)
    if workspace is None:
        raise MemberError("Trellis is not set up in this workspace. Please ask your host to install it again.")
    return workspace


def partnership_of(work: UnitOfWork, who: Who, partnership_id: str) -> Partnership:
    """Give a partnership to which the acting member belongs and which has not ended."""
    partnership = own_partnership(work, who, partnership_id)
    if partnership.state is PartnershipState.ENDED:
        raise MemberError("This partnership has come to its end. Type `/trellis match` to find somebody new.")
    return partnership


def covenant_of(work: UnitOfWork, who: Who, partnership_id: str) -> Covenant:
    """Give the covenant of one of the acting member's partnerships."""
    partnership_of(work, who, partnership_id)
    covenant = work.covenants.get(who.workspace_id, partnership_id)
    if covenant is None:
        raise MemberError("There is no covenant yet. Press Write our covenant in your group DM.")
    return covenant


def check_in_of(work: UnitOfWork, who: Who, partnership_id: str, on: date) -> CheckIn:
    """Give a check-in of one of the acting member's partnerships, ended ones included: a late answer counts."""
    return check_in_on(work, own_partnership(work, who, partnership_id), on)


def check_in_on(work: UnitOfWork, partnership: Partnership, on: date) -> CheckIn:
    """Give the check-in of a day."""
    check_in = work.check_ins.get(partnership.workspace_id, partnership.id, on)
    if check_in is None:
        raise MemberError(DROPPED)
    return check_in


def own_partnership(work: UnitOfWork, who: Who, partnership_id: str) -> Partnership:
    """Give a partnership to which the acting member belongs, ended or not."""
    try:
        partnership = work.partnerships.get(who.workspace_id, partnership_id)
    except UnstorableValueError:  # a made-up id, which no column would hold
        partnership = None
    if partnership is None or who.member_id not in partnership.members:
        raise MemberError(NOT_YOURS)
    return partnership
