"""Conditions about the accounts and the data asked for."""

from __future__ import annotations

from writdesk.core.conditions.registry import (
    CANNOT_TELL,
    MET,
    NOT_MET,
    Judgement,
    Parameter,
    attested,
    condition,
    told,
)
from writdesk.core.request import Request


def _types(request: Request) -> list[list[str]]:
    """For each account, the types of identifier that were really given."""
    return [
        [entry.type for entry in account.identifiers if entry.value and not entry.value.isspace()]
        for account in request.accounts
    ]


@condition(
    fact="accounts.identifiers",
    example='identifiers = ["username", "profile_url"]',
    parameters={"identifiers": Parameter.WORDS},
    never=(CANNOT_TELL,),
)
def every_account_has_all_identifiers(request: Request, *, identifiers: frozenset[str]) -> Judgement:
    """Every account is identified by all of these types of identifier."""
    given = _types(request)
    for types in given:
        if not identifiers.issubset(types):
            return NOT_MET, given
    return (MET if given else NOT_MET), given


@condition(
    fact="accounts.identifiers",
    example='identifiers = ["username", "user_id", "phone", "email", "video_url"]',
    parameters={"identifiers": Parameter.WORDS},
    never=(CANNOT_TELL,),
)
def every_account_has_an_identifier(request: Request, *, identifiers: frozenset[str]) -> Judgement:
    """Every account is identified by at least one of these types of identifier."""
    given = _types(request)
    for types in given:
        if identifiers.isdisjoint(types):
            return NOT_MET, given
    return (MET if given else NOT_MET), given


@condition(fact="data_requested", never=(CANNOT_TELL,))
def data_is_specified(request: Request) -> Judgement:
    """The data wanted is specified, by at least one category."""
    categories = [entry.category for entry in request.data_requested]
    return (MET if any(categories) else NOT_MET), categories


@condition(fact="data_requested.description", never=(CANNOT_TELL,))
def data_is_described(request: Request) -> Judgement:
    """Each category asked for is described in the officer's own words."""
    described = [entry.description for entry in request.data_requested]
    met = bool(described) and all(text and not text.isspace() for text in described)
    return (MET if met else NOT_MET), described


@condition(fact="data_requested.from", never=(CANNOT_TELL,))
def date_range_given(request: Request) -> Judgement:
    """Each category asked for has a date, or a span of days."""
    starts = [entry.from_on for entry in request.data_requested]
    return (MET if starts and None not in starts else NOT_MET), starts


@condition(fact="data_requested.until")
def dates_are_historic(request: Request) -> Judgement:
    """No category is asked for beyond the day of receipt: data of the past only."""
    received_on = request.received_at.date()
    ends = [entry.until_on for entry in request.data_requested]
    for end in ends:
        if end is not None and end > received_on:
            return NOT_MET, end
    return (CANNOT_TELL if not ends or None in ends else MET), (ends[0] if ends else None)


@condition(fact="attested.specific", judged_by_person=True)
def request_is_not_overbroad(request: Request) -> Judgement:
    """The request is neither overly broad nor vague, which a person must attest; to ask nothing is vague."""
    if not request.data_requested:
        return NOT_MET, None
    return attested(request, "specific")


@condition(fact="attested.complete", judged_by_person=True)
def information_is_complete(request: Request) -> Judgement:
    """All the information asked for is there, complete and right, which a named person must attest."""
    return attested(request, "complete")


@condition(fact="data_requested.publicly_available")
def nothing_public_is_asked(request: Request) -> Judgement:
    """Nothing is asked for that is publicly available already."""
    answers = [entry.publicly_available for entry in request.data_requested]
    if True in answers:
        return NOT_MET, True
    return (CANNOT_TELL, None) if not answers or None in answers else (MET, False)


@condition(fact="relationship_to_investigation", never=(CANNOT_TELL,))
def relationship_is_stated(request: Request) -> Judgement:
    """The request says how the data relates to the investigation."""
    return told(request.relationship_to_investigation)


@condition(fact="account_holder_location", never=(NOT_MET,))
def account_holder_location_known(request: Request) -> Judgement:
    """It is known where the account holder is; otherwise it cannot be told which entity answers."""
    location = request.account_holder_location
    return (MET if location else CANNOT_TELL), location
