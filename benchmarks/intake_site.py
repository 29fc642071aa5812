"""Two views for `benchmarks/intake.py`: the desk accepting a request, and bare Django writing its rows.

Both parse the same multipart form (a JSON form and a 10 KiB PDF). The bare one inserts as many rows into the
same tables, fsyncs the file in clear, and knows neither keys, nor guideline, nor ledger.
"""

from __future__ import annotations

import json
import os
import uuid
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from writdesk.actions.actor import Actor
from writdesk.actions.intake.receive_request import receive_request
from writdesk.actions.intake.uploads import Upload
from writdesk.store.models import DataKey, Document, Job, Message, ReferenceCounter, Request
from writdesk.store.officers import Officer


@cache
def _officer() -> Officer:
    return Officer.objects.select_related("person").get()


@csrf_exempt
def ours(request: HttpRequest) -> HttpResponse:
    """The desk: parsed, inspected, assessed, sealed, entered in the ledger."""
    officer = _officer()
    row = receive_request(
        document=json.loads(request.POST["form"]),
        uploads=[Upload(name="letter.pdf", source=request.FILES["letter"])],  # type: ignore[arg-type]
        by=Actor(person=officer.person),
        at=timezone.now(),
        submission=str(uuid.uuid4()),
        officer=officer,
    )
    return HttpResponse(row.reference)


@csrf_exempt
def bare(request: HttpRequest) -> HttpResponse:
    """Bare Django: the same rows and the same file, durable, and nothing else."""
    now, officer, form = timezone.now(), _officer(), request.POST["form"]
    name = str(uuid.uuid4())
    _write(name, request.FILES["letter"].read())  # type: ignore[union-attr]
    with transaction.atomic():
        key = DataKey.objects.create(created_at=now, wrapped=b"x" * 80)
        counter, _new = ReferenceCounter.objects.select_for_update().get_or_create(prefix="BA", year=now.year)
        counter.last += 1
        counter.save(update_fields=["last"])
        row = Request.objects.create(
            reference=str(counter), kind="legal", channel="portal", guideline_id="tiktok-inc",
            guideline_version="2020-08-13", agency="A", country="US", process="subpoena", received_at=now,
            due_at=now, due_reason="desk_target", changed_at=now, officer=officer, data_key=key,
            form_sealed=form.encode(), form_digest=name, submission_ref=name,
        )  # fmt: skip
        Document.objects.create(
            request=row, blob=name, name_sealed=b"letter.pdf", media_type="application/pdf", size=1,
            sha256="0" * 64, received_at=now,
        )  # fmt: skip
        message = Message.objects.create(
            request=row, is_outgoing=True, letter="receipt", subject_sealed=b"Received",
            text_sealed=b"x" * 900, at=now,
        )  # fmt: skip
        Job.objects.create(
            kind="bare", key=f"bare:{message.pk}", run_after=now, payload={"message": message.pk}
        )
    return HttpResponse(row.reference)


def _write(name: str, content: bytes) -> None:
    folder = Path(settings.BASE_DIR) / "bare"
    folder.mkdir(exist_ok=True)
    with (folder / name).open("wb") as sink:
        sink.write(content)
        sink.flush()
        os.fsync(sink.fileno())
    handle = os.open(folder, os.O_RDONLY)
    os.fsync(handle)  # without it the file's name may be gone after a power cut
    os.close(handle)


urlpatterns: list[Any] = [path("ours/", ours), path("bare/", bare)]
