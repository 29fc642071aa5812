"""The guidelines: which there are, and each as a page made from its file."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse

from writdesk.guidelines import UnknownGuideline
from writdesk.web.pages import render
from writdesk.web.public.changes import Changes, changes_of
from writdesk.web.public.emergency_form import FormLinks, form_links
from writdesk.web.public.reading import Reading, read_out
from writdesk.web.public.shelf import GuidelineLink, guidelines_in_force, link_to, shelf


@dataclass(frozen=True, kw_only=True)
class GuidelineList:
    """The guidelines in force, and the versions before them."""

    in_force: tuple[GuidelineLink, ...]
    earlier: tuple[GuidelineLink, ...]


@dataclass(frozen=True, kw_only=True)
class GuidelinePage:
    """One version of a guideline, read out, and its other versions."""

    this: GuidelineLink
    digest: str
    note: str
    reading: Reading
    others: tuple[GuidelineLink, ...]
    changes: Changes
    emergency_form: FormLinks | None


def show_list(request: HttpRequest) -> HttpResponse:
    """All guidelines."""
    in_force = guidelines_in_force()
    earlier = tuple(link for link in map(link_to, shelf().all()) if link not in in_force)
    return render(request, "public/guideline_list.html", GuidelineList(in_force=in_force, earlier=earlier))


def show_one(request: HttpRequest, guideline_id: str, version: str) -> HttpResponse:
    """One guideline in one version; ``?since=id@version`` says what is different from that one."""
    try:
        guideline = shelf().get(guideline_id, version)
        versions = shelf().versions(guideline_id)
        changes = changes_of(guideline, shelf(), request.GET.get("since", ""))
    except UnknownGuideline as error:
        raise Http404 from error
    page = GuidelinePage(
        this=link_to(guideline),
        digest=guideline.digest,
        note=guideline.note,
        reading=read_out(guideline),
        others=tuple(link_to(other) for other in versions if other.version != version),
        changes=changes,
        emergency_form=form_links(guideline),
    )
    return render(request, "public/guideline.html", page)
