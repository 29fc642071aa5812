"""The emergency form of a guideline, to be fetched as PDF or DOCX."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import condition, require_safe

from writdesk.core.guideline import Guideline
from writdesk.documents.emergency_form.asked import form_of, takes_emergencies
from writdesk.documents.emergency_form.pdf import make_pdf
from writdesk.documents.emergency_form.word import make_docx
from writdesk.documents.errors import NoEmergencyForm
from writdesk.documents.media_types import DOCX, PDF
from writdesk.guidelines import UnknownGuideline
from writdesk.web.public.shelf import shelf

_MAKERS = {"pdf": make_pdf, "docx": make_docx}
_MEDIA_TYPES = {"pdf": PDF, "docx": DOCX}
# An hour: a new desk may make a better form of the same guideline.
_KEPT = "public, max-age=3600"


@dataclass(frozen=True, kw_only=True)
class FormLinks:
    """Where the two files of a guideline's form are."""

    provider: str
    pdf: str
    docx: str


def form_links(guideline: Guideline) -> FormLinks | None:
    """The links to a guideline's form; None where it takes no emergency requests."""
    if not takes_emergencies(guideline):
        return None
    here = [guideline.id, guideline.version]
    return FormLinks(
        provider=guideline.provider,
        pdf=reverse("emergency_form_pdf", args=here),
        docx=reverse("emergency_form_docx", args=here),
    )


@lru_cache(maxsize=64)
def _made(name: str, ending: str) -> tuple[str, bytes]:
    """The file's name and bytes. Only forms that there are are kept."""
    form = form_of(shelf().get(name))
    return f"{form.file_name}.{ending}", _MAKERS[ending](form)


def _found(guideline_id: str, version: str, ending: str) -> tuple[str, bytes]:
    try:
        return _made(f"{guideline_id}@{version}", ending)
    except (UnknownGuideline, NoEmergencyForm) as error:
        raise Http404(str(error)) from error


def _etag(_: HttpRequest, guideline_id: str, version: str, ending: str) -> str:
    return f'"{hashlib.sha256(_found(guideline_id, version, ending)[1]).hexdigest()}"'


@require_safe
@condition(etag_func=_etag)
def fetch(_: HttpRequest, guideline_id: str, version: str, ending: str) -> HttpResponse:
    """The file. Public, and the same for everybody."""
    name, content = _found(guideline_id, version, ending)
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": _KEPT}
    return HttpResponse(content, content_type=_MEDIA_TYPES[ending], headers=headers)
