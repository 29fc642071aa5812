"""The worker reads a request's documents, in the confined process, and keeps what they say, sealed.

What is read is offered to a person; nothing of it changes the request.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from time import monotonic
from typing import Any

from django.conf import settings

from writdesk.actions.act import act_on
from writdesk.actions.actor import DESK
from writdesk.actions.holding import Hold, by_hand
from writdesk.actions.intake.uploads import open_blob
from writdesk.actions.mail.request_of_mail import BODY
from writdesk.actions.review.facts_read import SAID
from writdesk.adapters.vault import open_text, seal_json
from writdesk.core.lifecycle import Party
from writdesk.documents.media_types import TEXT
from writdesk.documents.reading.documents import DocumentReading, read_document
from writdesk.documents.reading.fact import Fact
from writdesk.documents.reading.files import FORMAT, own_lines
from writdesk.documents.reading.grammar import read_paper
from writdesk.documents.reading.paper import paper_of_lines
from writdesk.documents.reading.signatures import trusted_roots
from writdesk.ledger.codes import Code
from writdesk.store.documents import Document
from writdesk.store.jobs import enqueue
from writdesk.store.readings import Reading
from writdesk.store.requests import Request

MAY = (Party.SYSTEM,)
# One act reads so many documents, and begins no further one after so many seconds: an emergency's paging
# waits in the same queue.
MOST_AT_ONCE = 20
SECONDS_AT_ONCE = 60.0
MOST_FACTS = 500
MOST_WARNINGS = 50
# Named reasons for a document that was not read.
GAVE_UP, UNAVAILABLE, NOT_READABLE = "gave_up", "unavailable", "not_readable"


@dataclass(frozen=True, kw_only=True)
class _Read:
    reading: Reading
    said: dict[str, Any] | None
    reason: str = ""


def read_documents(request_id: int, *, at: datetime, hold: Hold = by_hand) -> int:
    """Read what waits to be read; returns how many documents were. Run again, it reads only what is left.

    Raises ``ReaderBusy`` and ``ReaderUnavailable`` while the desk itself cannot read.
    """
    request = Request.objects.select_related("data_key").get(pk=request_id)
    if request.data_key.wrapped is None:
        return 0
    waiting = list(_waiting(request).select_related("document")[: MOST_AT_ONCE + 1])
    done = _read_some(request, waiting[:MOST_AT_ONCE])
    if done:
        _keep(request, done, at=at, hold=hold, is_all=len(done) == len(waiting))
    return len(done)


def fail_reading(request_id: int, *, at: datetime, hold: Hold = by_hand) -> None:
    """Say on the request that its documents could not be read, after the last attempt."""
    request = Request.objects.select_related("data_key").get(pk=request_id)
    failed = [_Read(reading=reading, said=None, reason=UNAVAILABLE) for reading in _waiting(request)]
    if failed and request.data_key.wrapped is not None:
        _keep(request, failed, at=at, hold=hold, is_all=True)


def _waiting(request: Request) -> Any:
    return request.readings.filter(state=Reading.State.PENDING).order_by("document_id")


def _read_some(request: Request, waiting: Sequence[Reading]) -> list[_Read]:
    begun, done = monotonic(), []
    for reading in waiting:
        done.append(_read_one(request, reading))
        if monotonic() - begun > SECONDS_AT_ONCE:
            break
    return done


def _read_one(request: Request, reading: Reading) -> _Read:
    document = reading.document
    name = open_text(request.data_key, document.name_sealed, "document.name")
    with open_blob(document.blob, request.data_key) as source:
        content = source.read()
    if name == BODY and document.media_type == TEXT and request.channel == "email":
        return _Read(reading=reading, said=_body_said(document, content))
    read = read_document(content, name=name, hosts=tuple(settings.PLATFORM_HOSTS), roots=_roots())
    reason = "" if read.reading else (GAVE_UP if read.inspection.is_accepted else NOT_READABLE)
    return _Read(reading=reading, said=_said(read), reason=reason)


def _body_said(document: Document, content: bytes) -> dict[str, Any]:
    """A mail's own words, without what it quotes."""
    lines = own_lines(content.decode("utf-8-sig", "replace"))
    paper = paper_of_lines(document.sha256, lines, is_mail=True)
    read = read_paper(paper, hosts=tuple(settings.PLATFORM_HOSTS))
    return {"facts": _facts(read.facts), "left_out": max(0, len(read.facts) - MOST_FACTS)}


def _said(read: DocumentReading) -> dict[str, Any]:
    facts = read.reading.facts if read.reading else ()
    return {
        "facts": _facts(facts),
        "left_out": max(0, len(facts) - MOST_FACTS),
        "warnings": [each.to_document() for each in read.warnings[:MOST_WARNINGS]],
        "signatures": [each.to_document() for each in read.signatures[:MOST_WARNINGS]],
        "recognised_pages": list(read.recognised),
    }


def _facts(facts: Sequence[Fact]) -> list[dict[str, Any]]:
    return [fact.to_document() for fact in facts[:MOST_FACTS]]


def _keep(request: Request, done: Sequence[_Read], *, at: datetime, hold: Hold, is_all: bool) -> None:
    with act_on(request.reference, code=Code.DOCUMENTS_READ, by=DESK, may=MAY, at=at) as act:
        hold()
        for each in done:
            _keep_one(act.request, each, at)
        act.facts = {
            "documents": sum(1 for each in done if not each.reason),
            "failed": sum(1 for each in done if each.reason),
            "facts": sum(each.reading.facts for each in done),
            "warnings": sum(each.reading.warnings for each in done),
        }
        if not is_all:
            key = f"{request.pk}:{act.request.revision}:after:{done[-1].reading.pk}"
            enqueue(
                "read_documents", key, run_after=at + timedelta(seconds=1), payload={"request": request.pk}
            )


def _keep_one(request: Request, read: _Read, at: datetime) -> None:
    reading, said = read.reading, read.said
    reading.state = Reading.State.FAILED if read.reason else Reading.State.DONE
    reading.reason = read.reason
    reading.reader = reader_version()
    reading.read_at = at
    reading.facts = len(said["facts"]) if said else 0
    reading.warnings = len(said.get("warnings", ())) if said else 0
    reading.said_sealed = seal_json(request.data_key, said, SAID) if said else None
    reading.save()


@lru_cache(maxsize=1)
def reader_version() -> str:
    """Which reader this is: the desk's version and the form of its answers."""
    try:
        return f"{version('writdesk')}/{FORMAT}"
    except PackageNotFoundError:
        return f"source/{FORMAT}"


def _roots() -> tuple[bytes, ...]:
    folder = settings.SIGNATURE_ROOTS
    return trusted_roots(Path(folder)) if folder else ()
