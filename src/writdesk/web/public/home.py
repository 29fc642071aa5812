"""The start: what this desk is, and where each visitor goes."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from writdesk.web.pages import render
from writdesk.web.public.shelf import GuidelineLink, guidelines_in_force


@dataclass(frozen=True, kw_only=True)
class Home:
    """The guidelines in force, for those who come to ask."""

    guidelines: tuple[GuidelineLink, ...]


def show(request: HttpRequest) -> HttpResponse:
    """The page."""
    return render(request, "public/home.html", Home(guidelines=guidelines_in_force()))
