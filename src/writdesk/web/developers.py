"""For developers, in DEBUG alone: every component in every state, and every letter filled with samples."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from writdesk.adapters.letters import letter_from_file
from writdesk.core.conditions import Outcome
from writdesk.core.letters import CitedProvision
from writdesk.web.pages import render

REACHES = ("yes", "in_part", "no", "cannot_tell")
# Invented, as everything on this page. A letter that names something else shows up as a fault of the page.
PARTICULARS = {
    "available_until": "Fri 24 Apr 2026",
    "because": "the account holder lives in the European Union",
    "granted": "Subscriber Information, from 1 January 2026 until 20 February 2026",
    "kind": "legal request",
    "link": "https://desk.example/requests/LR-2026-000123/",
    "minutes": "15",
    "officer": "Dana Ruiz",
    "provider": "Clipstream Inc.",
    "received_at": "2 Mar 2026, 09:30 UTC",
    "received_on": "Mon 2 Mar 2026",
    "refer_to": "Clipstream Pte. Ltd.",
    "reference": "LR-2026-000123",
    "service": "Clipstream",
    "sha": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
}
PROVISIONS = (
    CitedProvision(
        remedy="Give the street address of your agency.",
        text="A P.O. box cannot be accepted.",
        section="What a request must contain",
    ),
    CitedProvision(
        remedy="Send the search warrant.",
        text="This information is available only pursuant to a warrant.",
        section="What information may be available",
    ),
)


class SampleForm(forms.Form):
    """A field of each sort. It is never sent."""

    name = forms.CharField(label="A name", help_text="As it stands in the request.")
    number = forms.IntegerField(label="A number, with a fault")
    day = forms.DateField(label="A day", widget=forms.DateInput(attrs={"type": "date"}))
    process = forms.ChoiceField(label="One of a list", choices=[("", "Choose"), ("warrant", "Warrant")])
    kind = forms.ChoiceField(
        label="One of two", choices=[("a", "This"), ("b", "That")], widget=forms.RadioSelect
    )
    reason = forms.CharField(label="A reason", widget=forms.Textarea)
    is_read = forms.BooleanField(label="I have read it", required=False)
    closed = forms.CharField(label="A field that is closed", disabled=True, required=False)
    paper = forms.FileField(label="A file", required=False)


@dataclass(frozen=True, kw_only=True)
class SampleLetter:
    """One letter in one language, or why it cannot be filled."""

    name: str
    subject: str
    text: str


@dataclass(frozen=True, kw_only=True)
class DevelopersPage:
    """Everything at a glance."""

    outcomes: tuple[str, ...]
    reaches: tuple[str, ...]
    empty: SampleForm
    wrong: SampleForm
    letters: tuple[SampleLetter, ...]


def show(request: HttpRequest) -> HttpResponse:
    """The page; absent unless this is a developer's own desk."""
    if not settings.DEBUG:
        raise Http404
    page = DevelopersPage(
        outcomes=tuple(outcome.value for outcome in Outcome),
        reaches=REACHES,
        empty=SampleForm(prefix="empty"),
        wrong=SampleForm({"wrong-number": "seven", "wrong-name": "Dana Ruiz"}, prefix="wrong"),
        letters=tuple(map(_letter, sorted(Path(settings.LETTERS_DIR).glob("*/*.txt")))),
    )
    return render(request, "developers.html", page)


def _letter(path: Path) -> SampleLetter:
    letter = letter_from_file(path.parent.name, PARTICULARS, PROVISIONS, language=path.stem)
    return SampleLetter(name=f"{path.parent.name}/{path.stem}", subject=letter.subject, text=letter.text)
