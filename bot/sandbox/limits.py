"""Block Kit's shapes and limits, from docs.slack.dev/reference/block-kit, as far as Trellis could use them.

Blocks that Trellis has no use for (video, file, table …) count as unsupported.
"""

from collections.abc import Mapping

from bot.sandbox.schema import Anything, Flag, Items, Rule, String, Thing, Typed, Whole

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
MESSAGE_TEXT = 40_000
MESSAGE_BLOCKS_SIZE = 13_200
"""Characters of all blocks as JSON, measured in github.com/slackapi/bolt-js/issues/2509."""
VIEW_SIZE = 250_000
METADATA_EVENT_TYPE = 255


def _plain(most: int) -> Rule:
    return Typed({"plain_text": Thing({"text": String(most)}, {"emoji": Flag()})})


def _text(most: int) -> Rule:
    mrkdwn = Thing({"text": String(most)}, {"verbatim": Flag()})
    return Typed({"plain_text": Thing({"text": String(most)}, {"emoji": Flag()}), "mrkdwn": mrkdwn})


_STYLE = String(7, form="primary|danger")
_CONFIRM = Thing(
    {"text": _text(300)},
    {"title": _plain(100), "confirm": _plain(30), "deny": _plain(30), "style": _STYLE},
)
_OPTION = Thing({"text": _plain(75), "value": String(150)}, {"description": _plain(75)})
_RICH_OPTION = Thing({"text": _text(75), "value": String(150)}, {"description": _text(75)})
_LINK_OPTION = Thing({"text": _plain(75), "value": String(150)}, {"description": _plain(75), "url": String(3000)})
_GROUP = Thing({"label": _plain(75), "options": Items(_OPTION, 100)})
_ACTION: Mapping[str, Rule] = {"action_id": String(255), "confirm": _CONFIRM, "focus_on_load": Flag()}
_ASKING: Mapping[str, Rule] = {**_ACTION, "placeholder": _plain(150)}
_TYPING: Mapping[str, Rule] = {
    "action_id": String(255),
    "placeholder": _plain(150),
    "focus_on_load": Flag(),
    "dispatch_action_config": Anything(),
}
_OPTIONS: Mapping[str, Rule] = {"options": Items(_OPTION, 100), "option_groups": Items(_GROUP, 100)}
_MULTI: Mapping[str, Rule] = {**_ASKING, "max_selected_items": Whole(1, 100)}
_ID = String(255)
_MINUTE = String(5, form=r"([01]\d|2[0-3]):[0-5]\d")
_DAY = String(10, form=r"\d{4}-\d{2}-\d{2}")
_IMAGE: Mapping[str, Rule] = {"image_url": String(3000), "slack_file": Anything()}

_PICKERS: Mapping[str, Rule] = {
    "datepicker": Thing({}, {**_ASKING, "initial_date": _DAY}),
    "timepicker": Thing({}, {**_ASKING, "initial_time": _MINUTE, "timezone": String(255)}),
    "datetimepicker": Thing({}, {**_ACTION, "initial_date_time": Whole(1_000_000_000, 9_999_999_999)}),
}
_CHOICES: Mapping[str, Rule] = {
    "checkboxes": Thing({"options": Items(_RICH_OPTION, 10)}, {**_ACTION, "initial_options": Items(_RICH_OPTION, 10)}),
    "radio_buttons": Thing({"options": Items(_RICH_OPTION, 10)}, {**_ACTION, "initial_option": _RICH_OPTION}),
}
_SELECTS: Mapping[str, Rule] = {
    "static_select": Thing({}, {**_ASKING, **_OPTIONS, "initial_option": _OPTION}, either=("options", "option_groups")),
    "users_select": Thing({}, {**_ASKING, "initial_user": _ID}),
    "channels_select": Thing({}, {**_ASKING, "initial_channel": _ID, "response_url_enabled": Flag()}),
    "conversations_select": Thing(
        {},
        {
            **_ASKING,
            "initial_conversation": _ID,
            "default_to_current_conversation": Flag(),
            "response_url_enabled": Flag(),
            "filter": Anything(),
        },
    ),
}
_MULTI_SELECTS: Mapping[str, Rule] = {
    "multi_static_select": Thing(
        {}, {**_MULTI, **_OPTIONS, "initial_options": Items(_OPTION, 100)}, either=("options", "option_groups")
    ),
    "multi_users_select": Thing({}, {**_MULTI, "initial_users": Items(_ID, 100)}),
    "multi_channels_select": Thing({}, {**_MULTI, "initial_channels": Items(_ID, 100)}),
    "multi_conversations_select": Thing({}, {**_MULTI, "initial_conversations": Items(_ID, 100), "filter": Anything()}),
}
_PRESSED: Mapping[str, Rule] = {
    "button": Thing(
        {"text": _plain(75)},
        {
            "action_id": String(255),
            "url": String(3000),
            "value": String(2000),
            "style": _STYLE,
            "confirm": _CONFIRM,
            "accessibility_label": String(75),
        },
    ),
    "overflow": Thing({"options": Items(_LINK_OPTION, 5)}, {"action_id": String(255), "confirm": _CONFIRM}),
}
_PICTURE: Mapping[str, Rule] = {
    "image": Thing({"alt_text": String(2000)}, _IMAGE, either=("image_url", "slack_file")),
}
_TYPED: Mapping[str, Rule] = {
    "plain_text_input": Thing(
        {},
        {
            **_TYPING,
            "initial_value": String(3000, least=0),
            "multiline": Flag(),
            "min_length": Whole(0, 3000),
            "max_length": Whole(1, 3000),
        },
    ),
    "email_text_input": Thing({}, {**_TYPING, "initial_value": String(255)}),
    "url_text_input": Thing({}, {**_TYPING, "initial_value": String(3000)}),
    "number_input": Thing(
        {"is_decimal_allowed": Flag()},
        {**_TYPING, "initial_value": String(255), "min_value": String(255), "max_value": String(255)},
    ),
}

_ACCESSORY = Typed({**_PRESSED, **_PICTURE, **_PICKERS, **_CHOICES, **_SELECTS, **_MULTI_SELECTS})
_PLACED: Mapping[str, Rule] = {"block_id": String(255)}

BLOCKS: Mapping[str, Rule] = {
    "section": Thing(
        {},
        {
            **_PLACED,
            "text": _text(3000),
            "fields": Items(_text(2000), 10),
            "accessory": _ACCESSORY,
            "expand": Flag(),
        },
        either=("text", "fields"),
    ),
    "header": Thing({"text": _plain(150)}, _PLACED),
    "divider": Thing({}, _PLACED),
    "context": Thing(
        {"elements": Items(Typed({**_PICTURE, "mrkdwn": _text(3000), "plain_text": _text(3000)}), 10)}, _PLACED
    ),
    "actions": Thing({"elements": Items(Typed({**_PRESSED, **_PICKERS, **_CHOICES, **_SELECTS}), 25)}, _PLACED),
    "image": Thing(
        {"alt_text": String(2000)},
        {**_PLACED, **_IMAGE, "title": _plain(2000)},
        either=("image_url", "slack_file"),
    ),
    "input": Thing(
        {
            "label": _plain(2000),
            "element": Typed({**_TYPED, **_PICKERS, **_CHOICES, **_SELECTS, **_MULTI_SELECTS}),
        },
        {**_PLACED, "hint": _plain(2000), "optional": Flag(), "dispatch_action": Flag()},
    ),
    "rich_text": Thing({"elements": Items(Anything(), 100)}, _PLACED),
}

_KEPT: Mapping[str, Rule] = {
    "callback_id": String(255, least=0),
    "private_metadata": String(3000, least=0),
    "external_id": String(255, least=0),
}
_VIEW_BLOCKS_RULE = Items(Typed(BLOCKS), VIEW_BLOCKS)
MESSAGE = Items(Typed(BLOCKS), MESSAGE_BLOCKS, least=0)
MODAL = Thing(
    {"title": _plain(24), "blocks": _VIEW_BLOCKS_RULE},
    {
        **_KEPT,
        "submit": _plain(24),
        "close": _plain(24),
        "clear_on_close": Flag(),
        "notify_on_close": Flag(),
        "submit_disabled": Flag(),
    },
)
HOME = Thing({"blocks": _VIEW_BLOCKS_RULE}, _KEPT)
