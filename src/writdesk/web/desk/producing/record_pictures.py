"""A picture that belongs to a record, drawn behind walls: no byte of the file reaches a staff browser."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone

from writdesk.actions.actor import Actor
from writdesk.actions.producing.look_at_section import look_at_section
from writdesk.actions.producing.reviewing import pages_of
from writdesk.core.leaving_out import LeftOutReason
from writdesk.documents import render_page
from writdesk.documents.errors import PageNotDrawn, ReaderBusy, ReaderUnavailable
from writdesk.web.absence import answers_absence
from writdesk.web.desk.acting import person_of
from writdesk.web.desk.producing.section_rows import DRAWN, standing_of

WIDTH = 800
BUSY = "The desk cannot draw pictures just now. Load it again."


@answers_absence
def show(
    request: HttpRequest, reference: str, *, category: str, kind: str, number: int, index: int
) -> HttpResponse:
    """One picture as a PNG. What was left out as abuse material is not there."""
    collection, section = look_at_section(
        reference, category=category, kind=kind, by=Actor(person=person_of(request)), at=timezone.now()
    )
    if not section.first <= number <= section.last:
        raise Http404
    pages = pages_of(collection)
    media = pages.page(number, number)[0].media
    standing = standing_of(section, list(collection.left_outs.exclude(records=0)))
    if standing.reason_of(number) is LeftOutReason.ABUSE_MATERIAL or index >= len(media):
        raise Http404
    if media[index]["media_type"] not in DRAWN:
        raise Http404
    try:
        with pages.media(media[index]) as source:
            return HttpResponse(render_page(source, 1, WIDTH), content_type="image/png")
    except PageNotDrawn as reason:
        return _in_words(str(reason), status=422)
    except (ReaderBusy, ReaderUnavailable):
        return _in_words(BUSY, status=503)


def _in_words(said: str, *, status: int) -> HttpResponse:
    svg = render_to_string("desk/parts/not_drawn.svg", {"words": said})
    return HttpResponse(svg, content_type="image/svg+xml", status=status)
