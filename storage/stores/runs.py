"""Suggestion runs: the weekly one of a workspace, and those that members ask for."""

from datetime import datetime, timedelta

from sqlalchemy import and_, or_, select, update
from sqlalchemy.sql import ColumnElement

from storage.stores.base import Store, keys
from storage.tables import RunRow
from storage.vocabulary import RunState


class RunStore(Store):
    """Makes each run happen once, whoever carries it out."""

    def add(self, ws: str, iso_week: int, asked_by: str) -> bool:
        """Put it down as due; give False if it was there."""
        return self._add(RunRow, _new(ws, iso_week, asked_by))

    def is_noted(self, ws: str, iso_week: int, asked_by: str) -> bool:
        """Tell whether it was put down, be it due, under way or done."""
        return self._scalars(select(RunRow.asked_by).where(_is(ws, iso_week, asked_by))).one_or_none() is not None

    def request(self, ws: str, iso_week: int, asked_by: str, partnership_id: str | None = None) -> bool:
        """Put it down as due, again if it is done already; False while the member waits for something else.

        With a partnership it asks for one more member of that, else for a partner of the member.
        """
        statement = self._insert(RunRow).values(**_new(ws, iso_week, asked_by), partnership_id=partnership_id)
        again = {"state": RunState.DUE, "lease_until": None, "partnership_id": partnership_id}
        self._connection.execute(
            statement.on_conflict_do_update(
                index_elements=keys(RunRow), set_=again, where=RunRow.state == RunState.DONE
            )
        )
        return self.enlarging(ws, iso_week, asked_by) == partnership_id

    def enlarging(self, ws: str, iso_week: int, asked_by: str) -> str | None:
        """Give the partnership that is to have one more member, if the run is for that."""
        found: str | None = self._scalars(
            select(RunRow.partnership_id).where(_is(ws, iso_week, asked_by))
        ).one_or_none()
        return found

    def due(self, ws: str, now: datetime) -> tuple[tuple[int, str], ...]:
        """Give (ISO week, who asked) of those that nobody is carrying out, oldest week first."""
        waiting = select(RunRow.iso_week, RunRow.asked_by).where(RunRow.workspace_id == ws, _is_free(now))
        rows = self._connection.execute(waiting.order_by(RunRow.iso_week, RunRow.asked_by))
        return tuple((week, asked_by) for week, asked_by in rows)

    def claim(self, ws: str, iso_week: int, asked_by: str, now: datetime, lease: timedelta) -> bool:
        """Take it for as long as the lease; give False if somebody else has it or it is done."""
        taken = {"state": RunState.RUNNING, "lease_until": now + lease}
        return self._changed(update(RunRow).where(_is(ws, iso_week, asked_by), _is_free(now)).values(**taken))

    def finish(self, ws: str, iso_week: int, asked_by: str, lease_until: datetime) -> bool:
        """Note that it is done; False if this lease is lost, so that somebody else may have carried it out."""
        done = {"state": RunState.DONE, "lease_until": None}
        return self._changed(update(RunRow).where(_is_held(ws, iso_week, asked_by, lease_until)).values(**done))

    def put_off(self, ws: str, iso_week: int, asked_by: str, lease_until: datetime, until: datetime) -> None:
        """Leave it for anybody to take up after this instant, if this lease is not lost."""
        held = _is_held(ws, iso_week, asked_by, lease_until)
        self._connection.execute(update(RunRow).where(held).values(lease_until=until))


def _new(ws: str, iso_week: int, asked_by: str) -> dict[str, str | int]:
    return {"workspace_id": ws, "iso_week": iso_week, "asked_by": asked_by, "state": RunState.DUE}


def _is(ws: str, iso_week: int, asked_by: str) -> ColumnElement[bool]:
    return and_(RunRow.workspace_id == ws, RunRow.iso_week == iso_week, RunRow.asked_by == asked_by)


def _is_held(ws: str, iso_week: int, asked_by: str, lease_until: datetime) -> ColumnElement[bool]:
    mine = and_(RunRow.state == RunState.RUNNING, RunRow.lease_until == lease_until)
    return and_(_is(ws, iso_week, asked_by), mine)


def _is_free(now: datetime) -> ColumnElement[bool]:
    return or_(
        RunRow.state == RunState.DUE,
        and_(RunRow.state == RunState.RUNNING, RunRow.lease_until < now),
    )
