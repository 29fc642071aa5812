"""An officer's draft: begun, kept, sent, thrown away.

A draft is nothing that the desk has received, so that only sending it makes a ledger entry.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from writdesk.actions.actor import Actor
from writdesk.actions.drafts.keep_draft_file import forget_files, uploads_of
from writdesk.actions.errors import InputRefused, NotYet
from writdesk.actions.intake.receive_request import receive_request
from writdesk.adapters.vault import open_json, seal_json
from writdesk.store.access import draft_for, drafts_for
from writdesk.store.drafts import Draft
from writdesk.store.officers import Officer
from writdesk.store.requests import Request

CONTEXT = "draft.form"
MOST_DRAFTS = 50


def begin_draft(content: Mapping[str, Any], *, by: Actor, at: datetime) -> Draft:
    """A new draft. Raises ``NotYet`` when the officer has more of them than anybody writes at once."""
    if drafts_for(by.somebody).count() >= MOST_DRAFTS:
        raise NotYet(f"You have {MOST_DRAFTS} drafts. Send or throw away one of them first.")
    officer = Officer.objects.select_related("data_key").get(person=by.somebody)
    sealed = seal_json(officer.data_key, content, CONTEXT)
    return Draft.objects.create(officer=officer, form_sealed=sealed, made_at=at, changed_at=at)


def content_of(draft: Draft) -> dict[str, Any]:
    """What a draft holds, opened."""
    content: dict[str, Any] = open_json(draft.officer.data_key, draft.form_sealed, CONTEXT)
    return content


def keep_draft(handle: UUID, answers: Mapping[str, str], *, step: str, by: Actor, at: datetime) -> Draft:
    """Keep the answers of one step; what other steps hold stays, also when two pages are open at once."""
    with transaction.atomic():
        draft = draft_for(by.somebody, handle, for_change=True)
        if draft.submitted_reference:
            raise NotYet(f"This request was sent already, as {draft.submitted_reference}.")
        content = content_of(draft)
        content["answers"] = content.get("answers", {}) | dict(answers)
        content["visited"] = sorted({*content.get("visited", []), step})
        draft.form_sealed = seal_json(draft.officer.data_key, content, CONTEXT)
        draft.changed_at, draft.reminded_at = at, None
        draft.save(update_fields=["form_sealed", "changed_at", "reminded_at"])
    return draft


def discard_draft(handle: UUID, *, by: Actor) -> None:
    """Throw a draft away with its files; one that was sent stays as the token of its request."""
    with transaction.atomic():
        draft = draft_for(by.somebody, handle, for_change=True)
        if draft.submitted_reference:
            raise NotYet(f"This request was sent already, as {draft.submitted_reference}.")
        forget_files(draft.files.all())
        draft.delete()


def send_draft(
    handle: UUID,
    document: Mapping[str, Any],
    *,
    provider: str,
    by: Actor,
    at: datetime,
) -> Request:
    """Send a draft with its files as a request; sent twice it is the same. Raises ``InputRefused``.

    The files are sealed anew for the request, and only then forgotten here: whenever it is interrupted, they
    are in the draft still, or in the request already.
    """
    draft = draft_for(by.somebody, handle)
    if draft.submitted_reference:
        return Request.objects.get(reference=draft.submitted_reference)
    try:
        request = receive_request(
            document=document,
            uploads=uploads_of(draft),
            by=by,
            at=at,
            submission=str(draft.pk),
            provider=provider,
            officer=draft.officer,
        )
    except (InputRefused, FileNotFoundError):
        # It was sent twice at once: the other one was first, and has emptied the draft.
        first = draft_for(by.somebody, handle).submitted_reference
        if not first:
            raise
        return Request.objects.get(reference=first)
    _empty(draft, request, at)
    return request


def _empty(draft: Draft, request: Request, at: datetime) -> None:
    """What was typed and uploaded is the request's now."""
    with transaction.atomic():
        draft.submitted_reference = request.reference
        draft.form_sealed = seal_json(draft.officer.data_key, {}, CONTEXT)
        draft.changed_at = at
        draft.save(update_fields=["submitted_reference", "form_sealed", "changed_at"])
        forget_files(draft.files.all())
