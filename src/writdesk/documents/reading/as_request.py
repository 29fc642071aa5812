"""The request form made from what was read: only what is certain; everything else stays *not stated*."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from writdesk.core import request as model
from writdesk.core.request_document import request_document
from writdesk.documents.emergency_form.facts import fill_request
from writdesk.documents.reading.documents import DocumentReading
from writdesk.documents.reading.files import FileReading

_TYPES = {
    "identifier.username": "username",
    "identifier.profile_url": "profile_url",
    "identifier.video_url": "video_url",
    "identifier.email": "email",
    "identifier.phone": "phone",
    "identifier.user_id": "user_id",
}
_CHANNEL_BY_MAIL = "email"


def request_of(found: FileReading, *, received_at: datetime) -> dict[str, Any]:
    """The form of ``writdesk schema request``. A paper whose kind is unknown is taken for a legal request:
    the form needs a kind, and it is the one with the most to check.
    """
    facts = _Certain(found)
    kind = model.Kind(facts.one("kind") or "legal")
    request = request_document(
        model.Request(
            kind=kind,
            received_at=found.mail.date
            if found.mail and found.mail.date and found.mail.date.tzinfo
            else received_at,
            channel=_CHANNEL_BY_MAIL if found.mail else None,
            message=_message(found),
            agency=model.Agency(name=facts.one("agency")),
            officer=model.Officer(
                name=facts.one("officer_name"),
                badge_number=facts.one("badge_number"),
                email=facts.one("officer_email"),
                phone=facts.one("officer_phone"),
                mailing_address=facts.one("officer_address") or facts.one("po_box"),
            ),
            authorisation=model.Authorisation(
                signed_by_head_of_agency=True if facts.one("head_of_agency") else None
            ),
            response_requested_by=facts.day("returnable_on"),
            accounts=tuple(_accounts(facts)),
            process=_process(facts) if kind is model.Kind.LEGAL else None,
            data_requested=tuple(_data(facts)),
            documents=tuple(_document(each) for each in found.documents),
            notice=_notice(facts),
            emergency=_emergency(facts) if kind is model.Kind.EMERGENCY else None,
            preservation=_preservation(facts) if kind is model.Kind.PRESERVATION else None,
        )
    )
    forms = [each.form for each in found.documents if each.form]
    return fill_request(request, forms[0]) if len(forms) == 1 else request


class _Certain:
    """The certain facts by name."""

    def __init__(self, found: FileReading) -> None:
        self._values: dict[str, list[str]] = {}
        for fact in found.facts:
            if fact.is_certain:
                self._values.setdefault(fact.name, []).append(fact.value)

    def one(self, name: str) -> str | None:
        """The first value."""
        return next(iter(self._values.get(name, ())), None)

    def all(self, name: str) -> list[str]:
        """Every value."""
        return self._values.get(name, [])

    def day(self, name: str) -> date | None:
        """The first value as a day."""
        value = self.one(name)
        return date.fromisoformat(value) if value and value != "indefinite" else None


def _message(found: FileReading) -> model.Message:
    if not found.mail:
        return model.Message()
    sent_to = found.mail.to[0].address if found.mail.to else None
    return model.Message(subject=found.mail.subject or None, sent_to=sent_to)


def _accounts(facts: _Certain) -> Iterator[model.Account]:
    """One account for each user name, with the addresses that hold it; one for every other identifier."""
    rest = [
        model.Identifier(type=kind, value=value)
        for name, kind in _TYPES.items()
        for value in facts.all(name)
        if name != "identifier.username"
    ]
    names = facts.all("identifier.username")
    for name in names:
        own = [each for each in rest if len(names) == 1 or name.lower() in (each.value or "").lower()]
        rest = [each for each in rest if each not in own]
        yield model.Account(identifiers=(model.Identifier(type="username", value=name), *own))
    for each in rest:
        yield model.Account(identifiers=(each,))


def _process(facts: _Certain) -> model.Process | None:
    if not facts.one("process"):
        return None
    statutes = facts.all("statute")
    return model.Process(
        id=facts.one("process"),
        form=facts.one("process_form"),
        issued_by=facts.one("issued_by"),
        case_number=facts.one("case_number"),
        issued_on=facts.day("issued_on"),
        returnable_on=facts.day("returnable_on"),
        statute="; ".join(statutes) or None,
    )


def _data(facts: _Certain) -> Iterator[model.DataRequested]:
    ranges = facts.all("date_range")
    start, _, end = (ranges[0] if len(ranges) == 1 else "").partition("/")
    for category in facts.all("data_category"):
        yield model.DataRequested(
            category=category,
            from_on=date.fromisoformat(start) if start else None,
            until_on=date.fromisoformat(end) if end else None,
        )


def _document(each: DocumentReading) -> model.Document:
    return model.Document(
        dated=None,
        media_type=each.inspection.media_type,
    )


def _notice(facts: _Certain) -> model.NoticeWishes:
    said = facts.one("nondisclosure")
    if said == "requested":
        return model.NoticeWishes(officer_asks_not_to_notify=True)
    if said != "ordered":
        return model.NoticeWishes()
    order = model.NondisclosureOrder(
        issued_by=facts.one("issued_by"),
        issued_on=facts.day("issued_on"),
        ends_on=facts.day("nondisclosure_until"),
    )
    return model.NoticeWishes(nondisclosure_order=order)


def _emergency(facts: _Certain) -> model.Emergency:
    harms = facts.all("emergency.harm")
    return model.Emergency(
        person_in_danger=facts.one("emergency.person_in_danger"),
        harm=harms[0] if len(harms) == 1 else None,
        nature=facts.one("emergency.nature"),
        specific_information_requested=facts.one("emergency.specific_information_requested"),
        why_necessary=facts.one("emergency.why_necessary"),
        other_circumstances=facts.one("emergency.other_circumstances"),
    )


def _preservation(facts: _Certain) -> model.Preservation:
    reference = facts.one("extends")
    return model.Preservation(
        extends=model.EarlierPreservation(reference=reference) if reference else None,
        steps_being_taken=facts.one("steps_being_taken"),
    )
