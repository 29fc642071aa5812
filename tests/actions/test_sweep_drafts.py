"""Drafts that nobody sends are thrown away after their time, and never without a word before."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.actions.story import Story
from tests.factories import NOW, PNG
from writdesk.actions.drafts.keep_draft import begin_draft, keep_draft
from writdesk.actions.drafts.keep_draft_file import keep_draft_file
from writdesk.actions.drafts.sweep_drafts import sweep_drafts
from writdesk.actions.intake.uploads import Upload
from writdesk.adapters.vault import desk_blobs
from writdesk.jobs.worker import run_all
from writdesk.store.drafts import Draft
from writdesk.store.ledger import LedgerEntry

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def draft(story: Story) -> Draft:
    """A draft with a file."""
    by = story.by("officer")
    draft = begin_draft({"answers": {"kind": "legal"}}, by=by, at=NOW)
    keep_draft_file(draft.pk, Upload(name="page.png", source=io.BytesIO(PNG)), by=by, at=NOW)
    return draft


def day(number: float) -> datetime:
    """So many days after the last change."""
    return NOW + timedelta(days=number)


def work(at: datetime) -> None:
    """The clock's job of that day, and what it asked for."""
    sweep_drafts(at=at)
    run_all(lambda: at)


def test_an_officer_is_reminded_a_week_before_and_once(draft: Draft, mailoutbox: list[Any]) -> None:
    work(day(22))
    assert not mailoutbox
    work(day(24))
    work(day(25))
    (mail,) = mailoutbox
    assert mail.to == ["dana.ruiz@springfield-pd.example"]
    assert "02 April 2026" in mail.body
    assert f"/officer/drafts/{draft.pk}/" in mail.body
    assert LedgerEntry.objects.filter(body__contains="draft-reminder").count() == 1


def test_an_abandoned_draft_goes_with_its_files_and_one_ledger_entry(draft: Draft) -> None:
    work(day(24))
    before = LedgerEntry.objects.count()
    assert sweep_drafts(at=day(30.5)) == 0
    assert sweep_drafts(at=day(31.5)) == 1
    assert not Draft.objects.exists()
    assert not set(desk_blobs().names())
    assert LedgerEntry.objects.count() == before + 1
    assert '"drafts.swept"' in LedgerEntry.objects.latest("index").body


def test_nothing_to_sweep_makes_no_entry(draft: Draft) -> None:
    before = LedgerEntry.objects.count()
    assert sweep_drafts(at=day(1)) == 0
    assert LedgerEntry.objects.count() == before


def test_a_draft_that_is_worked_on_again_begins_anew(
    draft: Draft, story: Story, mailoutbox: list[Any]
) -> None:
    work(day(24))
    keep_draft(draft.pk, {"officer.name": "Dana"}, step="officer", by=story.by("officer"), at=day(25))
    work(day(40))
    assert Draft.objects.exists()
    work(day(49))
    assert len(mailoutbox) == 2
    work(day(57))
    assert not Draft.objects.exists()


def test_without_a_reminder_a_draft_waits_longer_but_not_for_ever(draft: Draft) -> None:
    assert sweep_drafts(at=day(40)) == 0
    assert sweep_drafts(at=day(61)) == 1


def test_the_empty_row_of_a_sent_draft_goes_after_its_time(draft: Draft) -> None:
    Draft.objects.filter(pk=draft.pk).update(submitted_reference="LR-2026-000001")
    assert sweep_drafts(at=day(29)) == 0
    assert sweep_drafts(at=day(31)) == 1


def test_the_number_of_days_is_a_setting(draft: Draft, settings: Any, mailoutbox: list[Any]) -> None:
    settings.DRAFT_DAYS = 4
    work(day(2.5))
    assert len(mailoutbox) == 1
    work(day(5))
    assert not Draft.objects.exists()
