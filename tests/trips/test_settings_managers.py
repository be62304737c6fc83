"""The reporting line: nobody is suggested to their own manager, where the host named the profile field."""

from bot.sandbox.stage import Stage
from tests.trips.rows import member_row
from tests.trips.steps import RUN, sees, state_goal, suggest
from tests.trips.test_settings import open_settings


def test_nobody_is_suggested_to_their_own_manager(quick_stage: Stage) -> None:
    world = quick_stage.slack.world
    world.scopes |= {"users.profile:read"}
    world.people["UBEN"].fields["Xf0BOSS"] = "UANA"
    name_field(quick_stage)
    ana, ben = suggest(quick_stage, "UANA", "UBEN")
    assert manager(quick_stage, "UBEN") == "UANA"
    assert not sees(ana, "might be a good partner")
    assert sees(ben, "your own reporting line")


def test_without_the_scope_all_goes_on_and_a_change_of_profile_tells(quick_stage: Stage) -> None:
    quick_stage.slack.world.people["UBEN"].fields["Xf0BOSS"] = "UANA"
    name_field(quick_stage)
    ben = quick_stage.slack.member("UBEN")
    state_goal(ben, RUN)
    assert manager(quick_stage, "UBEN") is None
    quick_stage.slack.change_profile("UBEN", "Xf0BOSS", "UCYN,UANA")
    assert manager(quick_stage, "UBEN") == "UCYN"
    quick_stage.slack.change_profile("UBEN", "Xf0BOSS", "")
    assert manager(quick_stage, "UBEN") is None


def test_a_field_that_names_nobody_is_not_kept_and_another_field_forgets(quick_stage: Stage) -> None:
    name_field(quick_stage)
    state_goal(quick_stage.slack.member("UBEN"), RUN)
    for value in ("UNOBODY", "the boss", "UGONE1, UANA"):
        quick_stage.slack.change_profile("UBEN", "Xf0BOSS", value)
        assert manager(quick_stage, "UBEN") is None
    quick_stage.slack.change_profile("UBEN", "Xf0BOSS", "UANA")
    assert manager(quick_stage, "UBEN") == "UANA"
    name_field(quick_stage, None)
    assert manager(quick_stage, "UBEN") is None


def name_field(stage: Stage, field: str | None = "Xf0BOSS") -> None:
    ana = open_settings(stage)
    ana.fill(manager_field=field)
    assert ana.submit()


def manager(stage: Stage, member_id: str) -> str | None:
    row = member_row(stage, member_id)
    assert row
    return row.manager_id
