import dataclasses

import pytest

from bot.config import Config, ConfigError, Needs
from bot.settings import SETTINGS, Name
from storage.engine import DEFAULT_URL

WHOLE = {
    "SLACK_BOT_TOKEN": "xoxb-1-aB",
    "SLACK_APP_TOKEN": "xapp-1-cD",
    "SLACK_SIGNING_SECRET": "0123456789abcdef0123456789abcdef",
}


def faults(environ: dict[str, str], needs: Needs = Needs.EITHER_WAY_IN) -> str:
    with pytest.raises(ConfigError) as caught:
        Config.load(environ, needs)
    return str(caught.value)


def test_what_nobody_sets_has_its_default() -> None:
    config = Config.load(WHOLE)
    assert (config.host, config.port, config.log_level) == ("127.0.0.1", 3000, "INFO")
    assert config.api_url == "https://slack.com/api/"
    assert config.database_url.reveal() == DEFAULT_URL
    assert (config.model, config.metrics_port) == (None, None)


def test_every_setting_is_read() -> None:
    config = Config.load(
        WHOLE
        | {
            "SLACK_API_URL": "http://127.0.0.1:8080/api",
            "DATABASE_URL": "postgres://name:password@db/trellis",
            "TRELLIS_MODEL": "models/mine",
            "PORT": "65535",
            "HOST": "::1",
            "METRICS_PORT": "9100",
            "LOG_LEVEL": "DEBUG",
        }
    )
    assert config.bot_token is not None
    assert config.app_token is not None
    assert config.signing_secret is not None
    revealed = [config.bot_token.reveal(), config.app_token.reveal(), config.signing_secret.reveal()]
    assert revealed == list(WHOLE.values())
    assert config.api_url == "http://127.0.0.1:8080/api/"
    assert config.database_url.reveal() == "postgres://name:password@db/trellis"
    assert (config.model, config.port, config.host, config.log_level) == ("models/mine", 65535, "::1", "DEBUG")
    assert config.metrics_port == 9100


def test_all_faults_are_listed_at_once_without_values() -> None:
    odd = {
        "SLACK_BOT_TOKEN": "xoxp-taken-by-mistake",
        "SLACK_APP_TOKEN": "xoxb-swapped",
        "SLACK_SIGNING_SECRET": "two words, far too odd",
        "SLACK_API_URL": "ftp://slack.example",
        "DATABASE_URL": "mysql://name:password@db",
        "TRELLIS_MODEL": " ",
        "PORT": "65536",
        "HOST": "http://here",
        "METRICS_PORT": "70001",
        "LOG_LEVEL": "CHATTY",
    }
    message = faults(odd)
    assert all(f"- {name} " in message for name in Name)
    assert not any(value in message for value in odd.values() if value.strip())


@pytest.mark.parametrize("port", ["0", "-1", "3000.0", "65536", "99999999", "٣", "3 000"])
def test_a_port_must_exist(port: str) -> None:
    assert "- PORT is not in its form" in faults(WHOLE | {"PORT": port})
    assert "- METRICS_PORT is not in its form" in faults(WHOLE | {"METRICS_PORT": port})


@pytest.mark.parametrize("name", ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"])
def test_a_secret_with_a_line_end_is_refused(name: str) -> None:
    assert f"{name} is not in its form" in faults(WHOLE | {name: WHOLE[name] + "\n"})


def test_either_way_into_slack_is_enough() -> None:
    assert Config.load({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}).signing_secret is None
    assert Config.load({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "a" * 32}).app_token is None
    assert "SLACK_APP_TOKEN or SLACK_SIGNING_SECRET is missing" in faults({"SLACK_BOT_TOKEN": "xoxb-1"})


def test_a_command_asks_for_what_it_needs_only() -> None:
    assert Config.load({}, Needs.NOTHING).bot_token is None
    assert "SLACK_SIGNING_SECRET" not in faults({}, Needs.TOKEN)
    without = {name: value for name, value in WHOLE.items() if name != "SLACK_SIGNING_SECRET"}
    assert "SLACK_SIGNING_SECRET is missing" in faults(without, Needs.HTTP)


def test_an_empty_value_counts_as_unset() -> None:
    assert "SLACK_BOT_TOKEN is missing" in faults(WHOLE | {"SLACK_BOT_TOKEN": ""})
    assert Config.load(WHOLE | {"PORT": ""}).port == 3000


def test_a_secret_shows_itself_nowhere() -> None:
    config = Config.load(WHOLE | {"DATABASE_URL": "postgresql://name:password@db/trellis"})
    shown = (
        f"{config} {config!r} {config.bot_token} {config.bot_token:>40} {dataclasses.asdict(config, dict_factory=str)}"
    )
    assert not any(value in shown for value in [*WHOLE.values(), "password"])


def test_the_table_names_every_setting_once() -> None:
    assert [setting.name for setting in SETTINGS] == list(Name)
