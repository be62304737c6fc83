"""Covenants by pointer, the terms that check-ins are planned by, signatures and commitments by pointer."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, exists, select, update
from sqlalchemy.sql import ColumnElement

from storage.records import Covenant, Pointer, Terms
from storage.stores.base import Store, keys, pointer_of
from storage.stores.partnerships import wait_for
from storage.tables import AgreedRow, CommitmentRow, CovenantRow, PartnershipRow, SignatureRow
from storage.vocabulary import PartnershipState, Preset


class CovenantStore(Store):
    """Reads and writes covenants; a signature counts for the revision that it was given to."""

    def get(self, ws: str, partnership_id: str) -> Covenant | None:
        """Find a partnership's covenant with the signatures under its present revision."""
        row = self._connection.execute(select(CovenantRow).where(_is(ws, partnership_id))).one_or_none()
        if row is None:
            return None
        signed_by = self._signed_by(ws, partnership_id, row.revision)
        return _covenant(row, signed_by, self._commitments(ws, partnership_id), self._agreed(ws, partnership_id))

    def agreed(self, ws: str, partnership_id: str) -> Terms | None:
        """Give the terms that everybody signed last, by which check-ins are planned."""
        row = self._agreed(ws, partnership_id)
        return None if row is None else _terms(row)

    def agree(self, covenant: Covenant) -> None:
        """Note that everybody has signed the proposed terms, and the shared words with them."""
        key = {"workspace_id": covenant.workspace_id, "partnership_id": covenant.partnership_id}
        self._put(
            AgreedRow,
            {**key, "revision": covenant.revision, **asdict(covenant.terms), **_words_columns(covenant.words)},
        )

    def unsigned(self) -> tuple[tuple[str, str, datetime], ...]:
        """Give (workspace, partnership, proposed at) of each covenant of all workspaces that waits for signatures."""
        agreed = and_(
            AgreedRow.workspace_id == CovenantRow.workspace_id,
            AgreedRow.partnership_id == CovenantRow.partnership_id,
            AgreedRow.revision == CovenantRow.revision,
        )
        query = select(CovenantRow.workspace_id, CovenantRow.partnership_id, CovenantRow.proposed_at).where(
            ~exists().where(agreed), CovenantRow.proposed_at.is_not(None)
        )
        rows = self._connection.execute(query.order_by(CovenantRow.workspace_id, CovenantRow.partnership_id))
        return tuple((row.workspace_id, row.partnership_id, row.proposed_at) for row in rows)

    def all_agreed(self, ws: str) -> Mapping[str, Terms]:
        """Give the agreed terms of each partnership of a workspace that has some."""
        rows = self._connection.execute(select(AgreedRow).where(AgreedRow.workspace_id == ws))
        return {row.partnership_id: _terms(row) for row in rows}

    def agreed_under(self, preset: Preset) -> tuple[tuple[str, str, Terms], ...]:
        """Give (workspace, partnership, agreed terms) of each active partnership with this way of practising."""
        theirs = and_(
            PartnershipRow.workspace_id == AgreedRow.workspace_id, PartnershipRow.id == AgreedRow.partnership_id
        )
        active = and_(AgreedRow.preset == preset, PartnershipRow.state == PartnershipState.ACTIVE)
        query = select(AgreedRow).join(PartnershipRow, theirs).where(active)
        rows = self._connection.execute(query.order_by(AgreedRow.workspace_id, AgreedRow.partnership_id))
        return tuple((row.workspace_id, row.partnership_id, _terms(row)) for row in rows)

    def propose(
        self,
        ws: str,
        partnership_id: str,
        proposer_id: str,
        terms: Terms,
        now: datetime | None = None,
        words: Pointer | None = None,
    ) -> int:
        """Set new terms and give their revision, 1 for the first; signatures under older ones no longer count."""
        wait_for(self._connection, ws, partnership_id)
        new = {**asdict(terms), "proposer_id": proposer_id, "proposed_at": now, **_words_columns(words)}
        key = {"workspace_id": ws, "partnership_id": partnership_id}
        put = self._insert(CovenantRow).values(**key, **new, revision=1)
        put = put.on_conflict_do_update(
            index_elements=keys(CovenantRow), set_={**new, "revision": CovenantRow.revision + 1}
        )
        revision: int = self._connection.execute(put.returning(CovenantRow.revision)).scalar_one()
        return revision

    def set_message(self, ws: str, partnership_id: str, message_ts: str | None) -> None:
        """Set which message in the group DM is the covenant card; None when it is in a DM that is no longer used."""
        self._connection.execute(update(CovenantRow).where(_is(ws, partnership_id)).values(message_ts=message_ts))

    def sign(self, ws: str, partnership_id: str, member_id: str, revision: int, now: datetime) -> bool:
        """Record a signature; give False if it was given before or the terms have changed since."""
        wait_for(self._connection, ws, partnership_id)
        present = select(CovenantRow.revision).where(_is(ws, partnership_id))
        if self._scalars(present).one_or_none() != revision:
            return False
        key = {"workspace_id": ws, "partnership_id": partnership_id, "member_id": member_id}
        new = {"revision": revision, "signed_at": now}
        put = self._insert(SignatureRow).values(**key, **new)
        older = SignatureRow.revision < revision
        return self._changed(put.on_conflict_do_update(index_elements=keys(SignatureRow), set_=new, where=older))

    def ever_signed(self, ws: str, partnership_id: str) -> frozenset[str]:
        """Give who has signed any revision."""
        ours = and_(SignatureRow.workspace_id == ws, SignatureRow.partnership_id == partnership_id)
        return frozenset(self._scalars(select(SignatureRow.member_id).where(ours)))

    def put_commitment(self, ws: str, partnership_id: str, member_id: str, card: Pointer) -> None:
        """Set where a member's commitment card is."""
        key = {"workspace_id": ws, "partnership_id": partnership_id, "member_id": member_id}
        self._put(CommitmentRow, {**key, **asdict(card)})

    def commitments_of(self, ws: str, member_id: str) -> tuple[tuple[str, Pointer], ...]:
        """Give (partnership, card) for each of a member's commitments."""
        mine = and_(CommitmentRow.workspace_id == ws, CommitmentRow.member_id == member_id)
        rows = self._connection.execute(select(CommitmentRow).where(mine).order_by(CommitmentRow.partnership_id))
        return tuple((row.partnership_id, Pointer(row.channel_id, row.message_ts)) for row in rows)

    def _agreed(self, ws: str, partnership_id: str) -> Row[Any] | None:
        ours = and_(AgreedRow.workspace_id == ws, AgreedRow.partnership_id == partnership_id)
        return self._connection.execute(select(AgreedRow).where(ours)).one_or_none()

    def _signed_by(self, ws: str, partnership_id: str, revision: int) -> frozenset[str]:
        signatures = select(SignatureRow.member_id).where(
            SignatureRow.workspace_id == ws,
            SignatureRow.partnership_id == partnership_id,
            SignatureRow.revision == revision,
        )
        return frozenset(self._scalars(signatures))

    def _commitments(self, ws: str, partnership_id: str) -> dict[str, Pointer]:
        ours = and_(CommitmentRow.workspace_id == ws, CommitmentRow.partnership_id == partnership_id)
        rows = self._connection.execute(select(CommitmentRow).where(ours).order_by(CommitmentRow.member_id))
        return {row.member_id: Pointer(row.channel_id, row.message_ts) for row in rows}


def _is(ws: str, partnership_id: str) -> ColumnElement[bool]:
    return and_(CovenantRow.workspace_id == ws, CovenantRow.partnership_id == partnership_id)


def _terms(row: Row[Any]) -> Terms:
    kept = {name: row._mapping[name] for name in Terms.__slots__ if row._mapping[name] is not None}
    return Terms(**kept)


def _words_columns(words: Pointer | None) -> dict[str, str | None]:
    channel_id, ts = (words.channel_id, words.message_ts) if words else (None, None)
    return {"words_channel_id": channel_id, "words_ts": ts}


def _covenant(
    row: Row[Any], signed_by: frozenset[str], commitments: dict[str, Pointer], agreed: Row[Any] | None
) -> Covenant:
    return Covenant(
        workspace_id=row.workspace_id,
        partnership_id=row.partnership_id,
        message_ts=row.message_ts,
        proposer_id=row.proposer_id,
        revision=row.revision,
        terms=_terms(row),
        signed_by=signed_by,
        commitments=commitments,
        words=pointer_of(row.words_channel_id, row.words_ts),
        proposed_at=row.proposed_at,
        agreed=_terms(agreed) if agreed else None,
        agreed_words=pointer_of(agreed.words_channel_id, agreed.words_ts) if agreed else None,
    )
