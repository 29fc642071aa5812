"""The clock takes away drafts that nobody sent, once their officer was reminded; and rows of sent ones."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet

from writdesk.actions.act import enter
from writdesk.actions.actor import DESK
from writdesk.actions.all_or_nothing import all_or_nothing
from writdesk.actions.drafts.keep_draft_file import forget_files
from writdesk.core.lifecycle import Party
from writdesk.ledger.codes import Code
from writdesk.store.drafts import Draft, DraftFile
from writdesk.store.jobs import enqueue

MOST_NOTICE = timedelta(days=7)
# Where no reminder could be mailed for so long, a draft goes all the same.
LONGEST_WAIT = timedelta(days=30)


def kept_for() -> timedelta:
    """How long a draft is kept after its last change."""
    return timedelta(days=int(settings.DRAFT_DAYS))


def notice() -> timedelta:
    """How long before the end the officer is reminded."""
    return min(MOST_NOTICE, kept_for() / 2)


def sweep_drafts(*, at: datetime) -> int:
    """Take away what is over, with one ledger entry if there was any; ask for reminders. Returns how many."""
    for draft in _to_remind(at):
        enqueue(
            "remind_of_draft",
            f"{draft.pk}-{draft.changed_at:%Y-%m-%dT%H:%M:%S}",
            run_after=at,
            payload={"draft": str(draft.pk)},
        )
    with all_or_nothing():
        drafts = list(_over(at).select_for_update(of=("self",)))
        handles = [draft.pk for draft in drafts]
        if not handles:
            return 0
        files = forget_files(DraftFile.objects.filter(draft__in=handles))
        sent = sum(1 for draft in drafts if draft.submitted_reference)
        Draft.objects.filter(pk__in=handles).delete()
        facts = {"drafts": len(handles) - sent, "sent": sent, "files": files}
        enter(Code.DRAFTS_SWEPT, by=DESK, role=Party.SYSTEM.value, at=at, facts=dict(facts))
    return len(handles)


def _to_remind(at: datetime) -> QuerySet[Draft]:
    return Draft.objects.filter(
        submitted_reference="", reminded_at=None, changed_at__lte=at - kept_for() + notice()
    )


def _over(at: datetime) -> QuerySet[Draft]:
    old = Q(changed_at__lte=at - kept_for())
    told = Q(reminded_at__lte=at - notice()) | Q(changed_at__lte=at - kept_for() - LONGEST_WAIT)
    return Draft.objects.filter(old & (told | ~Q(submitted_reference="")))
