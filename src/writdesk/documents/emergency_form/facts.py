"""What a filled-in form states: as facts named like those of every paper, and as the request's form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from writdesk.documents.emergency_form.questions import ACCOUNTS, IDENTIFIERS
from writdesk.documents.emergency_form.read_back import FilledForm
from writdesk.documents.reading.fact import Fact, Provenance
from writdesk.documents.reading.facts.contacts import one_line
from writdesk.documents.reading.facts.dates import days_in
from writdesk.documents.reading.facts.telephones import telephones_in

BECAUSE = "the emergency form’s own field"
_PLAIN = {
    "agency.name": "agency",
    "officer.name": "officer_name",
    "officer.badge_number": "badge_number",
    "emergency.person_in_danger": "emergency.person_in_danger",
    "emergency.nature": "emergency.nature",
    "emergency.why_necessary": "emergency.why_necessary",
    "emergency.specific_information_requested": "emergency.specific_information_requested",
    "emergency.other_circumstances": "emergency.other_circumstances",
    "signed_by": "signed_by",
}
_DAYS = {"response_requested_by": "returnable_on", "documents.dated": "issued_on"}
# The harm's name in the guidelines, and among the facts.
_HARMS = {"life_health_or_safety": "life_health_safety"}
_PO_BOX = re.compile(r"\bP\.?\s*O\.?\s*Box\b[^,\n]*", re.IGNORECASE)
_AS_WRITTEN = (
    "agency.name",
    "agency.jurisdiction",
    "account_holder_location",
    "officer.name",
    "officer.badge_number",
    "officer.email",
    "officer.mailing_address",
    "emergency.person_in_danger",
    "emergency.harm",
    "emergency.nature",
    "emergency.why_necessary",
    "emergency.specific_information_requested",
    "emergency.other_circumstances",
)
_TICKS = (
    "officer.is_sworn",
    "emergency.is_child",
    "emergency.imminent",
    "notice.officer_asks_not_to_notify",
    "enforcement.officer_asks_deferral",
)


def facts_of_emergency_form(filled: FilledForm) -> tuple[Fact, ...]:
    """Every fact that the form states, each with the page and box of its field."""
    if filled.form is None or not filled.is_filled:
        return ()
    return tuple(_Facts(filled).all())


class _Facts:
    """The facts of one form."""

    def __init__(self, filled: FilledForm) -> None:
        self._values = filled.values
        self._places = filled.places
        self._region = filled.values.get("agency.jurisdiction") or (
            filled.form.country if filled.form else None
        )

    def all(self) -> Iterator[Fact]:
        """In the order of the form."""
        first = next(name for name, value in self._values.items() if value is not None)
        yield self._made("kind", "emergency", first, "this desk’s emergency form")
        for blank, name in _PLAIN.items():
            yield from self._plain(blank, name)
        for blank, name in _DAYS.items():
            yield from self._day(blank, name)
        yield from self._contacts()
        yield from self._accounts()
        yield from self._data()
        yield from self._emergency()

    def _made(self, name: str, value: str, blank: str, as_written: str | None = None) -> Fact:
        written = as_written if as_written is not None else self._values[blank] or value
        place = self._places.get(blank, Provenance())
        return Fact(name=name, value=value, as_written=written, provenance=place, because=BECAUSE)

    def _plain(self, blank: str, name: str) -> Iterator[Fact]:
        value = self._values.get(blank)
        if value:
            yield self._made(name, value.strip(), blank)

    def _day(self, blank: str, name: str) -> Iterator[Fact]:
        for day in list(days_in(self._values.get(blank) or ""))[:1]:
            fact = self._made(name, day.on.isoformat(), blank)
            yield fact if day.is_certain else fact.offered("day and month can be read in two ways")

    def _contacts(self) -> Iterator[Fact]:
        if email := self._values.get("officer.email"):
            yield self._made("officer_email", email.strip().lower(), "officer.email")
        if phone := self._values.get("officer.phone"):
            yield self._phone(phone, self._values.get("officer.extension"))
        if address := self._values.get("officer.mailing_address"):
            box = _PO_BOX.search(address)
            name, value = ("po_box", box.group().strip()) if box else ("officer_address", one_line(address))
            yield self._made(name, value, "officer.mailing_address")

    def _phone(self, phone: str, extension: str | None) -> Fact:
        written = f"{phone} ext. {extension}" if extension else phone
        found = next(iter(telephones_in(written, region=self._region)), None)
        fact = self._made("officer_phone", found.value if found else written, "officer.phone", written)
        return fact if found else fact.offered("a number without its country’s code")

    def _accounts(self) -> Iterator[Fact]:
        for place in range(ACCOUNTS):
            for kind in IDENTIFIERS:
                blank = f"accounts.{place}.{kind}"
                if value := self._values.get(blank):
                    yield self._made(f"identifier.{kind}", _identifier(kind, value.strip()), blank)

    def _data(self) -> Iterator[Fact]:
        for category, start, end in data_asked(self._values):
            asked = f"data.{category}.asked"
            blank = asked if self._values.get(asked) else f"data.{category}.{'from' if start else 'until'}"
            yield self._made("data_category", category, blank, category)
            if start or end:
                value = f"{start or ''}/{end or ''}"
                yield self._made(
                    "date_range", value, f"data.{category}.{'from' if start else 'until'}", value
                )

    def _emergency(self) -> Iterator[Fact]:
        harm = self._values.get("emergency.harm")
        if harm and harm != "other":
            yield self._made("emergency.harm", _HARMS.get(harm, harm), "emergency.harm")
        if self._values.get("notice.officer_asks_not_to_notify"):
            yield self._made("nondisclosure", "requested", "notice.officer_asks_not_to_notify")


def _identifier(kind: str, value: str) -> str:
    if kind == "username":
        return value.lstrip("@")
    if kind == "phone":
        return next((found.e164 for found in telephones_in(value)), value)
    return value.lower() if kind == "email" else value


def data_asked(values: Any) -> Iterator[tuple[str, date | None, date | None]]:
    """The categories that are ticked, or have a day, with their days."""
    for name in values:
        if name.startswith("data.") and name.endswith(".asked"):
            category = name.split(".")[1]
            start, end = (_day_of(values.get(f"data.{category}.{edge}")) for edge in ("from", "until"))
            if values[name] or start or end:
                yield category, start, end


def _day_of(value: str | None) -> date | None:
    day = next(iter(days_in(value or "")), None)
    return day.on if day and day.is_certain else None


def fill_request(request: dict[str, Any], filled: FilledForm) -> dict[str, Any]:
    """The request's form with everything that the emergency form states, word for word."""
    values = filled.values
    request["kind"] = "emergency"
    for path in _AS_WRITTEN:
        _put(request, path, values.get(path))
    for path in _TICKS:
        _put(request, path, True if values.get(path) else None)
    _put(request, "officer.phone", _whole_phone(values.get("officer.phone"), values.get("officer.extension")))
    posts = (values.get("emergency.specific_posts") or "").splitlines()
    _put(request, "emergency.specific_posts", [post.strip() for post in posts if post.strip()])
    by = _day_of(values.get("response_requested_by"))
    _put(request, "response_requested_by", by.isoformat() if by else None)
    request["accounts"] = list(_accounts_of(filled))
    request["data_requested"] = [_data_of(*asked) for asked in data_asked(values)]
    return request


def _put(request: dict[str, Any], path: str, value: Any) -> None:
    *parts, last = path.split(".")
    place = request
    for part in parts:
        if place.get(part) is None:
            place[part] = {}
        place = place[part]
    place[last] = value


def _whole_phone(phone: str | None, extension: str | None) -> str | None:
    return f"{phone} ext. {extension}" if phone and extension else phone


def _accounts_of(filled: FilledForm) -> Iterator[dict[str, Any]]:
    for place in range(ACCOUNTS):
        found = [
            {"type": kind, "value": value}
            for kind in IDENTIFIERS
            if (value := filled.values.get(f"accounts.{place}.{kind}"))
        ]
        if found:
            yield {"identifiers": found}


def _data_of(category: str, start: date | None, end: date | None) -> dict[str, Any]:
    return {
        "category": category,
        "from": start.isoformat() if start else None,
        "until": end.isoformat() if end else None,
        "publicly_available": None,
        "description": None,
    }
