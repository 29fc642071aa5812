"""A request arrives: parsed, its files inspected and sealed, pinned to the guideline in force, entered."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import IntegrityError

from writdesk.actions.act import enter
from writdesk.actions.actor import Actor
from writdesk.actions.all_or_nothing import all_or_nothing
from writdesk.actions.correspondence.post_letter import post_letter
from writdesk.actions.errors import InputRefused, placed
from writdesk.actions.intake.keep_form import queue_columns
from writdesk.actions.intake.uploads import Upload, add_documents, hash_of, inspect_uploads, kept_uploads
from writdesk.actions.people.officer_address import officer_domain
from writdesk.actions.reading import guideline_in_force, guideline_of
from writdesk.actions.signals import signal_codes
from writdesk.adapters.vault import desk_keys, make_data_key, seal_json
from writdesk.core.assessment import assess
from writdesk.core.deciding import due_of
from writdesk.core.directory import is_law_enforcement
from writdesk.core.errors import NoRequest
from writdesk.core.guideline import Guideline
from writdesk.core.lifecycle import Party
from writdesk.core.request import Kind
from writdesk.core.request import Request as Form
from writdesk.core.request_document import parse_request, request_document
from writdesk.ledger.codes import Code
from writdesk.ledger.facts import FactValue
from writdesk.store.agencies import known_domain
from writdesk.store.jobs import enqueue
from writdesk.store.keys import DataKey
from writdesk.store.officers import Officer
from writdesk.store.requests import PREFIXES, Request, next_number

MAY = (Party.OFFICER, Party.ANALYST, Party.SYSTEM)
SENT_ALREADY = (
    "This form was sent already, with other content, and became {0}. Open {0} to add to it; "
    "to send another request, begin a new form."
)


def receive_request(
    *,
    document: Mapping[str, Any],
    uploads: Sequence[Upload],
    by: Actor,
    at: datetime,
    submission: str,
    provider: str | None = None,
    officer: Officer | None = None,
    sender_domain: str | None = None,
) -> Request:
    """Take in one request; the same ``submission`` sent twice is the same request.

    ``sender_domain`` is what the directory is asked about; None: the domain of the officer's account, and
    nothing without one. An address that a form names shows nothing about who sent it.

    Raises ``InputRefused`` with every fault of form and files, or when this submission was sent before with
    other content, and ``NoRoom``. Whatever is returned is on the disk.
    """
    party = by.party(MAY)
    form = _parsed({**document, "received_at": at.isoformat()})
    guideline = guideline_in_force(at.date(), provider)
    sent = _Sent(ref=desk_keys().reference("submission", by.key, submission), form=form, uploads=uploads)
    earlier = sent.earlier()
    if earlier is not None:
        return earlier
    inspections = inspect_uploads(uploads)
    key = make_data_key(at)
    try:
        # Files before rows: a row never names a file that is not there.
        with kept_uploads(uploads, key) as blobs, all_or_nothing():
            key.save(force_insert=True)
            form = with_directory(
                form, at, officer_domain(officer) if sender_domain is None else sender_domain
            )
            request = _new_request(sent, form, guideline, at=at, key=key, officer=officer)
            add_documents(request, uploads, inspections, blobs, at)
            _follow_up(request, form, documents=len(uploads), by=by, party=party, at=at)
    except IntegrityError:
        # The same form came twice at once, and the other one was first.
        first = sent.earlier()
        if first is None:
            raise
        return first
    return request


@dataclass(frozen=True, kw_only=True)
class _Sent:
    """One sending of a form; ``ref`` is its token as a keyed reference."""

    ref: str
    form: Form
    uploads: Sequence[Upload]

    @property
    def digest(self) -> str:
        """A keyed hash of what the form says, whenever it is sent."""
        said = request_document(self.form) | {"received_at": None}
        return desk_keys().reference("form", json.dumps(said, sort_keys=True))

    def earlier(self) -> Request | None:
        """The request that this sending became already. Raises ``InputRefused`` if it said something else."""
        request = Request.objects.filter(submission_ref=self.ref).first()
        if request is None:
            return None
        first = request.documents.filter(received_at=request.received_at)
        files = sorted(hash_of(upload) for upload in self.uploads)
        if request.form_digest != self.digest or files != sorted(first.values_list("sha256", flat=True)):
            raise InputRefused([("submission", SENT_ALREADY.format(request.reference))])
        return request


def _parsed(document: Mapping[str, Any]) -> Form:
    try:
        return parse_request(document)
    except NoRequest as refusal:
        raise InputRefused([placed(fault) for fault in refusal.faults]) from refusal


def with_directory(form: Form, at: datetime, domain: str) -> Form:
    """The form with what the desk's directory says of the sender's domain, where nobody has said it yet.

    It is kept as it was at receipt: the directory changes, and what the sender was then is evidence.
    """
    if not domain or form.message.sender_domain_is_law_enforcement is not None:
        return form
    known = known_domain(domain)
    # What a registry has only since lately proves nothing; a person looks at it.
    told = is_law_enforcement(domain, None if known and known.is_new(at.date()) else known)
    return replace(form, message=replace(form.message, sender_domain_is_law_enforcement=told))


def _new_request(
    sent: _Sent, form: Form, guideline: Guideline, *, at: datetime, key: DataKey, officer: Officer | None
) -> Request:
    due = due_of(form)
    return Request.objects.create(
        reference=_next_reference(form.kind, at),
        kind=form.kind.value,
        is_emergency=form.kind is Kind.EMERGENCY,
        channel=form.channel or "portal",
        guideline_id=guideline.id,
        guideline_version=guideline.version,
        **queue_columns(form),
        received_at=at,
        due_at=due.at,
        due_reason=due.reason,
        changed_at=at,
        officer=officer,
        data_key=key,
        form_sealed=seal_json(key, request_document(form), "request.form"),
        form_digest=sent.digest,
        submission_ref=sent.ref,
    )


def _next_reference(kind: Kind, at: datetime) -> str:
    return str(next_number(PREFIXES[kind], at.year))


def _follow_up(
    request: Request, form: Form, *, documents: int, by: Actor, party: Party, at: datetime
) -> None:
    post_letter(request, "receipt", by=None, at=at, form=form)
    guideline = guideline_of(request)
    disposition = assess(guideline, form).disposition
    request.signals = signal_codes(request)
    request.save(update_fields=["signals"])
    if request.is_emergency:
        enqueue("raise_alarm", request.reference, run_after=at, payload={"request": request.pk})
    facts: dict[str, FactValue] = {
        "kind": form.kind.value,
        "country": request.country or None,
        "channel": request.channel,
        "guideline": guideline.name,
        "accounts": request.account_count,
        "documents": documents,
        "disposition": disposition.value,
    }
    enter(Code.REQUEST_RECEIVED, by=by, role=party.value, at=at, facts=facts, reference=request.reference)
