"""What hosts choose for the workspace."""

from datetime import datetime

from bot.listeners import payload
from bot.listeners.payload import Body
from bot.listeners.steps import Steps
from bot.services import settings
from bot.services.context import Context, Who
from bot.services.programme import Chosen
from bot.slack.blocks.ids import Action, Field, Form
from matching.vocabulary import Weekday
from storage.records import Programme
from storage.vocabulary import Preset


def steps(context: Context) -> Steps:
    """Give what the buttons and modals of settings do."""
    return Steps(
        opening={Action.SETTINGS_OPEN: lambda who, _body, _now: settings.open_settings(context, who)},
        forms={Form.SETTINGS: lambda who, view, _carried, now: _save(context, who, view, now)},
    )


def _save(context: Context, who: Who, view: Body, now: datetime) -> str:
    programme = Programme(
        preset=payload.one_of(view, Field.PRESET, Preset),
        declaring_channel_id=payload.channel_of(view, Field.DECLARING_CHANNEL),
        pulse_channel_id=payload.channel_of(view, Field.PULSE_CHANNEL),
        guests_allowed=payload.chosen_value(view, Field.GUESTS) == "true",
        manager_field=_line(view, Field.MANAGER_FIELD),
        partnership_limit=payload.number_of(view, Field.LIMIT),
    )
    chosen = Chosen(
        weekday=payload.one_of(view, Field.RUN_WEEKDAY, Weekday),
        hour=payload.number_of(view, Field.RUN_HOUR),
        zone=payload.chosen_value(view, Field.RUN_ZONE),
        programme=programme,
        support=_line(view, Field.SUPPORT),
        hosts=payload.people_of(view, Field.HOSTS) if payload.is_shown(view, Field.HOSTS) else None,
    )
    return settings.save_settings(context, who, chosen, view["id"], now)


def _line(view: Body, field: Field) -> str | None:
    return (payload.text_of(view, field) or "").strip() or None
