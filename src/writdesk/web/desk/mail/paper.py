"""Registering a letter or a fax from its scan."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import BinaryIO, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from writdesk.actions.errors import InputRefused
from writdesk.actions.intake.register_paper import Paper, register_paper
from writdesk.actions.intake.uploads import Upload
from writdesk.core.countries import COUNTRIES
from writdesk.core.request import Kind
from writdesk.store.requests import Request
from writdesk.web.desk.acting import Acting, attempt
from writdesk.web.desk.refusals import FormState, Refusal, state_of
from writdesk.web.desk.words import KINDS
from writdesk.web.pages import render
from writdesk.web.uploads import OversizedUpload

CHANNELS = (("post", "By post"), ("fax", "By fax"))


@dataclass(frozen=True, kw_only=True)
class PaperPage:
    """The form."""

    token: str
    kinds: tuple[tuple[str, str], ...]
    channels: tuple[tuple[str, str], ...]
    countries: Sequence[tuple[str, str]]
    form: FormState
    faults: tuple[tuple[str, str], ...]


def register(request: HttpRequest) -> HttpResponse:
    """GET shows the form; POST makes the request."""
    if request.method != "POST":
        return _show(request, None)
    made: list[Request] = []
    refusal = attempt(request, lambda now: made.append(_register(request, now)), form="paper")
    if refusal is not None:
        return _show(request, refusal)
    messages.success(request, f"{made[0].reference} is registered. Add what the paper says, then decide.")
    return redirect("desk_request", reference=made[0].reference)


def _register(request: HttpRequest, now: Acting) -> Request:
    said = request.POST
    kind = said.get("kind", "")
    if kind not in set(Kind):
        raise InputRefused([("kind", "Say which kind of request it is.")])
    paper = Paper(
        kind=Kind(kind),
        channel=said.get("channel", ""),
        agency=said.get("agency", "").strip()[:300],
        country=said.get("country", ""),
        officer=said.get("officer", "").strip()[:200],
        arrived_at=_instant(said.get("arrived_on", ""), said.get("arrived_at", "")),
        note=said.get("note", ""),
    )
    token = said.get("token", "") or str(uuid.uuid4())
    return register_paper(paper, _uploads(request), by=now.by, at=now.at, submission=f"paper:{token}")


def _instant(day: str, clock: str) -> datetime | None:
    try:
        return datetime.strptime(f"{day} {clock or '00:00'}", "%Y-%m-%d %H:%M").replace(tzinfo=UTC)
    except ValueError:
        return None


def _uploads(request: HttpRequest) -> list[Upload]:
    files = [file for file in request.FILES.getlist("documents") if file.name]
    if any(isinstance(file, OversizedUpload) for file in files):
        raise InputRefused([("documents", "A file is larger than 25 MiB. Scan it in black and white.")])
    return [Upload(name=file.name or "scan", source=cast("BinaryIO", file.file)) for file in files]


def _show(request: HttpRequest, refusal: Refusal | None) -> HttpResponse:
    page = PaperPage(
        token=request.POST.get("token", "") or str(uuid.uuid4()),
        kinds=tuple((kind.value, KINDS[kind.value]) for kind in Kind),
        channels=CHANNELS,
        countries=COUNTRIES,
        form=state_of("paper", refusal),
        faults=refusal.faults if refusal else (),
    )
    return render(request, "desk/paper.html", page, status=refusal.status if refusal else 200)
