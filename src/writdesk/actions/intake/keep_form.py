"""A request's form is kept: sealed, and with what the queue needs of it in clear."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from writdesk.actions.errors import InputRefused, placed
from writdesk.adapters.vault import seal_json
from writdesk.core.errors import NoRequest
from writdesk.core.request import Request as Form
from writdesk.core.request_document import parse_request, request_document
from writdesk.store.requests import Request


def keep_form(request: Request, document: Mapping[str, Any]) -> Form:
    """Put a changed form in the place of the earlier one; the caller saves. Raises ``InputRefused``."""
    try:
        form = parse_request(document)
    except NoRequest as refusal:
        raise InputRefused([placed(fault) for fault in refusal.faults]) from refusal
    request.form_sealed = seal_json(request.data_key, request_document(form), "request.form")
    for name, value in queue_columns(form).items():
        setattr(request, name, value)
    return form


def queue_columns(form: Form) -> dict[str, Any]:
    """What the queue needs of a form."""
    return {
        "agency": (form.agency.name or "")[:300],
        "country": form.agency.jurisdiction or "",
        "process": (form.process.id or "")[:64] if form.process else "",
        "categories": [item.category for item in form.data_requested],
        "account_count": len(form.accounts),
    }
