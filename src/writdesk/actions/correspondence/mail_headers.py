"""What the desk's own mail carries: an id that names its thread, and the signs by which machines know it."""

from __future__ import annotations

from django.conf import settings

from writdesk.actions.mail.mail_seen import own_marker
from writdesk.adapters.vault import desk_keys
from writdesk.documents.mail.automatic import MARKER


def thread_headers(reference: str, *parts: str) -> dict[str, str]:
    """A Message-ID that names the thread and is the same at every attempt, and the desk's mark.

    A reply, or a delivery report, brings the id back.
    """
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip("> ")
    token = desk_keys().reference("message", reference, *parts)[:32]
    return {"Message-ID": f"<{reference}.{token}@{domain}>", MARKER: own_marker()}


def automatic_headers(reference: str, *, answers: str | None = None) -> dict[str, str]:
    """Those of an automatic answer: RFC 3834 section 5 wants it said."""
    headers = {**thread_headers(reference, "answer"), "Auto-Submitted": "auto-replied"}
    if answers and all(sign.isprintable() and sign not in "<> " for sign in answers):
        headers |= {"In-Reply-To": f"<{answers}>", "References": f"<{answers}>"}
    return headers
