"""The download: what is in the package, until when, how to check it. Only the button counts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from writdesk.actions.intake.uploads import open_blob
from writdesk.actions.producing.download_production import download_production
from writdesk.actions.producing.first_delivery import FETCHED_AFTER_RESET, waits_since_reset
from writdesk.actions.reading import guideline_of
from writdesk.store.access import production_for
from writdesk.store.productions import Production
from writdesk.web.absence import answers_absence
from writdesk.web.access import has_shown_second_factor
from writdesk.web.measures import instant_words, size_words
from writdesk.web.officer.acting import REFUSED, Faults, actor_of, faults_in, person_of
from writdesk.web.pages import render
from writdesk.web.request_form.asked import words

CHUNK_BYTES = 1 << 20


@dataclass(frozen=True, kw_only=True)
class Content:
    """One category in the package."""

    category: str
    records: int


@dataclass(frozen=True, kw_only=True)
class PackagePage:
    """The package before it is downloaded."""

    reference: str
    provider: str
    file: str
    size: str
    sha256: str
    until: str
    is_open: bool
    contents: tuple[Content, ...]
    media_files: int
    files: int
    downloads: int
    needs_second_factor: bool
    withheld: str
    faults: Faults


@answers_absence
def show(request: HttpRequest, reference: str) -> HttpResponseBase:
    """The page, or the package itself."""
    production = production_for(person_of(request), reference)
    if request.method != "POST":
        return _page(request, production, timezone.now())
    # The table of access asks for it as well; the bytes do not hang on one place alone.
    if not has_shown_second_factor(request, person_of(request)):
        return redirect("mfa_activate_totp")
    package = SealedPackage(production)
    try:
        production = download_production(reference, by=actor_of(request), at=timezone.now())
    except BaseException as error:
        package.close()
        if not isinstance(error, REFUSED):
            raise
        return _page(request, production, timezone.now(), faults_in(error))
    return _stream(production, package)


class SealedPackage:
    """The bytes of the package, opened before anything is promised; the answer closes it."""

    def __init__(self, production: Production) -> None:
        """Raises ``FileNotFoundError`` where the blob is gone; then no download is entered either."""
        self._opened = ExitStack()
        self._reader = self._opened.enter_context(open_blob(production.blob, production.request.data_key))

    def __iter__(self) -> Iterator[bytes]:
        """Chunk by chunk; each is verified before it is given."""
        while chunk := self._reader.read(CHUNK_BYTES):
            yield chunk

    def close(self) -> None:
        """Called when the answer is sent, or its reader is gone."""
        self._opened.close()


def _stream(production: Production, package: SealedPackage) -> StreamingHttpResponse:
    response = StreamingHttpResponse(package, content_type="application/zip")
    response["Content-Length"] = str(production.size)
    response["Content-Disposition"] = f'attachment; filename="{_file(production)}"'
    response["Cache-Control"] = "no-store"
    return response


def _file(production: Production) -> str:
    return f"{production.request.reference}.zip"


def _page(request: HttpRequest, production: Production, now: datetime, faults: Faults = ()) -> HttpResponse:
    row, until = production.request, production.available_until
    guideline = guideline_of(row)
    titles = {category.id: category.title for category in guideline.categories}
    page = PackagePage(
        reference=row.reference,
        provider=guideline.provider,
        file=_file(production),
        size=size_words(production.size),
        sha256=production.sha256,
        until=instant_words(until) if until else "",
        is_open=until is not None and until >= now,
        contents=tuple(
            Content(category=titles.get(category) or words(category), records=sum(counts.values()))
            for category, counts in production.collection.counts.items()
        ),
        media_files=production.collection.media_files,
        files=production.files,
        downloads=production.downloads,
        withheld=FETCHED_AFTER_RESET if waits_since_reset(production) else "",
        needs_second_factor=not has_shown_second_factor(request, person_of(request)),
        faults=faults,
    )
    return render(request, "officer/package.html", page, status=409 if faults else 200)
