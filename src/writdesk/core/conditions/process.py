"""Conditions about the legal process, and about the way by which another country sends it."""

from __future__ import annotations

from writdesk.core.conditions.registry import (
    CANNOT_TELL,
    MET,
    NOT_MET,
    Judgement,
    Parameter,
    answered,
    attested,
    condition,
    told,
)
from writdesk.core.request import Process, Request

NO_PROCESS = Process()


def _process(request: Request) -> Process:
    return request.process or NO_PROCESS


@condition(fact="process.id", never=(CANNOT_TELL,))
def process_is_named(request: Request) -> Judgement:
    """The request rests on a named legal process."""
    return told(_process(request).id)


@condition(
    fact="process.form",
    example='forms = ["administrative", "grand_jury", "trial"]',
    parameters={"forms": Parameter.WORDS},
)
def process_form_is_accepted(request: Request, *, forms: frozenset[str]) -> Judgement:
    """The process has one of the accepted forms."""
    form = _process(request).form
    if not form:
        return CANNOT_TELL, form
    return (MET if form in forms else NOT_MET), form


@condition(fact="attested.process_valid", judged_by_person=True)
def process_is_valid(request: Request) -> Judgement:
    """The process is valid and enforceable, which a named person must attest."""
    return attested(request, "process_valid")


@condition(
    fact="process.addressed_to", example='names = ["TikTok Inc."]', parameters={"names": Parameter.WORDS}
)
def process_is_addressed_to(request: Request, *, names: frozenset[str]) -> Judgement:
    """The process is addressed to this provider, by one of the names given."""
    addressed_to = _process(request).addressed_to
    if not addressed_to or addressed_to.isspace():
        return CANNOT_TELL, addressed_to
    if addressed_to in names or plain_name(addressed_to) in {plain_name(name) for name in names}:
        return MET, addressed_to
    return NOT_MET, addressed_to


def plain_name(name: str) -> str:
    """A company's name without case, spacing and punctuation: ``TikTok Pte. Ltd.`` is ``tiktokpteltd``."""
    return "".join(sign for sign in name.casefold() if sign.isalnum())


@condition(fact="process.signed_by_issuer", judged_by_person=True)
def process_is_signed_by_issuer(request: Request) -> Judgement:
    """The process is signed by whoever issued it."""
    return answered(_process(request).signed_by_issuer)


@condition(fact="process.issued_by", never=(CANNOT_TELL,))
def issuer_given(request: Request) -> Judgement:
    """The court or authority that issued the process is named."""
    return told(_process(request).issued_by)


@condition(fact="process.issued_on", never=(CANNOT_TELL,))
def process_is_dated(request: Request) -> Judgement:
    """The process bears the date on which it was issued."""
    issued_on = _process(request).issued_on
    return (MET if issued_on is not None else NOT_MET), issued_on


@condition(fact="process.case_number", never=(CANNOT_TELL,))
def case_number_given(request: Request) -> Judgement:
    """The case number is given."""
    return told(_process(request).case_number)


@condition(fact="process.statute", never=(CANNOT_TELL,))
def statute_is_cited(request: Request) -> Judgement:
    """The law that authorises the request is cited."""
    return told(_process(request).statute)


@condition(fact="process.offence", never=(CANNOT_TELL,))
def offence_is_cited(request: Request) -> Judgement:
    """The offence under investigation is cited."""
    return told(_process(request).offence)


@condition(fact="foreign.central_authority", never=(CANNOT_TELL,))
def central_authority_named(request: Request) -> Judgement:
    """A request from abroad names the central authority through which it comes."""
    return told(request.foreign.central_authority if request.foreign else None)


@condition(fact="foreign.treaty_reference", never=(CANNOT_TELL,))
def treaty_is_referenced(request: Request) -> Judgement:
    """A request from abroad gives the reference of its treaty request."""
    return told(request.foreign.treaty_reference if request.foreign else None)


@condition(fact="foreign.received_through_us_court")
def came_through_us_court(request: Request) -> Judgement:
    """A request from abroad was issued via a court of the United States."""
    return answered(request.foreign.received_through_us_court if request.foreign else None)
