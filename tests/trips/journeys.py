"""Journeys that press every button between them, so that each request can be tried in a place where it acts."""

from collections.abc import Mapping, Set

import pytest

from bot.slack.blocks.ids import Action, Form


def form_name(form: Form) -> str:
    """Name the submission of a modal, whose id may be a button's too."""
    return f"form {form}"


def command_name(text: str) -> str:
    """Name the command by its first word."""
    return f"/trellis {text.partition(' ')[0]}"


def journey_of(test: pytest.Metafunc | pytest.FixtureRequest) -> str:
    """Name a test by its module and function."""
    return f"{test.module.__name__.rpartition('.')[2]}.{test.function.__name__}"


JOURNEYS: Mapping[str, Set[str]] = {
    "test_covenant_steps.test_what_was_emptied_on_the_way_stays_empty": {Action.COVENANT_BACK},
    "test_daily_steps.test_after_the_end_nobody_is_asked": {
        Action.COVENANT_OPEN,
        Action.COVENANT_SIGN,
        Action.DAILY_OPEN,
        Action.DAILY_YES,
        Action.LEAVE_PARTNERSHIP,
        *map(form_name, (Form.COVENANT, Form.COVENANT_WORDS, Form.DAILY, Form.GOAL, Form.SIGN)),
        "app_home_opened",
    },
    "test_daily_steps.test_stop_asking_stops_at_once": {Action.DAILY_STOP},
    "test_daily_steps.test_yes_and_not_today_leave_the_same_rows": {Action.DAILY_NO},
    "test_declaring.test_it_can_be_declared_later_and_withdrawn_with_one_click": {
        Action.DECLARE,
        Action.DECLARATION_WITHDRAW,
    },
    "test_events.test_people_who_never_joined_leave_no_trace": {"team_join", "user_change"},
    "test_events.test_removing_the_app_erases_the_whole_workspace": {"tokens_revoked"},
    "test_goal_periods.test_at_rest_nothing_new_is_suggested_until_it_is_renewed": {
        Action.GOAL_RENEW,
        Action.GOAL_REST,
    },
    "test_goal_periods.test_who_is_paused_is_asked_after_the_return": {command_name("pause")},
    "test_home.test_a_host_can_reach_the_settings_before_joining": {Action.SETTINGS_OPEN},
    "test_home_buttons.test_avoid_from_home": {Action.AVOID_OPEN, form_name(Form.AVOID)},
    "test_home_buttons.test_help_from_home_opens_beside_it_and_its_buttons_stay_on_the_screen": {
        Action.GOAL_OPEN,
        Action.HELP,
        Action.STATUS,
    },
    "test_home_buttons.test_leaving_the_programme_and_coming_back_from_home": {Action.LEAVE_PROGRAMME},
    "test_home_buttons.test_match_from_home_answers_in_home": {Action.MATCH},
    "test_home_buttons.test_pause_and_resume_from_home": {Action.PAUSE_OPEN, Action.RESUME, form_name(Form.PAUSE)},
    "test_links.test_a_no_leaves_the_asking_circle_with_what_it_knew": {Action.LINK_NO},
    "test_links.test_either_side_parts_in_home": {
        Action.LINK_OPEN,
        Action.LINK_PART,
        Action.LINK_YES,
        form_name(Form.LINK),
    },
    "test_members_avoid.test_nobody_who_is_avoided_is_suggested_until_taken_off_the_list": {
        Action.AVOID_REMOVE,
        command_name("avoid"),
        command_name("match"),
    },
    "test_moves.test_a_check_in_is_moved_within_its_day": {
        Action.MET,
        Action.MISSED,
        Action.MOVE_OPEN,
        form_name(Form.MOVE),
    },
    "test_moves_circle.test_a_move_waits_for_one_more_yes": {Action.MOVE_AGREE},
    "test_renewal.test_half_a_year_offers_rest_a_slow_rhythm_or_new_partners": {Action.QUARTERLY},
    "test_renewal.test_only_partners_may_press": {
        Action.CONTINUE_CYCLE,
        Action.NEW_PARTNERS,
        Action.NOT_AGAIN,
        Action.REST,
    },
    "test_rotation.test_any_member_may_stop_it_where_it_is_shown": {Action.ROTATE, Action.ROTATE_STOP},
    "test_settings.test_a_support_card_of_a_host_who_is_forgotten_is_gone": {
        Action.FORGET,
        form_name(Form.SETTINGS),
        command_name("forget"),
        command_name("settings"),
    },
    "test_settings.test_admins_name_hosts_who_may_then_do_the_same_except_naming": {command_name("preview")},
    "test_skips.test_a_check_in_of_two_rests_and_its_nudges_with_it": {Action.SKIP},
    "test_suggestions.test_a_decline_after_the_introduction_says_what_to_do_instead": {
        Action.SUGGESTION_NEVER,
        Action.SUGGESTION_YES,
    },
    "test_suggestions.test_an_accept_after_a_decline_changes_nothing": {Action.SUGGESTION_NO},
    "test_thirds.test_who_is_on_an_avoid_list_of_one_partner_is_not_proposed": {Action.THIRD_ASK},
    "test_traded.test_not_yet_is_no_record_and_leaves_the_question_open": {Action.NOT_YET, Action.SEEN},
    "test_unanswered.test_who_stays_is_left_in_peace_for_the_cycle": {Action.STAY},
    "test_vitality.test_from_week_6_on_partners_are_asked_to_redesign": {Action.HALVE_CADENCE},
}
"""What each journey is here for; together they have every button, every modal and every event."""
