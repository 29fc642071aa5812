"""The worker reminds an officer, by mail, of a draft that will be thrown away."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage

from writdesk.actions.act import enter
from writdesk.actions.actor import DESK
from writdesk.actions.all_or_nothing import all_or_nothing
from writdesk.actions.drafts.sweep_drafts import kept_for, notice
from writdesk.actions.people.officer_address import officer_address
from writdesk.adapters.guidelines import desk_catalogue, desk_provider
from writdesk.adapters.letters import letter_from_file
from writdesk.adapters.vault import desk_keys
from writdesk.core.letters import Letter
from writdesk.core.lifecycle import Party
from writdesk.ledger.codes import Code
from writdesk.store.drafts import Draft


def remind_of_draft(handle: str, *, at: datetime) -> bool:
    """Mail one reminder; False when it is not due any more. A mail that leaves twice is seen as one."""
    draft = Draft.objects.select_related("officer__data_key", "answers_to").filter(pk=UUID(handle)).first()
    if draft is None or not _is_due(draft, at):
        return False
    address = officer_address(draft.officer)
    letter = _letter(draft, at)
    EmailMessage(
        subject=letter.subject,
        body=letter.text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[address],
        headers={"Message-ID": _message_id(draft), "Auto-Submitted": "auto-generated"},
    ).send()
    with all_or_nothing():
        changed = Draft.objects.filter(pk=draft.pk, changed_at=draft.changed_at).update(reminded_at=at)
        facts = {"letter": "draft-reminder", "language": "en", "channel": "email"}
        enter(Code.MESSAGE_SENT, by=DESK, role=Party.SYSTEM.value, at=at, facts=dict(facts))
    return changed > 0


def _is_due(draft: Draft, at: datetime) -> bool:
    is_open = not draft.submitted_reference and draft.reminded_at is None
    return is_open and draft.changed_at <= at - kept_for() + notice()


def _letter(draft: Draft, at: datetime) -> Letter:
    guideline = next(iter(desk_catalogue().versions(desk_provider())))
    request = draft.answers_to
    place = f"requests/{request.reference}/answer/" if request else f"drafts/{draft.pk}/"
    particulars = {
        "provider": guideline.provider,
        "begun_on": f"{draft.made_at:%d %B %Y}",
        "until": f"{max(draft.changed_at + kept_for(), at + notice()):%d %B %Y}",
        "link": f"{settings.SITE_URL}/officer/{place}",
    }
    return letter_from_file("draft-reminder", particulars)


def _message_id(draft: Draft) -> str:
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip("> ")
    reference = desk_keys().reference("draft-reminder", str(draft.pk), draft.changed_at.isoformat())
    return f"<{reference[:32]}@{domain}>"
