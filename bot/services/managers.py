"""Whom a member's profile names as manager, if the host named the field (practice, section 4)."""

import re
from collections.abc import Mapping
from typing import Any

from bot.services.context import Context, Who
from bot.slack.outcomes import NotSentError, OutcomeUnknownError
from storage.unit_of_work import UnitOfWork

Profile = Mapping[str, Any]
PERSON = re.compile(r"[UW][A-Z0-9]{1,31}")


def look_up(context: Context, who: Who) -> None:
    """Ask Slack for the member's manager; without the optional scope, or without an answer, all goes on as before."""
    with context.database.read() as work:
        field = work.programmes.get(who.workspace_id).manager_field
    if field is None:
        return
    try:
        profile = context.messenger.profile(who.member_id)
    except (NotSentError, OutcomeUnknownError):
        return
    note(context, who, profile)


def note(context: Context, who: Who, profile: Profile) -> None:
    """Keep the manager that a profile names; a profile that comes without its custom fields says nothing."""
    fields = profile.get("fields")
    if not isinstance(fields, Mapping):
        return
    with context.database.read() as work:
        field = work.programmes.get(who.workspace_id).manager_field
        member = work.members.get(who.workspace_id, who.member_id)
    manager_id = _named(fields, field) if field else None
    if member is None or field is None or member.manager_id == manager_id:
        return
    if manager_id and not _is_somebody(context, manager_id):
        return
    with context.database.write() as work:
        work.members.set_manager(who.workspace_id, who.member_id, manager_id)
        work.commit()


def forget_managers(work: UnitOfWork, workspace_id: str) -> None:
    """Forget what another field said of everybody."""
    for member in work.members.all(workspace_id):
        if member.manager_id:
            work.members.set_manager(workspace_id, member.id, None)


def _named(fields: Profile, field: str) -> str | None:
    """Give the first id in the field; Slack joins several by commas."""
    named = fields.get(field)
    value = str(named.get("value") or "") if isinstance(named, Mapping) else ""
    first = value.partition(",")[0].strip()
    return first if PERSON.fullmatch(first) else None


def _is_somebody(context: Context, person_id: str) -> bool:
    """Ask Slack, since a field of plain text may hold anything."""
    try:
        return not context.messenger.person(person_id).is_bot
    except (NotSentError, OutcomeUnknownError):
        return False
