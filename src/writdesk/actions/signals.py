"""What should make the reader stop before anything else: said in words, each with its evidence.

A signal proves nothing and decides nothing. It is shown only where the desk has the facts for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from writdesk.actions.directory.imitations import imitated_by
from writdesk.actions.people.officer_address import officer_address, officer_domain
from writdesk.actions.reading import assessment_of, form_of
from writdesk.actions.review.facts_read import FactsRead, facts_read
from writdesk.core.assessment import Assessment
from writdesk.core.conditions import Outcome
from writdesk.core.directory import directory_findings, domain_of
from writdesk.core.fact_words import fact_words
from writdesk.core.read_facts import place_of
from writdesk.core.request import Request as Form
from writdesk.core.request_document import request_document
from writdesk.core.telephones import is_same_number
from writdesk.store.agencies import known_domain, numbers_of
from writdesk.store.mail import MailState
from writdesk.store.requests import Request

CHILD = "child"
TELEPHONE = "other_telephone"
SENDER = "sender"
NEW_DOMAIN = "new_domain"
GONE_DOMAIN = "gone_domain"
OTHER_AGENCY = "other_agency"
IMITATION = "imitation"
OTHER_ADDRESS = "other_address"
NONDISCLOSURE = "nondisclosure"
DOCUMENTS = "documents"
BOUNCED = "bounced"
DIFFERS_FROM_PAPER = "differs_from_paper"
SENDER_DOMAIN = "message.sender_domain_is_law_enforcement"


@dataclass(frozen=True, kw_only=True)
class Signal:
    """One thing to know first, and what it rests on."""

    code: str
    sentence: str
    evidence: str


def signals_of(
    request: Request, form: Form, assessment: Assessment, read: FactsRead | None = None
) -> tuple[Signal, ...]:
    """The signals of a request that is still open; afterwards its decision says what was so.

    ``read`` is what was read from its documents, where the caller has it already.
    """
    if not request.is_open:
        return ()
    return (
        *_child(form),
        *_bounced(request),
        *_differs(request, form, read),
        *_telephone(request, form),
        *_sender(form, assessment),
        *_account(request, form),
        *_directory(_address(request, form), form, request.received_at.date()),
    )


def signal_codes(request: Request) -> list[str]:
    """The signals as the queue keeps them: words of the desk, nothing of the content."""
    if not request.is_open or request.data_key.wrapped is None:
        return []
    form = form_of(request)
    codes = [signal.code for signal in signals_of(request, form, assessment_of(request, form))]
    return codes + list(_for_the_queue(request, form))


def _for_the_queue(request: Request, form: Form) -> Iterator[str]:
    """What the request's page shows in its own place, and the queue in a word."""
    if form.notice.nondisclosure_order is not None or form.notice.prohibited_by_law:
        yield NONDISCLOSURE
    if request.documents.filter(has_notes=True).exists():
        yield DOCUMENTS


def _child(form: Form) -> Iterator[Signal]:
    if form.emergency is not None and form.emergency.is_child:
        who = form.emergency.person_in_danger
        yield Signal(
            code=CHILD,
            sentence="A child is said to be in danger.",
            evidence=f"The officer names: {who}." if who else "The officer does not name the child.",
        )


def _bounced(request: Request) -> Iterator[Signal]:
    came_back = request.mails.filter(state=MailState.HELD.value, reason="bounce").order_by("id").first()
    if came_back is not None:
        yield Signal(
            code=BOUNCED,
            sentence="The return address is not valid: a letter of ours came back.",
            evidence=f"It is {came_back.reference} under Mail. Reach the officer another way.",
        )


def _differs(request: Request, form: Form, read: FactsRead | None) -> Iterator[Signal]:
    found = (read or facts_read(request, request_document(form))).differences
    if found:
        names = ", ".join(dict.fromkeys(fact_words(fact.name).lower() for fact in found))
        first = found[0]
        place = place_of(first.name, form.kind)
        said = ", ".join(place.said(request_document(form))) if place else ""
        where = f"{fact_words(first.name)} in the form: {said[:200]}."
        yield Signal(
            code=DIFFERS_FROM_PAPER,
            sentence=f"The papers say something else than the form: {names}.",
            evidence=f"{where} In the papers: {first.value[:200]}.",
        )


def _telephone(request: Request, form: Form) -> Iterator[Signal]:
    stated = form.officer.phone or ""
    known = [row.number for row in numbers_of(request)] if stated else []
    if known and not any(is_same_number(stated, number) for number in known):
        yield Signal(
            code=TELEPHONE,
            sentence="The telephone number in the request is not one that the directory has for this agency.",
            evidence=f"In the request: {stated}. In the directory: {', '.join(known)}. Call only the latter.",
        )


def _sender(form: Form, assessment: Assessment) -> Iterator[Signal]:
    said = {each.outcome for each in assessment.findings if each.fact_name == SENDER_DOMAIN}
    stated = form.message.sender_domain_is_law_enforcement
    if Outcome.MET in said or stated or (stated is None and form.channel != "email"):
        return
    domain = (form.officer.email or "").rpartition("@")[2]
    yield Signal(
        code=SENDER,
        sentence="The sender’s domain is not one of law enforcement."
        if stated is False
        else "Nobody has found that the sender’s domain is one of law enforcement.",
        evidence=f"The officer’s address is at {domain}."
        if domain
        else "No address of the officer is given.",
    )


def _address(request: Request, form: Form) -> str:
    """Whom the directory is asked about: the account's mailbox, or without one the address in the form."""
    return officer_address(request.officer) or form.officer.email or ""


def _account(request: Request, form: Form) -> Iterator[Signal]:
    """An officer may name another address; at another domain, nothing shows that it is theirs."""
    shown, named = officer_domain(request.officer), domain_of(form.officer.email)
    if shown and named and shown != named:
        yield Signal(
            code=OTHER_ADDRESS,
            sentence="The address in the request is at another domain than the account that sent it.",
            evidence=f"In the request: {named}. The account’s mailbox: {shown}.",
        )


def _directory(email: str, form: Form, on: date) -> Iterator[Signal]:
    """What the directory says of the sender's domain, where that should make the reader stop."""
    domain = domain_of(email)
    known = known_domain(domain)
    if known is None:
        yield from _imitation(domain)
        return
    told, _issued, matches = directory_findings(
        email=email, agency=form.agency.name, country=form.agency.jurisdiction, known=known, on=on
    )
    if known.gone_on is not None:
        said = "The sender’s domain is gone from the registry in which it stood."
        yield Signal(code=GONE_DOMAIN, sentence=said, evidence=told.evidence)
    elif known.is_new(on):
        said = "The sender’s domain was new when the request came."
        yield Signal(code=NEW_DOMAIN, sentence=said, evidence=told.evidence)
    if matches.outcome is Outcome.NOT_MET:
        yield Signal(code=OTHER_AGENCY, sentence=matches.sentence, evidence=matches.evidence)


def _imitation(domain: str) -> Iterator[Signal]:
    likeness = imitated_by(domain)
    if likeness is not None:
        yield Signal(
            code=IMITATION,
            sentence="The sender’s domain looks like another one.",
            evidence=f"The request came from {likeness.domain}; the directory has {likeness.known}.",
        )
