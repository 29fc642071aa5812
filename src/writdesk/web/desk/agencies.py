"""The directory of agencies: domains and numbers, each with where the desk found it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from writdesk.actions.directory.record_call_back import add_agency_number
from writdesk.actions.directory.set_domain import set_domain
from writdesk.actions.people.officer_address import officer_address
from writdesk.core.directory import Standing
from writdesk.store.access import agencies_for, agency_for
from writdesk.store.agencies import Agency, AgencyDomain, DirectoryImport
from writdesk.store.directory import AgencyPlace, agencies_like, officers_of
from writdesk.store.officers import Officer
from writdesk.web.absence import answers_absence
from writdesk.web.desk.acting import attempt, person_of
from writdesk.web.desk.refusals import FormState, Refusal, state_of
from writdesk.web.measures import day_words, instant_day
from writdesk.web.pages import render

ROWS = 50
SHOWN_DOMAINS = 3
SHOWN_OFFICERS = 50
STANDINGS = {
    Standing.LAW_ENFORCEMENT.value: "Law enforcement",
    Standing.GOVERNMENT.value: "Government, not known as law enforcement",
    Standing.NOT_GOVERNMENT.value: "Not a government’s",
}


@dataclass(frozen=True, kw_only=True)
class AgencyLine:
    """One agency in the list."""

    url: str
    name: str
    where: str
    domains: tuple[str, ...]
    more_domains: int
    standing: str
    numbers: int


@dataclass(frozen=True, kw_only=True)
class AgencyList:
    """One page of the directory."""

    words: str
    lines: tuple[AgencyLine, ...]
    next_url: str
    is_first: bool
    last_import: str


@dataclass(frozen=True, kw_only=True)
class DomainLine:
    """One domain, what it is, and since when it is known."""

    domain: str
    covers: str
    standing: str
    source: str
    since: str
    gone: str


@dataclass(frozen=True, kw_only=True)
class NumberLine:
    """One telephone number, with its source."""

    number: str
    source: str
    added: str


@dataclass(frozen=True, kw_only=True)
class OfficerLine:
    """An officer with an account who wrote for the agency."""

    address: str
    requests: int
    last: str


@dataclass(frozen=True, kw_only=True)
class AgencyPage:
    """One agency."""

    id: int
    name: str
    where: str
    kind: str
    requests_url: str
    domains: tuple[DomainLine, ...]
    numbers: tuple[NumberLine, ...]
    officers: tuple[OfficerLine, ...]
    standings: tuple[tuple[str, str], ...]
    domain: FormState
    number: FormState


def show_list(request: HttpRequest) -> HttpResponse:
    """The list; ``?q=`` finds part of a name or of a domain."""
    words = " ".join(request.GET.get("q", "").split())[:100]
    after = _read_place(request.GET.get("after", ""))
    found = agencies_like(agencies_for(person_of(request)), words, after=after, limit=ROWS + 1)
    last = DirectoryImport.objects.first()
    page = AgencyList(
        words=words,
        lines=tuple(map(_line, found[:ROWS])),
        next_url=_next_url(words, found),
        is_first=after is None,
        last_import=f"{last.source}, {last.rows:,} lines, read {instant_day(last.read_at)}" if last else "",
    )
    return render(request, "desk/agencies.html", page)


@answers_absence
def show_one(request: HttpRequest, agency: int) -> HttpResponse:
    """One agency's page."""
    return _show(request, agency_for(person_of(request), agency), None)


@answers_absence
def set_one_domain(request: HttpRequest, agency: int) -> HttpResponse:
    """POST: a domain of this agency, and what it is."""
    found = agency_for(person_of(request), agency)
    if request.method != "POST":
        return redirect("desk_agency", agency=agency)
    refusal = attempt(
        request,
        lambda now: set_domain(
            found,
            domain=request.POST.get("domain", ""),
            standing=request.POST.get("standing", ""),
            covers_subdomains=request.POST.get("covers_subdomains") == "on",
            source=request.POST.get("source", ""),
            by=now.by,
            at=now.at,
        ),
        form="domain",
    )
    return _after(request, found, refusal, "The domain is in the directory.")


@answers_absence
def add_one_number(request: HttpRequest, agency: int) -> HttpResponse:
    """POST: a number of this agency, with where it was found."""
    found = agency_for(person_of(request), agency)
    if request.method != "POST":
        return redirect("desk_agency", agency=agency)
    refusal = attempt(
        request,
        lambda now: add_agency_number(
            agency=found.name,
            country=found.country,
            place=found.place,
            number=request.POST.get("number", ""),
            source=request.POST.get("source", ""),
            by=now.by,
            at=now.at,
        ),
        form="number",
    )
    return _after(request, found, refusal, "The number is in the directory. Somebody else has to call it.")


def _after(request: HttpRequest, agency: Agency, refusal: Refusal | None, said: str) -> HttpResponse:
    if refusal is not None:
        return _show(request, agency, refusal)
    messages.success(request, said)
    return redirect("desk_agency", agency=agency.pk)


def _show(request: HttpRequest, agency: Agency, refusal: Refusal | None) -> HttpResponse:
    page = AgencyPage(
        id=agency.pk,
        name=agency.name,
        where=_where(agency),
        kind=agency.kind,
        requests_url=f"{reverse('desk_home')}?{urlencode({'q': f'agency:{json.dumps(agency.name)}'})}",
        domains=tuple(map(_domain, agency.domains.order_by("domain"))),
        numbers=tuple(
            NumberLine(
                number=each.number,
                source=each.source,
                added=f"{instant_day(each.added_at)}{f' by {each.added_by}' if each.added_by else ''}",
            )
            for each in agency.numbers.select_related("added_by").order_by("id")
        ),
        officers=tuple(map(_officer, officers_of(agency, limit=SHOWN_OFFICERS))),
        standings=tuple(STANDINGS.items()),
        domain=state_of("domain", refusal),
        number=state_of("number", refusal),
    )
    return render(request, "desk/agency.html", page, status=refusal.status if refusal else 200)


def _officer(officer: Officer) -> OfficerLine:
    many, last_at = officer.many, officer.last_at  # type: ignore[attr-defined]
    return OfficerLine(
        address=officer_address(officer),
        requests=many,
        last=instant_day(last_at),
    )


def _where(agency: Agency) -> str:
    return ", ".join(filter(None, (agency.place, agency.country)))


def _line(agency: Agency) -> AgencyLine:
    domains = [row for row in agency.domains.all() if row.gone_on is None]
    enforces = any(row.standing == Standing.LAW_ENFORCEMENT for row in domains)
    return AgencyLine(
        url=reverse("desk_agency", kwargs={"agency": agency.pk}),
        name=agency.name,
        where=_where(agency),
        domains=tuple(row.domain for row in domains[:SHOWN_DOMAINS]),
        more_domains=max(0, len(domains) - SHOWN_DOMAINS),
        standing=("Law enforcement" if enforces else "Government") if domains else "",
        numbers=len(agency.numbers.all()),
    )


def _domain(row: AgencyDomain) -> DomainLine:
    new = timezone.now().date() if row.first_seen_on else None
    since = (
        f"first seen {day_words(row.first_seen_on)}" if row.first_seen_on else "since before this desk looked"
    )
    is_new = new is not None and row.known().is_new(new)
    return DomainLine(
        domain=row.domain,
        covers="and its subdomains" if row.covers_subdomains else "alone, without subdomains",
        standing=STANDINGS[row.standing],
        source=row.source,
        since=f"new: {since}" if is_new else since,
        gone=f"gone from its source since {day_words(row.gone_on)}" if row.gone_on else "",
    )


def _next_url(words: str, found: list[Agency]) -> str:
    if len(found) <= ROWS:
        return ""
    last = found[ROWS - 1]
    asked = {"q": words} if words else {}
    return f"{reverse('desk_agencies')}?{urlencode({**asked, 'after': f'{last.pk}-{last.name}'})}"


def _read_place(text: str) -> AgencyPlace | None:
    number, dash, name = text.partition("-")
    return AgencyPlace(name=name, id=int(number)) if dash and number.isdecimal() else None
