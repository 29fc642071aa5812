"""Letters into a request's thread: composed, kept, and mailed once the act is committed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.conf import settings

from writdesk.actions.reading import form_of, guideline_of
from writdesk.adapters.letters import letter_from_file
from writdesk.adapters.vault import seal_text
from writdesk.core.letters import CitedProvision, Letter
from writdesk.core.request import Request as Form
from writdesk.store.jobs import enqueue
from writdesk.store.messages import Message
from writdesk.store.people import Person
from writdesk.store.requests import Request


def draft_letter(
    request: Request,
    letter: str,
    provisions: Sequence[CitedProvision] = (),
    *,
    form: Form | None = None,
    particulars: Mapping[str, str] | None = None,
) -> Letter:
    """A letter about a request with its standing particulars filled in; nothing is sent."""
    guideline = guideline_of(request)
    form = form or form_of(request)
    standing = {
        "reference": request.reference,
        "kind": request.kind,
        "officer": form.officer.name or "officer",
        "received_at": f"{request.received_at:%d %B %Y, %H:%M}",
        "received_on": f"{request.received_at:%d %B %Y}",
        "link": f"{settings.SITE_URL}/officer/requests/{request.reference}/",
        "service": guideline.service.text,
        "provider": guideline.provider,
    }
    return letter_from_file(
        letter, {**standing, **(particulars or {})}, provisions, language=guideline.language
    )


def post_letter(
    request: Request,
    letter: str,
    *,
    by: Person | None,
    at: datetime,
    provisions: Sequence[CitedProvision] = (),
    form: Form | None = None,
    particulars: Mapping[str, str] | None = None,
) -> Message:
    """Draft a letter from its file and post it unedited."""
    return post(
        request, draft_letter(request, letter, provisions, form=form, particulars=particulars), by=by, at=at
    )


def post(request: Request, letter: Letter, *, by: Person | None, at: datetime) -> Message:
    """Keep a letter in the thread and have it mailed when the transaction commits."""
    message = Message.objects.create(
        request=request,
        is_outgoing=True,
        letter=letter.id,
        subject_sealed=seal_text(request.data_key, letter.subject, "message.subject"),
        text_sealed=seal_text(request.data_key, letter.text, "message.text"),
        by=by,
        at=at,
    )
    enqueue("mail_message", str(message.pk), run_after=at, payload={"message": message.pk})
    return message


def keep_answer(request: Request, text: str, *, by: Person | None, at: datetime) -> Message:
    """Keep what an officer wrote."""
    return Message.objects.create(
        request=request,
        is_outgoing=False,
        subject_sealed=seal_text(request.data_key, "", "message.subject"),
        text_sealed=seal_text(request.data_key, text, "message.text"),
        by=by,
        at=at,
    )
