"""The one door to each object: whoever may not see a thing gets the answer of its absence."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from writdesk.store.agencies import Agency
from writdesk.store.documents import Document
from writdesk.store.drafts import Draft, DraftFile
from writdesk.store.mail import Inquiry, Mail
from writdesk.store.people import Person, Role
from writdesk.store.productions import Production
from writdesk.store.requests import Request

READERS = (Role.ANALYST, Role.COUNSEL, Role.CUSTODIAN)
DECIDERS = (Role.ANALYST, Role.COUNSEL)


class NotFound(Exception):
    """Absent or forbidden; the two are never told apart."""

    code = "not_found"


def requests_for(person: Person) -> QuerySet[Request]:
    """The requests that a person may see: staff who read all, an officer their own, everyone else none."""
    if person.has_role(*READERS):
        return Request.objects.all()
    if person.has_role(Role.OFFICER):
        return Request.objects.filter(officer__person=person)
    return Request.objects.none()


def request_for(person: Person, reference: str, *, for_change: bool = False) -> Request:
    """One request. ``for_change`` locks its row until the transaction ends. Raises ``NotFound``."""
    found = requests_for(person).filter(reference=reference)
    if for_change:
        found = found.select_for_update(of=("self",))
    request = found.select_related(None if for_change else "officer").first()
    if request is None:
        raise NotFound(f"There is no request {reference}.")
    return request


def staff_for(person: Person) -> QuerySet[Person]:
    """Everybody who works here, or did: for an administrator. Officers are outside and never among them."""
    if not person.has_role(Role.ADMINISTRATOR):
        return Person.objects.none()
    return Person.objects.filter(officer__isnull=True)


def colleague_for(person: Person, pk: int) -> Person:
    """One member of staff. Raises ``NotFound``."""
    colleague = staff_for(person).filter(pk=pk).first()
    if colleague is None or Role.OFFICER in colleague.roles:
        raise NotFound("There is no such member of staff.")
    return colleague


def agencies_for(person: Person) -> QuerySet[Agency]:
    """The directory of agencies: whoever decides about requests reads it, nobody else."""
    return Agency.objects.all() if person.has_role(*DECIDERS) else Agency.objects.none()


def agency_for(person: Person, pk: int) -> Agency:
    """One agency of the directory. Raises ``NotFound``."""
    agency = agencies_for(person).filter(pk=pk).first()
    if agency is None:
        raise NotFound("There is no such agency.")
    return agency


def document_for(person: Person, reference: str, number: int) -> Document:
    """The ``number``-th document of a request, counted from 1. Raises ``NotFound``."""
    request = request_for(person, reference)
    documents = list(request.documents.order_by("id")[number - 1 : number]) if number >= 1 else []
    if not documents:
        raise NotFound(f"{reference} has no document {number}.")
    return documents[0]


def production_for(person: Person, reference: str) -> Production:
    """The newest production; an officer sees it only once it is delivered. Raises ``NotFound``."""
    request = request_for(person, reference)
    productions = request.productions.order_by("-id")
    if not person.has_role(*READERS):
        productions = productions.filter(delivered_at__isnull=False)
    production = productions.first()
    if production is None:
        raise NotFound(f"{reference} has no package.")
    return production


def drafts_for(person: Person) -> QuerySet[Draft]:
    """An officer's own drafts that are not sent; nobody else sees a draft, staff neither."""
    return all_drafts_for(person).filter(submitted_reference="", answers_to=None)


def all_drafts_for(person: Person) -> QuerySet[Draft]:
    """An officer's own drafts, of requests and of answers, those that were sent too."""
    if not person.has_role(Role.OFFICER):
        return Draft.objects.none()
    return Draft.objects.filter(officer__person=person)


def draft_for(person: Person, handle: UUID, *, for_change: bool = False) -> Draft:
    """One draft of a request of the officer's own, sent or not. Raises ``NotFound``."""
    return _one_draft(all_drafts_for(person).filter(answers_to=None), handle, for_change=for_change)


def any_draft_for(person: Person, handle: UUID, *, for_change: bool = False) -> Draft:
    """One draft of the officer's own, of a request or of an answer. Raises ``NotFound``."""
    return _one_draft(all_drafts_for(person), handle, for_change=for_change)


def draft_file_for(person: Person, handle: UUID, file: UUID) -> DraftFile:
    """One file of the officer's own draft. Raises ``NotFound``."""
    found = any_draft_for(person, handle).files.filter(pk=file).select_related("draft__officer__data_key")
    kept = found.first()
    if kept is None:
        raise NotFound("There is no such file.")
    return kept


def _one_draft(found: QuerySet[Draft], handle: UUID, *, for_change: bool) -> Draft:
    found = found.filter(pk=handle)
    if for_change:
        found = found.select_for_update(of=("self",))
    draft = found.select_related("officer__data_key", "officer__person").first()
    if draft is None:
        raise NotFound("There is no such draft.")
    return draft


def mails_for(person: Person) -> QuerySet[Mail]:
    """Mail as it arrived: for those who decide; what belongs to a request stands with it for the others."""
    return Mail.objects.all() if person.has_role(*DECIDERS) else Mail.objects.none()


def mail_for(person: Person, reference: str) -> Mail:
    """One mail. Raises ``NotFound``."""
    found = mails_for(person).select_related("data_key", "request", "inquiry").filter(reference=reference)
    mail = found.first()
    if mail is None:
        raise NotFound(f"There is no mail {reference}.")
    return mail


def inquiries_for(person: Person) -> QuerySet[Inquiry]:
    """General inquiries: for those who decide."""
    return Inquiry.objects.all() if person.has_role(*DECIDERS) else Inquiry.objects.none()


def inquiry_for(person: Person, reference: str, *, for_change: bool = False) -> Inquiry:
    """One general inquiry. Raises ``NotFound``."""
    found = Inquiry.objects.select_related("data_key").filter(reference=reference)
    if for_change:
        found = found.select_for_update(of=("self",))
    inquiry = found.first() if person.has_role(*DECIDERS) else None
    if inquiry is None:
        raise NotFound(f"There is no inquiry {reference}.")
    return inquiry
