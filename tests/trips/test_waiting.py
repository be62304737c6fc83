"""Covenants that nobody writes, or not everybody signs: one more request, one reminder, and a kind end."""

from datetime import UTC, datetime, timedelta

from bot.sandbox.actor import Actor
from bot.sandbox.stage import Stage
from storage.records import Covenant
from storage.vocabulary import EndReason, NudgeKind, PartnershipState
from tests.trips import partners
from tests.trips.cast import FRIDAY
from tests.trips.partners import FIRST_AT, ROW, heard, introduced, propose, sign, signed
from tests.trips.screen import told
from tests.trips.steps import PROMISE, click, sees, submit_covenant

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
BEFORE = "We keep Thursday, come what may"
AFTER = "We skip whatever does not suit"


def pass_days(stage: Stage, days: float) -> None:
    """Let time pass with a worker that looks in twice a day."""
    stage.until(stage.slack.clock.now() + days * DAY, timedelta(hours=12))


def propose_words(stage: Stage, member: Actor, words: str, **terms: str) -> None:
    partners.open_covenant(member, **terms)
    assert submit_covenant(member, missed_check_in=words), member.modal
    stage.settle()


def test_the_convener_is_asked_once_more_after_a_day(quick_stage: Stage) -> None:
    ana, ben = introduced(quick_stage, "UANA", "UBEN")
    partners.jump(quick_stage, FRIDAY + 23 * HOUR)
    assert heard(ana, "nothing is proposed yet") + heard(ben, "nothing is proposed yet") == []
    pass_days(quick_stage, 4)
    asked = [member for member in (ana, ben) if heard(member, "nothing is proposed yet")]
    assert len(asked) == 1
    assert len(heard(asked[0], "Would you make the first move? A first date")) == 1
    click(asked[0], "covenant_open")
    assert asked[0].modal is not None


def test_nobody_is_asked_again_once_something_is_proposed(quick_stage: Stage) -> None:
    ana, ben = introduced(quick_stage, "UANA", "UBEN")
    propose(quick_stage, ana)
    partners.jump(quick_stage, FRIDAY + 2 * DAY)
    assert heard(ana, "nothing is proposed yet") + heard(ben, "nothing is proposed yet") == []


def test_unsigned_for_three_days_brings_one_reminder(quick_stage: Stage) -> None:
    ana, ben = introduced(quick_stage, "UANA", "UBEN")
    propose(quick_stage, ana)
    pass_days(quick_stage, 2.5)
    assert not sees(ben, "waits for everybody's signature")
    pass_days(quick_stage, 6)
    (reminder,) = heard(ben, "waits for everybody's signature")
    assert "If it is still open on Monday 30 November 2026, this introduction comes to its end" in reminder
    sign(ana)
    sign(ben)
    pass_days(quick_stage, 3)
    assert partners.partnership(quick_stage).state is PartnershipState.ACTIVE


def test_nothing_proposed_brings_one_reminder_too(quick_stage: Stage) -> None:
    (ana, _) = introduced(quick_stage, "UANA", "UBEN")
    pass_days(quick_stage, 9)
    assert len(heard(ana, "there is no first check-in yet")) == 1
    assert partners.partnership(quick_stage).state is PartnershipState.FORMING


def test_after_ten_days_the_introduction_lapses_and_everybody_is_told_once(quick_stage: Stage) -> None:
    ana, ben = introduced(quick_stage, "UANA", "UBEN")
    propose(quick_stage, ana)
    sign(ana)
    pass_days(quick_stage, 14)
    ended = partners.partnership(quick_stage)
    assert (ended.state, ended.end_reason) == (PartnershipState.ENDED, EndReason.LAPSED)
    for member in (ana, ben):
        assert len(heard(member, "did not come to a covenant")) == 1
        assert not sees(member, "has left")
    with quick_stage.trellis.context.database.read() as work:
        assert work.partnerships.together(quick_stage.trellis.workspace_id, FRIDAY.date()) == frozenset()
    click(ben, "covenant_sign")
    assert "This partnership has come to its end." in ben.texts()[-1]


def test_two_wait_for_the_one_who_is_away(quick_stage: Stage) -> None:
    ana, ben = introduced(quick_stage, "UANA", "UBEN")
    propose(quick_stage, ana)
    sign(ana)
    told(ben, "pause 2027-01-10")
    pass_days(quick_stage, 14)
    assert heard(ben, "waits for everybody's signature") == []
    assert partners.partnership(quick_stage).state is PartnershipState.FORMING
    partners.jump(quick_stage, datetime(2027, 1, 10, 1, tzinfo=UTC))
    assert heard(ben, "waits for everybody's signature") == []
    partners.jump(quick_stage, datetime(2027, 1, 10, FRIDAY.hour + 1, tzinfo=UTC))
    (reminder,) = heard(ben, "waits for everybody's signature")
    assert "If it is still open on Sunday 17 January 2027" in reminder


def test_nothing_lapses_that_nobody_was_warned_of(quick_stage: Stage) -> None:
    (ana, _) = introduced(quick_stage, "UANA", "UBEN")
    partners.jump(quick_stage, FRIDAY + 30 * DAY)
    assert partners.partnership(quick_stage).state is PartnershipState.FORMING
    assert sees(ana, "Without a covenant by Sunday 27 December 2026 this introduction comes to its end")
    partners.jump(quick_stage, FRIDAY + 37 * DAY)
    assert partners.partnership(quick_stage).state is PartnershipState.ENDED


def test_a_change_that_nobody_completes_lapses_and_what_was_agreed_goes_on(quick_stage: Stage) -> None:
    ana, ben = introduced(quick_stage, "UANA", "UBEN")
    propose_words(quick_stage, ana, BEFORE)
    for member in (ana, ben):
        sign(member)
    quick_stage.settle()
    agreed = partners.covenant(quick_stage).agreed
    propose_words(quick_stage, ben, AFTER, first_on="2026-11-30", time="09:00", cadence="monthly")
    sign(ben)
    quick_stage.settle()
    assert sees(ana, "This is a proposal. Until everybody has signed it, what you agreed goes on: every week")
    assert sees(ana, AFTER)
    pass_days(quick_stage, 11)
    (said,) = heard(ana, "did not get everybody's signature")
    assert "what you agreed goes on: every week, 30 minutes" in said
    left = partners.covenant(quick_stage)
    assert (left.terms, left.agreed, left.proposer_id) == (agreed, agreed, "UANA")
    assert left.signed_by == {"UANA", "UBEN"}
    assert sees(ana, BEFORE)
    assert not sees(ben, AFTER)
    days = [each.local_date for each in partners.check_ins(quick_stage)]
    assert days == [FIRST_AT.date() + week * 7 * DAY for week in range(len(days))]


def test_a_reminder_about_a_change_says_that_the_rhythm_stays(quick_stage: Stage) -> None:
    (ana, ben) = signed(quick_stage, "UANA", "UBEN")
    propose(quick_stage, ben, cadence="monthly")
    pass_days(quick_stage, 4)
    assert sees(ana, "If it is still open on Monday 30 November 2026, what you agreed before goes on.")
    assert not sees(ana, "did not come to a covenant")


def test_partners_from_before_agreements_were_kept_go_on(quick_stage: Stage) -> None:
    (ana, ben) = signed(quick_stage, "UANA", "UBEN")
    with quick_stage.trellis.context.database.write() as work:
        for table in ("agreed", "cycle"):
            work.connection.exec_driver_sql(f"DELETE FROM {table}")
        work.connection.exec_driver_sql("UPDATE covenant SET proposed_at = NULL")
        work.commit()
    propose(quick_stage, ben, cadence="monthly")
    assert agreed_of(partners.covenant(quick_stage)) == "weekly"
    quick_stage.until(FIRST_AT + timedelta(weeks=2, hours=1), timedelta(hours=6))
    assert len(heard(ana, "Did you meet with @Ben Okafor")) >= 2
    with quick_stage.trellis.context.database.read() as work:
        assert work.cycles.get(quick_stage.trellis.workspace_id, ROW) is not None


def agreed_of(covenant: Covenant) -> str:
    assert covenant.agreed is not None
    return covenant.agreed.cadence.value


def test_nudges_for_one_member_are_keyed_by_the_first_day(quick_stage: Stage) -> None:
    introduced(quick_stage, "UANA", "UBEN")
    pass_days(quick_stage, 3)
    found = [one for member in ("UANA", "UBEN") for one in partners.nudges(quick_stage, member)]
    assert [(one.kind, one.local_date) for one in found] == [(NudgeKind.CONVENE, FRIDAY.date())]


def test_words_of_the_proposer_are_gone_once_they_are_forgotten(quick_stage: Stage) -> None:
    ana, ben, _ = introduced(quick_stage, "UANA", "UBEN", "UCYN")
    propose_words(quick_stage, ana, BEFORE)
    assert sees(ben, BEFORE)
    ana.command("/trellis", "leave")
    click(ana, "leave_partnership")
    quick_stage.settle()
    assert sees(ben, BEFORE)
    ana.command("/trellis", "forget me")
    click(ana, "forget")
    pass_days(quick_stage, 0.5)
    for member in (ana, ben):
        assert not sees(member, BEFORE)
        assert not sees(member, PROMISE)
