"""Conditions about who asks: agency, officer, and the way the request came."""

from __future__ import annotations

import re

from writdesk.core.conditions.registry import (
    CANNOT_TELL,
    MET,
    NOT_MET,
    Judgement,
    Parameter,
    answered,
    condition,
    told,
)
from writdesk.core.request import Request

# "P.O. Box 12", "GPO Box 2", "POB 7", "Post Office Box", "Postfach 12"; never "Poboda Lane" or "Boxer Road".
PO_BOX = re.compile(
    r"\bg?p\.?\s*o\.?\s*(?:box|drawer)(?![a-z])"
    r"|\bg?p\.?\s*o\.?\s*b\.?\s*#?\d"
    r"|\bpost(?:al)?\s*(?:office\s*)?box(?![a-z])"
    r"|\b(?:postfach|postbus|apartado(?:\s+postal)?|casella\s+postale|bo[iî]te\s+postale|caixa\s+postal)\s*\d",
    re.IGNORECASE,
)
PRIVATE_MAIL = frozenset(
    {
        *("gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "msn.com", "yahoo.com"),
        *("icloud.com", "me.com", "aol.com", "proton.me", "protonmail.com", "gmx.com", "gmx.net", "mail.com"),
        *("mail.ru", "yandex.ru", "yandex.com", "qq.com", "163.com", "zoho.com", "tutanota.com", "web.de"),
    }
)
ADDRESS = re.compile(r"[^@\s]+@([^@\s]+\.[^@\s.]+)")
DIGIT = re.compile("[0-9]")

DESK_PORTAL = "portal"


@condition(fact="agency.is_law_enforcement")
def sender_is_law_enforcement(request: Request) -> Judgement:
    """The sender is a law-enforcement agency."""
    return answered(request.agency.is_law_enforcement)


@condition(fact="message.sender_domain_is_law_enforcement")
def sent_from_law_enforcement_domain(request: Request) -> Judgement:
    """The message comes from a law-enforcement email domain."""
    return answered(request.message.sender_domain_is_law_enforcement)


@condition(fact="agency.name", never=(CANNOT_TELL,))
def agency_name_given(request: Request) -> Judgement:
    """The requesting agency is named."""
    return told(request.agency.name)


@condition(fact="agency.jurisdiction", never=(CANNOT_TELL,))
def agency_location_given(request: Request) -> Judgement:
    """The country of the requesting agency is stated."""
    return told(request.agency.jurisdiction)


@condition(fact="officer.name", never=(CANNOT_TELL,))
def officer_name_given(request: Request) -> Judgement:
    """The requesting officer is named."""
    return told(request.officer.name)


@condition(fact="officer.badge_number", never=(CANNOT_TELL,))
def badge_number_given(request: Request) -> Judgement:
    """The officer's badge or identification number is given."""
    return told(request.officer.badge_number)


@condition(fact="officer.email", never=(CANNOT_TELL,))
def officer_email_given(request: Request) -> Judgement:
    """An email address is given at which the officer can be reached."""
    email = request.officer.email
    return (MET if email and ADDRESS.fullmatch(email.strip()) else NOT_MET), email


@condition(fact="officer.email", never=(CANNOT_TELL,))
def officer_email_is_employer_issued(request: Request) -> Judgement:
    """The officer's email address is given and is not that of a private mail service."""
    email = request.officer.email
    found = ADDRESS.fullmatch(email.strip()) if email else None
    return (NOT_MET if found is None or found[1].lower() in PRIVATE_MAIL else MET), email


@condition(fact="officer.phone", never=(CANNOT_TELL,))
def officer_phone_given(request: Request) -> Judgement:
    """The officer's telephone number is given, with any extension."""
    phone = request.officer.phone
    return (MET if phone and DIGIT.search(phone) else NOT_MET), phone


@condition(fact="officer.mailing_address", never=(CANNOT_TELL,))
def mailing_address_given(request: Request) -> Judgement:
    """The officer's mailing address is given."""
    return told(request.officer.mailing_address)


@condition(fact="officer.mailing_address", never=(CANNOT_TELL,))
def mailing_address_is_not_po_box(request: Request) -> Judgement:
    """The officer's mailing address is given and is no P.O. box."""
    address = request.officer.mailing_address
    if not address or address.isspace() or _is_po_box(address):
        return NOT_MET, address
    return MET, address


def _is_po_box(address: str) -> bool:
    # The pattern costs ten times as much as looking for a few letters that each of its forms holds.
    lower = address.lower()
    if "ox" in lower or "o b" in lower or "ob" in lower or ".b" in lower or ". b" in lower:
        return PO_BOX.search(address) is not None
    rare = "drawer" in lower or "post" in lower or "apart" in lower or "casella" in lower or "caixa" in lower
    return rare and PO_BOX.search(address) is not None


@condition(fact="officer.is_sworn", judged_by_person=True)
def officer_is_sworn(request: Request) -> Judgement:
    """The request is made by a sworn law-enforcement official."""
    return answered(request.officer.is_sworn)


@condition(fact="response_requested_by", never=(CANNOT_TELL,))
def response_date_given(request: Request) -> Judgement:
    """The date by which an answer is asked for is stated."""
    wanted = request.response_requested_by
    return (MET if wanted is not None else NOT_MET), wanted


@condition(fact="channel", example='accepted = ["email", "fax"]', parameters={"accepted": Parameter.WORDS})
def channel_is_accepted(request: Request, *, accepted: frozenset[str]) -> Judgement:
    """The request came by one of the accepted channels, or by the portal of the desk itself."""
    channel = request.channel
    # Whoever runs this desk has opened its portal; a guideline written before need not name it.
    if channel == DESK_PORTAL:
        return MET, channel
    if not channel:
        return CANNOT_TELL, channel
    return (MET if channel in accepted else NOT_MET), channel


@condition(
    fact="message.sent_to",
    example='addresses = ["legal@tiktok.com"]',
    parameters={"addresses": Parameter.WORDS},
)
def sent_to_published_address(request: Request, *, addresses: frozenset[str]) -> Judgement:
    """The message was sent to a published address; a missing one cannot be told."""
    sent_to = request.message.sent_to
    if not sent_to:
        return CANNOT_TELL, sent_to
    return (MET if sent_to.strip().lower() in addresses else NOT_MET), sent_to


@condition(
    fact="message.subject",
    example='subject = "Emergency Disclosure Request"',
    parameters={"subject": Parameter.TEXT},
    never=(CANNOT_TELL,),
)
def subject_is(request: Request, *, subject: str) -> Judgement:
    """The subject line holds the words asked for, in either case."""
    given = request.message.subject
    held = given is not None and " ".join(subject.split()).casefold() in " ".join(given.split()).casefold()
    return (MET if held else NOT_MET), given


@condition(fact="contents_in_message_body")
def contents_stand_in_body(request: Request) -> Judgement:
    """All contents stand in the body of the message, not in an attachment."""
    return answered(request.contents_in_message_body)


@condition(fact="automatic_reply_answered")
def automatic_reply_answered(request: Request) -> Judgement:
    """The sender has answered the automatic reply."""
    return answered(request.automatic_reply_answered)


@condition(
    fact="agency.jurisdiction", example='countries = ["US"]', parameters={"countries": Parameter.COUNTRIES}
)
def agency_is_of_country(request: Request, *, countries: frozenset[str]) -> Judgement:
    """The requesting agency is of one of these countries."""
    country = request.agency.jurisdiction
    if not country:
        return CANNOT_TELL, country
    return (MET if country in countries else NOT_MET), country
