"""An officer's general inquiry: no request, but a small thread of its own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from writdesk.actions.act import enter
from writdesk.actions.actor import DESK
from writdesk.actions.all_or_nothing import all_or_nothing
from writdesk.actions.mail.mail_seen import Seen, address_ref
from writdesk.actions.mail.settle_mail import Settlement, locked_mail, settle_row
from writdesk.adapters.vault import make_data_key, seal_text
from writdesk.core.guideline import Guideline
from writdesk.core.lifecycle import Party
from writdesk.ledger.codes import Code
from writdesk.ledger.entry import FactValue
from writdesk.store.mail import INQUIRY_PREFIX, Inquiry, InquiryMessage, Mail
from writdesk.store.requests import next_number

SYSTEM = Party.SYSTEM.value


def open_inquiry(
    mail: Mail, seen: Seen, columns: Mapping[str, Any], guideline: Guideline, *, at: datetime
) -> Inquiry:
    """A question becomes a thread."""
    key = make_data_key(at)
    with all_or_nothing():
        row = locked_mail(mail)
        key.save(force_insert=True)
        inquiry = Inquiry.objects.create(
            reference=str(next_number(INQUIRY_PREFIX, mail.received_at.year)),
            data_key=key,
            address_ref=address_ref(seen.address),
            address_sealed=seal_text(key, seen.address, "inquiry.address"),
            guideline_id=guideline.id,
            guideline_version=guideline.version,
            received_at=mail.received_at,
            changed_at=at,
        )
        _keep(inquiry, seen, mail.received_at)
        settle_row(row, _settlement(inquiry, columns), at=at)
        facts: dict[str, FactValue] = {"guideline": guideline.name}
        enter(Code.INQUIRY_OPENED, by=DESK, role=SYSTEM, at=at, facts=facts, reference=inquiry.reference)
    return inquiry


def continue_inquiry(
    inquiry: Inquiry, mail: Mail, seen: Seen, columns: Mapping[str, Any], *, at: datetime
) -> None:
    """The officer wrote again; the thread is open again."""
    with all_or_nothing():
        row = locked_mail(mail)
        thread = Inquiry.objects.select_for_update(of=("self",)).get(pk=inquiry.pk)
        _keep(thread, seen, mail.received_at)
        thread.is_open, thread.changed_at = True, at
        thread.revision += 1
        thread.save()
        settle_row(row, _settlement(thread, columns), at=at)
        enter(Code.INQUIRY_CONTINUED, by=DESK, role=SYSTEM, at=at, facts={}, reference=thread.reference)


def _settlement(inquiry: Inquiry, columns: Mapping[str, Any]) -> Settlement:
    return Settlement(code=Code.MAIL_FILED, outcome="inquiry", columns={**columns, "inquiry": inquiry})


def _keep(inquiry: Inquiry, seen: Seen, at: datetime) -> None:
    InquiryMessage.objects.create(
        inquiry=inquiry,
        is_outgoing=False,
        subject_sealed=seal_text(inquiry.data_key, seen.read.subject, "inquiry.subject"),
        text_sealed=seal_text(inquiry.data_key, seen.read.text.strip(), "inquiry.text"),
        by=None,
        at=at,
    )
