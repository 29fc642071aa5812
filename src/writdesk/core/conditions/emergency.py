"""Conditions about emergency requests."""

from __future__ import annotations

from writdesk.core.conditions.registry import (
    CANNOT_TELL,
    MET,
    NOT_MET,
    Judgement,
    Outcome,
    Parameter,
    attested,
    condition,
    told,
)
from writdesk.core.request import Emergency, Request

NO_EMERGENCY = Emergency()


def _emergency(request: Request) -> Emergency:
    return request.emergency or NO_EMERGENCY


@condition(fact="emergency.harm", never=(CANNOT_TELL,))
def harm_is_stated(request: Request) -> Judgement:
    """The request says which harm is feared."""
    return told(_emergency(request).harm)


@condition(
    fact="emergency.harm",
    example='harms = ["death", "serious_physical_injury", "imminent_harm_to_child"]',
    parameters={"harms": Parameter.WORDS},
)
def harm_is_recognised(request: Request, *, harms: frozenset[str]) -> Judgement:
    """The harm feared counts; harm to a child counts when the person is a child and it is imminent."""
    emergency = _emergency(request)
    if not emergency.harm or emergency.harm.isspace():
        return CANNOT_TELL, emergency.harm
    if emergency.harm not in harms:
        return NOT_MET, emergency.harm
    if emergency.harm == "imminent_harm_to_child":
        return _imminent_harm_to_child(emergency), emergency.harm
    return MET, emergency.harm


def _imminent_harm_to_child(emergency: Emergency) -> Outcome:
    if False in (emergency.is_child, emergency.imminent):
        return NOT_MET
    return CANNOT_TELL if None in (emergency.is_child, emergency.imminent) else MET


@condition(fact="emergency.person_in_danger", never=(CANNOT_TELL,))
def person_in_danger_identified(request: Request) -> Judgement:
    """The person in danger is identified."""
    return told(_emergency(request).person_in_danger)


@condition(fact="emergency.nature", never=(CANNOT_TELL,))
def nature_of_emergency_stated(request: Request) -> Judgement:
    """The nature of the emergency is stated."""
    return told(_emergency(request).nature)


@condition(fact="emergency.specific_information_requested", never=(CANNOT_TELL,))
def information_needed_specified(request: Request) -> Judgement:
    """The specific information that is needed is stated."""
    return told(_emergency(request).specific_information_requested)


@condition(fact="emergency.why_necessary", never=(CANNOT_TELL,))
def necessity_is_explained(request: Request) -> Judgement:
    """The request says why the information is necessary to prevent the emergency."""
    return told(_emergency(request).why_necessary)


@condition(fact="emergency.other_circumstances", never=(CANNOT_TELL,))
def circumstances_given(request: Request) -> Judgement:
    """All other available details of the circumstances are given."""
    return told(_emergency(request).other_circumstances)


@condition(fact="emergency.specific_posts", never=(CANNOT_TELL,))
def specific_posts_named(request: Request) -> Judgement:
    """The posts to be reviewed are named."""
    posts = list(_emergency(request).specific_posts)
    return (MET if any(posts) else NOT_MET), posts


@condition(fact="attested.good_faith", judged_by_person=True)
def good_faith_belief_attested(request: Request) -> Judgement:
    """A named person attests the good-faith belief that the emergency exists."""
    return attested(request, "good_faith")


@condition(fact="attested.necessity", judged_by_person=True)
def necessity_is_attested(request: Request) -> Judgement:
    """A named person attests that the data asked for is necessary and no more than that."""
    return attested(request, "necessity")
