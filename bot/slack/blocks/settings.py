"""The host's settings."""

from collections.abc import Collection

from bot.practice.presets import WAYS
from bot.slack.blocks import kit, phrases
from bot.slack.blocks.ids import Field, Form
from bot.slack.message import Block, Message
from bot.slack.words import words_block
from matching.zones import known_zones
from storage.records import Programme, Workspace

REGIONS = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific", "Etc")
GROUP = 100
"""Slack takes at most 100 options in a group."""
LIMITS = range(1, 6)
MOST_HOSTS = 10
GUESTS = {False: "No, full members only", True: "Yes, guests may take part too"}


def settings_modal(
    workspace: Workspace, programme: Programme, support: str | None, hosts: Collection[str] | None
) -> Block:
    """Ask a host about the weekly run and the practice; `hosts` is None for whoever may not name any."""
    return kit.modal(Form.SETTINGS, "Settings", [*_run(workspace), *_practice(programme, support), *_hosts(hosts)])


def support_card(link: str) -> Message:
    """Keep the support link in the host's DM, from where covenants take it."""
    return Message(
        "The support link",
        [
            kit.header("The support link"),
            words_block(Field.SUPPORT, link),
            kit.context("Every covenant names it. It is kept in this message, so please leave the message here."),
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


def _run(workspace: Workspace) -> list[Block]:
    hours = {hour: f"{hour:02d}:00" for hour in range(24)}
    return [
        kit.section("Once a week I suggest partners to everybody who is looking for one."),
        kit.choose_one(Field.RUN_WEEKDAY, "On which day?", phrases.WEEKDAYS, workspace.run_weekday),
        kit.choose_number(Field.RUN_HOUR, "At what hour?", hours, workspace.run_hour),
        kit.choose_grouped(Field.RUN_ZONE, "In which time zone?", zones(), workspace.run_zone),
    ]


def _practice(programme: Programme, support: str | None) -> list[Block]:
    invited = "Please invite me there too: type /invite @Trellis in the channel."
    ways = {preset: way.label for preset, way in WAYS.items()}
    return [
        kit.divider(),
        kit.section("What I propose to members. Partners may change any term in their covenant."),
        kit.choose_one(Field.PRESET, "How do you practise?", ways, programme.preset),
        kit.choose_number(
            Field.LIMIT,
            "Partnerships that one person may be in",
            {one: str(one) for one in LIMITS},
            programme.partnership_limit,
        ),
        kit.choose_flag(Field.GUESTS, "May guests of this workspace take part?", GUESTS, programme.guests_allowed),
        kit.pick_channel(
            Field.DECLARING_CHANNEL, "Where may members declare a goal?", programme.declaring_channel_id, invited
        ),
        kit.pick_channel(
            Field.PULSE_CHANNEL, "Where shall I post the monthly pulse?", programme.pulse_channel_id, invited
        ),
        kit.line_input(
            Field.MANAGER_FIELD,
            "Profile field that names the manager",
            "Its id, such as Xf0ABC123. With it nobody is suggested to their own manager. "
            "For that I need the scope users.profile:read.",
            programme.manager_field,
            longest=40,
        ),
        kit.line_input(
            Field.SUPPORT,
            "Where is qualified support to be found?",
            "An https address that covenants name. It is kept on a card in our conversation.",
            support,
            longest=300,
        ),
    ]


def _hosts(hosts: Collection[str] | None) -> list[Block]:
    if hosts is None:
        return []
    hint = "Admins are hosts anyway. Hosts see these settings, the preview and the pulse, and nothing about any member."
    return [kit.pick_people(Field.HOSTS, "Who else is a host?", hosts, MOST_HOSTS, hint)]
