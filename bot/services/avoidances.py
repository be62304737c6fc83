"""The private list of people whom a member does not want to be suggested (practice, section 4)."""

from datetime import datetime

from bot.services.context import Context, Who
from bot.services.errors import MemberError
from bot.services.lookup import member_of
from bot.services.suggestions import withdraw
from bot.slack.blocks.ids import Field
from bot.slack.blocks.members import avoid_modal
from bot.slack.message import Block
from bot.slack.outcomes import NotSentError

NOBODY = "I cannot find this person here. Please choose somebody from the list: `/trellis avoid`."


def avoid(context: Context, who: Who, avoided: str, now: datetime) -> str:
    """Put somebody on the private avoid list; a suggestion that holds both is withdrawn."""
    if avoided == who.member_id:
        raise MemberError("That is you. Please choose somebody else.", Field.AVOIDED)
    with context.database.read() as work:
        member_of(work, who)
    _require_person(context, avoided)
    with context.database.write() as work:
        member_of(work, who)
        work.avoidances.add(who.workspace_id, who.member_id, avoided)
        withdraw(work, who, now, holding=avoided)
        work.commit()
    return "Noted. You will not be suggested to each other. Only you can see this list: type `/trellis avoid`."


def open_avoid(context: Context, who: Who) -> Block:
    """Give the avoid list as a modal."""
    with context.database.read() as work:
        member_of(work, who)
        return avoid_modal(work.avoidances.of(who.workspace_id, who.member_id))


def take_off(context: Context, who: Who, avoided: str) -> Block:
    """Take somebody off the list and give the modal that shows the rest."""
    if avoided in _listed(context, who):
        with context.database.write() as work:
            work.avoidances.remove(who.workspace_id, who.member_id, avoided)
            work.commit()
    return open_avoid(context, who)


def _listed(context: Context, who: Who) -> frozenset[str]:
    with context.database.read() as work:
        member_of(work, who)
        return work.avoidances.of(who.workspace_id, who.member_id)


def _require_person(context: Context, member_id: str) -> None:
    """Let Slack vouch for the id, so that nothing else that has the form of one is ever stored."""
    try:
        known = not context.messenger.person(member_id).is_bot
    except NotSentError as error:
        if not error.permanent:
            raise
        known = False
    if not known:
        raise MemberError(NOBODY, Field.AVOIDED)
