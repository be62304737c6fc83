from pathlib import Path

from bot.sandbox.http_delivery import signature
from bot.slack.blocks.ids import Action, Form
from tests.proofs.bolt_probes import broken_by_probes, plain_bolt, probes
from tests.proofs.fuzz import _population, inside, outside
from tests.proofs.fuzz_bodies import bodies
from tests.proofs.fuzz_gate import answer, gate
from tests.proofs.web_process import WORLD
from tests.proofs.workspace import workspace


def test_every_button_modal_and_event_is_spoilt() -> None:
    names = {body.name for body in bodies(_population(2), 0)}
    assert names >= {*Action, *(f"form {form}" for form in Form), "app_home_opened", "user_change", "team_join"}


def test_spoilt_requests_are_borne_and_leave_no_trace(tmp_path: Path) -> None:
    fuzzer, found = inside(1_000, 2, tmp_path)
    assert fuzzer.failed == []
    assert fuzzer.signed[200] > 100  # or nothing behind the signature was tried
    assert set(fuzzer.unsigned) == {401}
    assert found.sung == 0


def test_a_click_with_no_address_to_answer_at_is_borne(tmp_path: Path) -> None:
    population = _population(2)
    click = next(body for body in bodies(population, 0) if body.name == Action.LINK_PART)
    click.payload["response_url"] = "no address"
    content = click.encoded()
    with workspace(population, 0) as slack, gate(population, slack.base_url, tmp_path, tmp_path / "log") as ours:
        assert answer(ours, content, click.content_type, signature(WORLD.signing_secret, content)) == 200


def test_requests_that_break_on_their_way_are_borne_too(tmp_path: Path) -> None:
    found = outside(300, tmp_path)
    assert (found.broken, found.sung) == (0, 0)
    assert found.statuses[200] > 0


def test_bolt_alone_breaks_where_the_gate_does_not(tmp_path: Path) -> None:
    population = _population(2)
    with workspace(population, 0) as slack, gate(population, slack.base_url, tmp_path, tmp_path / "log") as ours:
        assert len(list(probes())) == 21
        assert broken_by_probes(ours) == 0
        assert broken_by_probes(plain_bolt(slack.base_url)) > 0
