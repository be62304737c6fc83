"""Workspaces and what their hosts chose."""

from collections.abc import Collection
from dataclasses import asdict
from typing import Any

from sqlalchemy import Row, delete, select, update

from matching.vocabulary import Weekday
from storage.records import Programme, Workspace
from storage.stores.base import Store, pointer_of
from storage.tables import HostRow, ProgrammeRow, WorkspaceRow


class WorkspaceStore(Store):
    """Reads and writes workspaces."""

    def get(self, ws: str) -> Workspace | None:
        """Find one by its id."""
        row = self._connection.execute(select(WorkspaceRow).where(WorkspaceRow.workspace_id == ws)).one_or_none()
        return None if row is None else _workspace(row)

    def all(self) -> tuple[Workspace, ...]:
        """Give every workspace in the order of ids."""
        rows = self._connection.execute(select(WorkspaceRow).order_by(WorkspaceRow.workspace_id))
        return tuple(_workspace(row) for row in rows)

    def add(self, workspace: Workspace) -> None:
        """Add it, or leave the one that is there as it is."""
        values = asdict(workspace)
        self._add(WorkspaceRow, {"workspace_id": values.pop("id"), **values})

    def set_run(self, ws: str, weekday: Weekday, hour: int, zone: str) -> None:
        """Set when the weekly run is."""
        chosen = {"run_weekday": weekday, "run_hour": hour, "run_zone": zone}
        self._connection.execute(update(WorkspaceRow).where(WorkspaceRow.workspace_id == ws).values(**chosen))

    def wait_for(self, ws: str) -> None:
        """Let only one unit of work at a time decide for the whole workspace (on SQLite that is so anyway)."""
        mine = select(WorkspaceRow.workspace_id).where(WorkspaceRow.workspace_id == ws)
        self._connection.execute(mine.with_for_update(key_share=True))

    def erase(self, ws: str) -> None:
        """Delete the workspace and every row that belongs to it."""
        self._connection.execute(delete(WorkspaceRow).where(WorkspaceRow.workspace_id == ws))


class ProgrammeStore(Store):
    """Reads and writes what hosts chose for the practice, and who the hosts are beside the admins."""

    def get(self, ws: str) -> Programme:
        """Give what was chosen, or the defaults."""
        row = self._connection.execute(select(ProgrammeRow).where(ProgrammeRow.workspace_id == ws)).one_or_none()
        return Programme() if row is None else _programme(row)

    def put(self, ws: str, programme: Programme) -> None:
        """Set all of it."""
        values = {name: getattr(programme, name) for name in Programme.__slots__ if name != "support_card"}
        self._put(ProgrammeRow, {"workspace_id": ws, **values, **_support(programme)})

    def hosts(self, ws: str) -> frozenset[str]:
        """Give whom admins named."""
        return frozenset(self._scalars(select(HostRow.member_id).where(HostRow.workspace_id == ws)))

    def set_hosts(self, ws: str, member_ids: Collection[str]) -> None:
        """Name exactly these."""
        self._connection.execute(delete(HostRow).where(HostRow.workspace_id == ws))
        named = [{"workspace_id": ws, "member_id": one} for one in sorted(set(member_ids))]
        self._insert_all(self._insert(HostRow), named)


def _workspace(row: Row[Any]) -> Workspace:
    values = dict(row._mapping)
    return Workspace(id=values.pop("workspace_id"), **values)


def _programme(row: Row[Any]) -> Programme:
    chosen = {name: row._mapping[name] for name in Programme.__slots__ if name != "support_card"}
    return Programme(**chosen, support_card=pointer_of(row.support_channel_id, row.support_ts))


def _support(programme: Programme) -> dict[str, str | None]:
    card = programme.support_card
    return {
        "support_channel_id": card.channel_id if card else None,
        "support_ts": card.message_ts if card else None,
    }
