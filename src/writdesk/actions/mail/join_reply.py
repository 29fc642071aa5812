"""A reply joins its request: by ids, reference or plus-address, and from the officer's own address alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from writdesk.actions.act import act_on
from writdesk.actions.actor import Actor
from writdesk.actions.intake.uploads import add_documents, inspect_uploads, kept_uploads
from writdesk.actions.mail.mail_seen import Seen
from writdesk.actions.mail.request_of_mail import BODY, body_only, documents_of
from writdesk.actions.mail.settle_mail import Settlement, locked_mail, settle_row
from writdesk.actions.people.officer_address import officer_address
from writdesk.actions.reading import form_of, guideline_of
from writdesk.adapters.vault import desk_keys, open_json, open_text, seal_text
from writdesk.core.lifecycle import Party
from writdesk.documents.mail.threads import references_in
from writdesk.ledger.codes import Code
from writdesk.store.mail import INQUIRY_PREFIX, MAIL_PREFIX, Inquiry, Mail
from writdesk.store.messages import Message
from writdesk.store.requests import Request

MAY = (Party.ANALYST, Party.COUNSEL, Party.SYSTEM)
Thread = Request | Inquiry | Mail


def thread_of(seen: Seen) -> Thread | None:
    """The first of the threads that the mail names and that there is."""
    return next((thread for each in seen.references if (thread := _thread(each)) is not None), None)


def bounced_request(seen: Seen) -> Thread | None:
    """What a delivery report is about: by the Message-ID of our letter that came back."""
    bounce = seen.origin.bounce
    names = references_in(bounce.original_message_id or "") if bounce else ()
    return next((thread for each in names if (thread := _thread(each)) is not None), None)


def _thread(reference: str) -> Thread | None:
    if reference.startswith(MAIL_PREFIX):
        return Mail.objects.select_related("data_key").filter(reference=reference).first()
    if reference.startswith(INQUIRY_PREFIX):
        return Inquiry.objects.select_related("data_key").filter(reference=reference).first()
    return Request.objects.select_related("data_key", "officer__data_key").filter(reference=reference).first()


def own_address(thread: Thread) -> str:
    """The address to which a thread belongs, in lower case; empty when its content was destroyed."""
    if thread.data_key.wrapped is None:
        return ""
    if isinstance(thread, Request):
        return _officers_address(thread)
    if isinstance(thread, Inquiry):
        return open_text(thread.data_key, thread.address_sealed, "inquiry.address")
    sealed = thread.seen_sealed
    return str(open_json(thread.data_key, sealed, "mail.seen")["from"]) if sealed else ""


def _officers_address(request: Request) -> str:
    if request.officer is not None:
        return officer_address(request.officer).strip().lower()
    return (form_of(request).officer.email or "").strip().lower()


def join_reply(
    request: Request, mail: Mail, seen: Seen, columns: Mapping[str, Any], *, by: Actor, at: datetime
) -> Message:
    """The mail becomes a message of the request, its attachments documents of it. It moves no clock."""
    is_body_only = body_only(guideline_of(request)) and request.channel == "email"
    uploads = [each for each in documents_of(seen, reads_attachments=not is_body_only) if each.name != BODY]
    inspections = inspect_uploads(uploads)
    with (
        kept_uploads(uploads, request.data_key) as blobs,
        act_on(request.reference, code=Code.REPLY_JOINED, by=by, may=MAY, at=at) as act,
    ):
        row, key = locked_mail(mail), act.request.data_key
        message = Message.objects.create(
            request=act.request,
            is_outgoing=False,
            is_free=True,
            subject_sealed=seal_text(key, seen.read.subject, "message.subject"),
            text_sealed=seal_text(key, seen.read.text.strip(), "message.text"),
            by=act.request.officer.person if act.request.officer else None,
            at=mail.received_at,
            submission_ref=desk_keys().reference("mail", mail.reference),
        )
        add_documents(act.request, uploads, inspections, blobs, at, message=message)
        act.request.unread_since = act.request.unread_since or at
        what = {**columns, "request": act.request}
        settle_row(row, Settlement(code=Code.MAIL_FILED, outcome="reply", columns=what), at=at)
        act.facts = {"documents": len(uploads), "outcome": "reply"}
    return message
