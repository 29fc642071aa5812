"""Conditions about the documents that came with a request, and about who authorised them."""

from __future__ import annotations

from writdesk.core.conditions.registry import (
    CANNOT_TELL,
    MET,
    NOT_MET,
    Judgement,
    Parameter,
    answered,
    any_of,
    condition,
)
from writdesk.core.request import Request


@condition(fact="documents.on_letterhead", judged_by_person=True)
def is_on_letterhead(request: Request) -> Judgement:
    """The request stands on the agency's letterhead (one document that does is enough)."""
    return any_of([document.on_letterhead for document in request.documents])


@condition(fact="documents.signed", judged_by_person=True)
def is_signed(request: Request) -> Judgement:
    """The request is signed (one signed document is enough)."""
    return any_of([document.signed for document in request.documents])


@condition(fact="documents.dated", never=(CANNOT_TELL,))
def is_dated(request: Request) -> Judgement:
    """The request bears a date."""
    dates = [document.dated for document in request.documents if document.dated is not None]
    return (MET, dates[0]) if dates else (NOT_MET, None)


@condition(fact="documents.language", example='languages = ["en"]', parameters={"languages": Parameter.WORDS})
def language_is_accepted(request: Request, *, languages: frozenset[str]) -> Judgement:
    """A document is in an accepted language (a translation beside the original is enough)."""
    given = [document.language for document in request.documents]
    accepted = [language for language in given if language and language.lower().split("-")[0] in languages]
    if accepted:
        return MET, accepted[0]
    if not given or not all(given):
        return CANNOT_TELL, None
    return NOT_MET, given[0]


@condition(
    fact="documents.media_type",
    example='media_types = ["application/pdf"]',
    parameters={"media_types": Parameter.WORDS},
)
def file_type_is_accepted(request: Request, *, media_types: frozenset[str]) -> Judgement:
    """Every document has an accepted file type."""
    given = [document.media_type for document in request.documents]
    for media_type in given:
        if media_type and media_type.lower() not in media_types:
            return NOT_MET, media_type
    if not given or not all(given):
        return CANNOT_TELL, None
    return MET, given[0]


@condition(fact="authorisation.signed_by_head_of_agency", judged_by_person=True)
def authorised_by_head_unless_consent(request: Request) -> Judgement:
    """The agency's head has signed a written authorisation, or the account holder consents."""
    if request.authorisation.account_holder_consents:
        return MET, request.authorisation.signed_by_head_of_agency
    return answered(request.authorisation.signed_by_head_of_agency)


@condition(fact="authorisation.certifies_necessity", judged_by_person=True)
def necessity_certified_unless_consent(request: Request) -> Judgement:
    """The authorisation certifies that the data is necessary, or the account holder consents."""
    if request.authorisation.account_holder_consents:
        return MET, request.authorisation.certifies_necessity
    return answered(request.authorisation.certifies_necessity)
