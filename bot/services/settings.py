"""What a host chooses for the workspace, and who the hosts are."""

from datetime import datetime

from bot.services.context import Context, Who
from bot.services.errors import MemberError
from bot.services.lookup import workspace_of
from bot.services.managers import forget_managers
from bot.services.programme import Chosen, check, put_support, support_link
from bot.services.weekly import next_run
from bot.slack.blocks.phrases import moment
from bot.slack.blocks.settings import settings_modal
from bot.slack.message import Block
from matching.vocabulary import Weekday
from storage.records import Workspace

HOSTS_ONLY = "This is for hosts: admins of this workspace and those whom they named. Please ask one of them."


def ensure_workspace(context: Context, workspace_id: str, now: datetime) -> None:
    """Note a workspace when it is first seen; the weekly run is on Monday at 10:00 UTC until a host chooses."""
    with context.database.write() as work:
        work.workspaces.add(Workspace(workspace_id, Weekday.MON, 10, "Etc/UTC", now))
        work.commit()


def open_settings(context: Context, who: Who) -> Block:
    """Give the settings modal to a host; only an admin is asked who else shall be one."""
    is_admin = require_host(context, who)
    with context.database.read() as work:
        workspace = workspace_of(work, who.workspace_id)
        programme = work.programmes.get(who.workspace_id)
        hosts = work.programmes.hosts(who.workspace_id) if is_admin else None
    return settings_modal(workspace, programme, support_link(context, programme), hosts)


def save_settings(context: Context, who: Who, chosen: Chosen, submission: str, now: datetime) -> str:
    """Keep what a host chose; the support link goes into a card in their DM. Says when the next run is."""
    is_admin = require_host(context, who)
    with context.database.read() as work:
        before = work.programmes.get(who.workspace_id)
        hosts_before = work.programmes.hosts(who.workspace_id)
    check(context, chosen, hosts_before)
    with put_support(context, who, before, chosen, submission, now) as programme, context.database.write() as work:
        work.workspaces.set_run(who.workspace_id, chosen.weekday, chosen.hour, chosen.zone)
        work.programmes.put(who.workspace_id, programme)
        if before.manager_field != programme.manager_field:
            forget_managers(work, who.workspace_id)
        if is_admin and chosen.hosts is not None:
            work.programmes.set_hosts(who.workspace_id, chosen.hosts)
        following = next_run(work, workspace_of(work, who.workspace_id), now)
        work.commit()
    return f"Saved. I look again on {moment(following, chosen.zone)}; suggestions come in the hours each member chose."


def require_host(context: Context, who: Who) -> bool:
    """Refuse everybody but admins, owners and the hosts whom they named; tells whether it is an admin or owner.

    Raises MemberError, or as Messenger does.
    """
    is_admin = context.messenger.person(who.member_id).is_admin
    with context.database.read() as work:
        if not is_admin and who.member_id not in work.programmes.hosts(who.workspace_id):
            raise MemberError(HOSTS_ONLY)
    return is_admin
