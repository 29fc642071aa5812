"""Conditions about preservation requests."""

from __future__ import annotations

from writdesk.core.conditions.registry import CANNOT_TELL, MET, NOT_MET, Judgement, Parameter, condition, told
from writdesk.core.request import Request


@condition(fact="preservation.steps_being_taken", never=(CANNOT_TELL,))
def steps_to_obtain_process_stated(request: Request) -> Judgement:
    """The request says which steps are being taken to obtain legal process for the data."""
    return told(request.preservation.steps_being_taken if request.preservation else None)


@condition(
    fact="preservation.extends.extensions",
    example="extensions = 1",
    parameters={"extensions": Parameter.NUMBER},
)
def extension_is_within_limit(request: Request, *, extensions: int) -> Judgement:
    """No more extensions are asked for than are allowed; a first request is no extension."""
    earlier = request.preservation.extends if request.preservation else None
    if earlier is None:
        return MET, 0
    if earlier.extensions is None:
        return CANNOT_TELL, None
    return (MET if earlier.extensions < extensions else NOT_MET), earlier.extensions
