"""A few workers that tick at the same instants through three days, a weekly run among them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.services import planning
from bot.slack.messenger import Messenger
from tests.proofs.busy_week import Week
from tests.proofs.many_schedulers import live
from tests.proofs.places import migrated

SMALL = Week(workspaces=2, pairs_each=1, days=3)


def test_everything_is_there_once_although_several_plan_and_send(url: str) -> None:
    found = live(SMALL, url, 3)
    assert (found.missing, found.added, found.at_another_time) == (0, 0, 0)
    assert (found.twice, found.unsent, found.runs_wrong) == (0, 0, 0)
    assert found.runs == len(SMALL.ids())
    assert found.is_right


def _posting_twice(patch: pytest.MonkeyPatch) -> None:
    post: Callable[..., str] = Messenger.post
    patch.setattr(Messenger, "post", lambda *given: (post(*given), post(*given))[0])


def _planning_nothing(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(planning, "plan_nudges", lambda *_: 0)


@pytest.mark.parametrize(("fault", "count"), [(_posting_twice, "twice"), (_planning_nothing, "missing")])
def test_a_faulty_worker_would_not_pass(
    fault: Callable[[pytest.MonkeyPatch], None], count: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault(monkeypatch)
    found = live(Week(1, 1, 1), migrated(f"sqlite:///{tmp_path / 'trellis.db'}"), 1)
    assert getattr(found, count) > 0
    assert not found.is_right
