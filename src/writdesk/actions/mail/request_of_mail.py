"""A mail becomes a request: what it says as a form, its text and attachments as inspected documents."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from writdesk.actions.actor import DESK, Actor
from writdesk.actions.intake.receive_request import receive_request
from writdesk.actions.intake.uploads import MOST_FILES, Upload
from writdesk.actions.mail.mail_form import form_of_mail
from writdesk.actions.mail.mail_seen import Seen
from writdesk.actions.mail.settle_mail import Settlement, settle_mail
from writdesk.actions.on_call.raise_alarm import raise_alarm
from writdesk.actions.reading import guideline_in_force
from writdesk.adapters.vault import desk_keys
from writdesk.core.guideline import Guideline
from writdesk.core.mail_fate import Shown
from writdesk.core.request import Kind
from writdesk.documents import inspect
from writdesk.ledger.codes import Code
from writdesk.store.mail import Mail
from writdesk.store.requests import Request

BODY = "message.txt"


def request_of_mail(
    mail: Mail,
    seen: Seen,
    *,
    shown: Shown,
    by: Actor,
    at: datetime,
    columns: Mapping[str, Any] | None = None,
    is_reply_answered: bool | None = None,
    kind: Kind | None = None,
) -> Request:
    """Make the request of a mail, and write down that it is one; twice is once.

    The request arrived when the mail did; it is filed ``at``. Raises what ``receive_request`` and
    ``settle_mail`` raise.
    """
    filed_at = max(at, mail.received_at)
    request = _made_before(mail) or _receive(mail, seen, shown, kind, is_reply_answered)
    what = Settlement(
        code=Code.MAIL_FILED, outcome="request", columns={**(columns or {}), "request": request}
    )
    settle_mail(mail, what, by=by, at=filed_at)
    if request.is_emergency:
        raise_alarm(request, at=filed_at)
    return request


def _token(mail: Mail) -> str:
    return f"mail:{mail.reference}"


def _made_before(mail: Mail) -> Request | None:
    """The request of a mail whose filing was interrupted: papers are not read a second time."""
    ref = desk_keys().reference("submission", DESK.key, _token(mail))
    return Request.objects.filter(submission_ref=ref).first()


def _receive(
    mail: Mail, seen: Seen, shown: Shown, kind: Kind | None, is_reply_answered: bool | None
) -> Request:
    at = mail.received_at
    reads_attachments = not body_only(guideline_in_force(at.date()))
    return receive_request(
        document=form_of_mail(
            seen,
            kind=kind,
            reads_attachments=reads_attachments,
            is_reply_answered=is_reply_answered,
            at=at,
        ),
        uploads=documents_of(seen, reads_attachments=reads_attachments),
        by=DESK,
        at=at,
        submission=_token(mail),
        sender_domain=seen.domain if shown is Shown.YES else "",
    )


def body_only(guideline: Guideline) -> bool:
    """Whether the guideline reads no attachments: all contents stand in the body."""
    return any(each.condition == "contents_stand_in_body" for each in guideline.provisions)


def documents_of(seen: Seen, *, reads_attachments: bool) -> list[Upload]:
    """The body as a text, then the attachments that may come in; the others stay with the mail as it came."""
    uploads = [Upload(name=BODY, source=io.BytesIO(_body(seen)))] if seen.read.text.strip() else []
    if not (reads_attachments and seen.is_clean):
        return uploads
    for part in seen.read.attachments[: MOST_FILES - 1]:
        upload = Upload(name=part.name or "attachment", source=io.BytesIO(part.content))
        if inspect(upload.source, name=upload.name).is_accepted:
            uploads.append(upload)
    return uploads


def _body(seen: Seen) -> bytes:
    """The text without control characters, which no document may hold."""
    kept = "".join(sign for sign in seen.read.text if sign.isprintable() or sign in "\n\t")
    return f"Subject: {seen.read.subject}\n\n{kept}\n".encode(errors="replace")
