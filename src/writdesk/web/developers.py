"""For developers, in DEBUG alone: every component in every state, and every letter filled with samples."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from writdesk.adapters.letters import letter_from_file
from writdesk.core.conditions import Outcome
from writdesk.core.letters import CitedProvision
from writdesk.production.certificate import draw_certificate
from writdesk.production.particulars import AskedAccount, Custodian, GrantedData, Particulars
from writdesk.web.pages import render

REACHES = ("yes", "in_part", "no", "cannot_tell")
# Invented, as everything on this page. A letter that names something else shows up as a fault of the page.
PARTICULARS = {
    "at": "02 March 2026, 09:30",
    "available_until": "Fri 24 Apr 2026",
    "because": "the account holder lives in the European Union",
    "begun_on": "Mon 2 Mar 2026",
    "granted": "Subscriber Information, from 1 January 2026 until 20 February 2026",
    "happened": "An authenticator app was added.",
    "kind": "legal request",
    "link": "https://desk.example/requests/LR-2026-000123/",
    "minutes": "15",
    "officer": "Dana Ruiz",
    "onward": "Until somebody has called your agency back, nothing is delivered.",
    "provider": "Clipstream Inc.",
    "received_at": "02 March 2026, 09:30",
    "received_on": "Mon 2 Mar 2026",
    "refer_to": "Clipstream Pte. Ltd.",
    "reference": "LR-2026-000123",
    "service": "Clipstream",
    "sha": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "text": "Which process opens the log data of an account?",
    "to": "desk@clipstream.example",
    "until": "Wed 1 Apr 2026",
    "username": "n.haddad",
    "words": "This address answers law enforcement only.",
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


# A template for each of these, and ``other`` for every country without one.
CERTIFICATES = ("US", "SG", "DE")
CERTIFIED = {
    "reference": "LR-2026-000123",
    "data_manifest": {"path": "data/data-manifest.txt", "size": 310, "sha256": "ab" * 32},
    "files": [
        {"path": "data/subscriber_information/accounts.csv", "size": 412, "sha256": "cd" * 32},
        {"path": "data/log_data/logins.csv", "size": 1_234_567, "sha256": "ef" * 32},
    ],
    "records": 4211,
    "media_files": 3,
    "left_out": 2,
}


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
class SampleCertificate:
    """One certificate, by its country, page by page."""

    country: str
    pages: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class DevelopersPage:
    """Everything at a glance."""

    outcomes: tuple[str, ...]
    reaches: tuple[str, ...]
    empty: SampleForm
    wrong: SampleForm
    letters: tuple[SampleLetter, ...]
    certificates: tuple[SampleCertificate, ...]


def show(request: HttpRequest) -> HttpResponse:
    """The page; absent unless this is a developer's own desk."""
    if not settings.DEBUG:
        raise Http404
    page = DevelopersPage(
        outcomes=tuple(outcome.value for outcome in Outcome),
        reaches=REACHES,
        empty=SampleForm(prefix="empty"),
        wrong=SampleForm({"wrong-number": "seven", "wrong-name": "Dana Ruiz"}, prefix="wrong"),
        certificates=tuple(
            SampleCertificate(country=country, pages=tuple(range(1, len(_pages(country)) + 1)))
            for country in CERTIFICATES
        ),
        letters=tuple(map(_letter, sorted(Path(settings.LETTERS_DIR).glob("*/*.txt")))),
    )
    return render(request, "developers.html", page)


def show_certificate(request: HttpRequest, country: str, page: int) -> HttpResponse:
    """One page of a sample certificate as a picture."""
    if not settings.DEBUG or country not in CERTIFICATES or not 1 <= page <= len(_pages(country)):
        raise Http404
    return HttpResponse(_pages(country)[page - 1], content_type="image/png")


@cache
def _pages(country: str) -> tuple[bytes, ...]:
    particulars = Particulars(
        reference="LR-2026-000123",
        provider="Clipstream Inc.",
        provider_address="100 Example Street, Springfield, CA 90000, United States",
        guideline="clipstream-inc",
        guideline_version="2026-01-15",
        guideline_title="Clipstream Law Enforcement Guidelines",
        country=country,
        agency="Springfield Police Department",
        process="Search warrant 26-SW-01417, issued 2 February 2026",
        received_on=date(2026, 3, 2),
        accounts=(AskedAccount(identifier="lucky.lark", account="70031842"),),
        granted=(GrantedData(category="log_data", title="Log Data"),),
    )
    custodian = Custodian(
        name="Mirela Popescu", title="Custodian of Records", place="Springfield", country=country
    )
    at = datetime(2026, 3, 4, 10, 30, tzinfo=UTC)
    return draw_certificate(particulars=particulars, custodian=custodian, certified=CERTIFIED, at=at)


def _letter(path: Path) -> SampleLetter:
    letter = letter_from_file(path.parent.name, PARTICULARS, PROVISIONS, language=path.stem)
    return SampleLetter(name=f"{path.parent.name}/{path.stem}", subject=letter.subject, text=letter.text)
