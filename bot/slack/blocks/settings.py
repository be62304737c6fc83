"""The host's settings."""

from bot.slack.blocks import kit, phrases
from bot.slack.blocks.ids import Field, Form
from bot.slack.message import Block
from matching.zones import known_zones
from storage.records import Workspace

REGIONS = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific", "Etc")
GROUP = 100
"""Slack takes at most 100 options in a group."""


def settings_modal(workspace: Workspace) -> Block:
    """Ask a host for the weekday, hour and zone of the weekly suggestion run."""
    return kit.modal(
        Form.SETTINGS,
        "Settings",
        [
            kit.section("Once a week I suggest partners to everybody who is looking for one."),
            kit.choose_one(Field.RUN_WEEKDAY, "On which day?", phrases.WEEKDAYS, workspace.run_weekday),
            kit.choose_number(
                Field.RUN_HOUR, "At what hour?", {hour: f"{hour:02d}:00" for hour in range(24)}, workspace.run_hour
            ),
            kit.choose_grouped(Field.RUN_ZONE, "In which time zone?", zones(), workspace.run_zone),
        ],
    )


def zones() -> dict[str, list[str]]:
    """List IANA zones by region, in groups that Slack takes."""
    groups: dict[str, list[str]] = {}
    for region in REGIONS:
        names = sorted(name for name in known_zones() if name.startswith(f"{region}/"))
        for start in range(0, len(names), GROUP):
            part = names[start : start + GROUP]
            groups[f"{region}, from {part[0].split('/', 1)[1]}"] = part
    return groups
