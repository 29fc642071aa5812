"""Mail: what arrived, and what became of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from writdesk.store.inquiry_list import count_open
from writdesk.store.mail import Mail, MailState
from writdesk.store.mail_list import MOST_COUNTED, MailPlace, WantedMail, count_held, mails
from writdesk.store.people import Person, Role
from writdesk.web.desk.acting import person_of
from writdesk.web.desk.mail.mail_words import STATES, became_of, because_words, state_words, summary_of
from writdesk.web.measures import Moment, instant_words
from writdesk.web.pages import Link, render

ROWS = 50
_PLACE = "%Y%m%d%H%M%S%f"
_REFERENCE = re.compile(r"(?:[LEP]R|ML|IQ)-\d{4}-\d{6,9}")


@dataclass(frozen=True, kw_only=True)
class MailRow:
    """One mail in the list."""

    reference: str
    url: str
    subject: str
    sender: str
    received: Moment
    state: str
    is_held: bool
    because: str
    became: str
    became_url: str


@dataclass(frozen=True, kw_only=True)
class MailListPage:
    """One page of the list."""

    line: str
    fault: str
    state: str
    tabs: tuple[Link, ...]
    held: str
    inquiries: int
    rows: tuple[MailRow, ...]
    next_url: str
    first_url: str
    may_register: bool


def show(request: HttpRequest) -> HttpResponse:
    """The list; a mail's own reference in the search line leads straight to it."""
    person = person_of(request)
    line = request.GET.get("q", "").strip().upper()[:40]
    if line.startswith("ML-") and mails(person, WantedMail(reference=line), after=None, limit=1):
        return redirect("desk_mail_one", reference=line)
    page = _page(request, person, line)
    return render(request, "desk/mail.html", page, status=400 if page.fault else 200)


def _page(request: HttpRequest, person: Person, line: str) -> MailListPage:
    state = request.GET.get("state", "")
    state = state if state in MailState.values else ""
    fault = _fault(line)
    after = _read_place(request.GET.get("after", ""))
    wanted = WantedMail(state=state, reference=line)
    rows = [] if fault else mails(person, wanted, after=after, limit=ROWS + 1)
    held = count_held(person)
    return MailListPage(
        line=line,
        fault=fault,
        state=state,
        tabs=tuple(_tabs(state, line)),
        held=f"{held} or more" if held == MOST_COUNTED else str(held or ""),
        inquiries=count_open(person),
        rows=tuple(_row(row) for row in rows[:ROWS]),
        next_url=_address(state, line, _place_of(rows[ROWS - 1])) if len(rows) > ROWS else "",
        first_url=_address(state, line) if after else "",
        may_register=person.has_role(Role.ANALYST),
    )


def _fault(line: str) -> str:
    if line and not _REFERENCE.fullmatch(line):
        return "Search by a reference such as ML-2026-000001, or LR-2026-000001 for all mail of a request."
    return ""


def _tabs(state: str, line: str) -> list[Link]:
    chosen = [("All", ""), *((STATES[each].capitalize(), each.value) for each in _ORDER)]
    return [Link(label=label, url=_address(key, line), is_here=key == state) for label, key in chosen]


_ORDER = (
    MailState.HELD,
    MailState.WAITING,
    MailState.FILED,
    MailState.ANSWERED,
    MailState.SET_ASIDE,
)


def _row(mail: Mail) -> MailRow:
    said = summary_of(mail)
    became, became_url = became_of(mail)
    return MailRow(
        reference=mail.reference,
        url=reverse("desk_mail_one", kwargs={"reference": mail.reference}),
        subject=said.get("subject") or "no subject",
        sender=said.get("from") or "nobody named",
        received=instant_words(mail.received_at),
        state=state_words(mail),
        is_held=mail.state == MailState.HELD,
        because=because_words(mail),
        became=became,
        became_url=became_url,
    )


def _address(state: str, line: str, after: str = "") -> str:
    asked = {name: value for name, value in (("state", state), ("q", line), ("after", after)) if value}
    base = reverse("desk_mail")
    return f"{base}?{urlencode(asked)}" if asked else base


def _place_of(row: Mail) -> str:
    return f"{row.received_at.astimezone(UTC):{_PLACE}}-{row.pk}"


def _read_place(text: str) -> MailPlace | None:
    """Where the page begins. What is no place is the beginning: the address was typed or cut off."""
    at, _, number = text.partition("-")
    try:
        return MailPlace(at=datetime.strptime(at, _PLACE).replace(tzinfo=UTC), id=int(number))
    except ValueError:
        return None
