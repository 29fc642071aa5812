"""The officer answers what was asked; the request goes back under review."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from writdesk.actions.act import act_on
from writdesk.actions.actor import Actor
from writdesk.actions.correspondence.post_letter import keep_answer
from writdesk.actions.drafts.keep_draft_file import forget_files, uploads_of
from writdesk.actions.errors import InputRefused, placed
from writdesk.actions.intake.uploads import Upload, add_documents, inspect_uploads, kept_uploads
from writdesk.adapters.vault import open_json, seal_json
from writdesk.core.errors import NoRequest
from writdesk.core.lifecycle import Event, Party
from writdesk.core.request_document import parse_request
from writdesk.ledger.codes import Code
from writdesk.store.access import request_for
from writdesk.store.drafts import Draft
from writdesk.store.requests import Request

MAY = (Party.OFFICER, Party.ANALYST)


def answer_clarification(
    reference: str,
    *,
    text: str,
    uploads: Sequence[Upload] = (),
    corrections: Mapping[str, Any] | None = None,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    draft: Draft | None = None,
) -> Request:
    """Answer in words, with further files, with corrected parts of the form (top-level keys), or all.

    The files kept with the ``draft`` of the answer are sent too; the draft goes with the answer.
    """
    uploads = [*(uploads_of(draft) if draft else ()), *uploads]
    if not (text.strip() or uploads or corrections):
        raise InputRefused([("text", "Write an answer, add a document, or correct the form.")])
    inspections = inspect_uploads(uploads)
    key = request_for(by.somebody, reference).data_key
    code = Code.CLARIFICATION_ANSWERED
    with (
        kept_uploads(uploads, key) as blobs,
        act_on(reference, code=code, by=by, may=MAY, at=at, seen=seen) as act,
    ):
        act.move(Event.ANSWER_CLARIFICATION)
        if corrections:
            _correct(act.request, corrections)
        add_documents(act.request, uploads, inspections, blobs, at)
        keep_answer(act.request, text, by=by.person, at=at)
        if draft is not None:
            forget_files(draft.files.all())
            draft.delete()
        act.facts = {"documents": len(uploads)}
    return act.request


def _correct(request: Request, corrections: Mapping[str, Any]) -> None:
    form = open_json(request.data_key, request.form_sealed, "request.form")
    form.update({name: value for name, value in corrections.items() if name not in {"kind", "received_at"}})
    try:
        parse_request(form)
    except NoRequest as refusal:
        raise InputRefused([placed(fault) for fault in refusal.faults]) from refusal
    request.form_sealed = seal_json(request.data_key, form, "request.form")
