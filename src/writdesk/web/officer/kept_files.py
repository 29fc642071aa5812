"""The files kept with a draft as the pages show them, and how a form adds to them."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from writdesk.actions.drafts.keep_draft_file import MOST_BYTES, files_of, keep_draft_file, name_of
from writdesk.actions.intake.uploads import MOST_FILES, Upload
from writdesk.core.names import safe_name
from writdesk.documents.media_types import DOCX, PDF
from writdesk.documents.sentences import ACCEPTED, FAULTS
from writdesk.store.drafts import Draft, DraftFile
from writdesk.web.file_kinds import DRAWN, KINDS
from writdesk.web.kept import take_kept_files
from writdesk.web.measures import size_words
from writdesk.web.officer.acting import REFUSED, Faults, actor_of, faults_in
from writdesk.web.uploads import OversizedUpload

MIB = 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class FileLine:
    """One file of a draft."""

    id: UUID
    number: int
    name: str
    kind: str
    size: str
    pages: int | None
    url: str
    picture: str
    # Of a kind that the emergency form comes back in.
    is_fillable: bool = False


@dataclass(frozen=True, kw_only=True)
class KeptFiles:
    """All files of a draft, what may still be added, and what waits since a session ended."""

    lines: tuple[FileLine, ...] = ()
    total: str = ""
    waiting: tuple[str, ...] = ()
    accepted: str = ACCEPTED
    most_files: int = MOST_FILES
    most_megabytes: int = settings.UPLOAD_LIMIT // MIB
    most_megabytes_together: int = MOST_BYTES // MIB

    @property
    def is_full(self) -> bool:
        """Whether no further file fits."""
        return len(self.lines) >= MOST_FILES


def kept_files(draft: Draft | None, waiting: tuple[str, ...] = ()) -> KeptFiles:
    """The files of a draft; of an answer that nobody began there are none."""
    rows = files_of(draft) if draft else []
    return KeptFiles(
        lines=tuple(_line(row, number) for number, row in enumerate(rows, 1)),
        total=size_words(sum(row.size for row in rows)),
        waiting=waiting,
    )


def add_files(request: HttpRequest, draft: Draft, *, instead_of: UUID | None = None) -> tuple[int, Faults]:
    """Keep what a form brought, and what waited: how many were kept, and what is wrong with the others.

    One file that cannot be read does not cost the officer the others.
    """
    uploads, faults = _uploads_in(request)
    kept = 0
    for upload in uploads:
        try:
            keep_draft_file(draft.pk, upload, by=actor_of(request), at=timezone.now(), instead_of=instead_of)
        except REFUSED as error:
            faults += [(place or "documents", said) for place, said in faults_in(error)]
        else:
            kept, instead_of = kept + 1, None
    return kept, tuple(faults)


def _uploads_in(request: HttpRequest) -> tuple[list[Upload], list[tuple[str, str]]]:
    """The files of a form, and what is said of those that are too large to be read at all."""
    limit = f"{settings.UPLOAD_LIMIT // MIB} MiB"
    uploads, faults = take_kept_files(request), []
    for file in request.FILES.getlist("documents"):
        if isinstance(file, OversizedUpload):
            name = safe_name(file.name or "")
            faults.append(("documents", f"{name}: {FAULTS['too_large'].format(limit=limit)}"))
        elif isinstance(file, UploadedFile):
            uploads.append(Upload(name=file.name or "", source=BytesIO(file.read())))
    return uploads, faults


def _line(row: DraftFile, number: int) -> FileLine:
    names = {"draft": row.draft_id, "file": row.pk}
    return FileLine(
        id=row.pk,
        number=number,
        name=name_of(row),
        kind=KINDS.get(row.media_type, row.media_type),
        size=size_words(row.size),
        pages=row.pages,
        url=reverse("officer_file", kwargs=names),
        picture=reverse("officer_file_picture", kwargs=names) if row.media_type in DRAWN else "",
        is_fillable=row.media_type in {PDF, DOCX},
    )
