"""What a person can do next on a request, what is missing for it, and whose turn it is."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from writdesk.actions.producing.first_delivery import waits_for_call_back, waits_since_reset
from writdesk.actions.review.confirm_decision import why_not_second
from writdesk.core.lifecycle import Event, Party, Status, may
from writdesk.core.request import Kind
from writdesk.store.decisions import Decision
from writdesk.store.people import Person
from writdesk.store.productions import Production
from writdesk.store.requests import Request
from writdesk.web.desk.words import OUTCOMES, words


@dataclass(frozen=True, kw_only=True)
class Step:
    """A link to an act, or a button that does it (``is_post``)."""

    label: str
    url: str
    is_first: bool = False
    is_post: bool = False


@dataclass(frozen=True, kw_only=True)
class NextSteps:
    """The decision bar."""

    turn: str
    steps: tuple[Step, ...]


DECIDERS = (Party.COUNSEL, Party.ANALYST)
_BEFORE_DELIVERY = {Status.UNDER_REVIEW, Status.APPROVED, Status.COLLECTING, Status.READY}
_DECISIONS = (
    (Decision.Outcome.APPROVE, Event.APPROVE),
    (Decision.Outcome.CLARIFY, Event.ASK_CLARIFICATION),
    (Decision.Outcome.REJECT, Event.REJECT),
    (Decision.Outcome.REFER, Event.REFER),
    (Decision.Outcome.DISREGARD, Event.DISREGARD),
)

CALL_FIRST = "This officer is new, or had the second factor reset: the agency is called back first."
WITHHELD = (
    "Delivered, but the officer’s second factor was reset since: nothing can be downloaded until the agency "
    "is called back."
)


def next_steps(request: Request, person: Person, *, against: int) -> NextSteps:
    """The bar for this person. ``against`` is how many things stand against an approval."""
    proposed = request.decisions.select_related("by").filter(state=Decision.State.PROPOSED).first()
    if proposed is not None:
        return _second_person(request, person, proposed)
    steps = [*_reviewing(request, person), *_deciding(request, person, against), *_producing(request, person)]
    return NextSteps(turn=_turn(request, steps, against), steps=tuple(steps))


def may_decide(request: Request, outcome: Decision.Outcome) -> bool:
    """Whether this decision can still be made: the request waits for one, and for no second person."""
    event = dict(_DECISIONS)[outcome]
    status, kind = Status(request.status), Kind(request.kind)
    if not any(may(status, event, kind=kind, party=party) for party in DECIDERS):
        return False
    return not request.decisions.filter(state=Decision.State.PROPOSED).exists()


def may_take(person: Person) -> bool:
    """Whether the person takes requests up at all."""
    return person.has_role(*DECIDERS)


def may_judge(request: Request, person: Person) -> bool:
    """Whether the person may attest and overrule now."""
    return request.status == Status.UNDER_REVIEW and person.has_role(*DECIDERS)


def _second_person(request: Request, person: Person, proposed: Decision) -> NextSteps:
    what = f"{proposed.by} proposed: {OUTCOMES[proposed.outcome].lower()}."
    if not person.has_role(*DECIDERS):
        return NextSteps(turn=f"{what} A second person has to confirm it.", steps=())
    if proposed.by == person:
        look = Step(label="Look at it, or take it back", url=_url("desk_confirm", request))
        return NextSteps(turn="You proposed this decision. A second person has to confirm it.", steps=(look,))
    hindrance = why_not_second(proposed, request, person)
    if hindrance is not None:
        look = Step(label="Look at it", url=_url("desk_confirm", request))
        return NextSteps(turn=f"{what} {hindrance}", steps=(look,))
    confirm = Step(label="Look at it and confirm", url=_url("desk_confirm", request), is_first=True)
    return NextSteps(turn=f"{what} It is your turn as the second person.", steps=(confirm,))


def _reviewing(request: Request, person: Person) -> list[Step]:
    if not person.has_role(*DECIDERS) or not request.is_open:
        return []
    steps = []
    is_new = request.status in {Status.RECEIVED, Status.PROVISIONALLY_PRESERVED}
    if request.assigned_to != person:
        label = "Take it and begin the review" if is_new else "Take it over"
        steps.append(Step(label=label, url=_url("desk_assign", request), is_first=is_new, is_post=True))
    steps.append(Step(label="Give it to somebody", url=_url("desk_assign", request)))
    if _needs_call_back(request):
        steps.append(Step(label="Call back", url=_url("desk_call_back", request)))
    return steps


def _needs_call_back(request: Request) -> bool:
    if request.is_emergency and request.status == Status.UNDER_REVIEW:
        return True
    if request.status == Status.DELIVERED:
        return _is_withheld(request)
    if request.status not in _BEFORE_DELIVERY or request.kind == Kind.PRESERVATION:
        return False
    return waits_for_call_back(request)


def _is_withheld(request: Request) -> bool:
    """Whether what was delivered cannot be downloaded: the officer's second factor was reset meanwhile."""
    delivered = request.productions.filter(delivered_at__isnull=False).last()
    return delivered is not None and waits_since_reset(delivered)


def _deciding(request: Request, person: Person, against: int) -> list[Step]:
    if _may(request, person, Event.RECONSIDER):
        return [Step(label="Decide anew", url=_url("desk_reconsider", request))]
    if not may_judge(request, person):
        return []
    party = next(party for party in DECIDERS if person.has_role(party))
    return [
        Step(
            label=OUTCOMES[outcome],
            url=reverse("desk_decide", kwargs={"reference": request.reference, "outcome": outcome.value}),
            is_first=outcome == Decision.Outcome.APPROVE and not against,
        )
        for outcome, event in _DECISIONS
        if may(Status(request.status), event, kind=Kind(request.kind), party=party)
    ]


def _producing(request: Request, person: Person) -> list[Step]:
    steps = []
    if _may(request, person, Event.START_COLLECTION):
        again = " again" if request.status == Status.COLLECTION_FAILED else ""
        steps.append(Step(label=f"Collect{again}", url=_url("desk_collect", request), is_first=True))
    if request.status == Status.READY and person.has_role(Party.CUSTODIAN, Party.COUNSEL):
        steps.append(Step(label="Look through the records", url=_url("desk_collected", request)))
    if _may(request, person, Event.DELIVER):
        steps += _packaging(request)
    if _may(request, person, Event.CLOSE):
        steps.append(Step(label="Close", url=_url("desk_close", request), is_first=True, is_post=True))
    return steps


def _packaging(request: Request) -> list[Step]:
    production = request.productions.order_by("id").last()
    if production is None or production.state == Production.State.FAILED:
        again = "" if production is None else " again"
        label = f"Look at the counts and certify{again}"
        return [Step(label=label, url=_url("desk_certify", request), is_first=True)]
    if production.state == Production.State.BUILT:
        return [Step(label="Deliver", url=_url("desk_deliver", request), is_first=True)]
    return []


def _may(request: Request, person: Person, event: Event) -> bool:
    status, kind = Status(request.status), Kind(request.kind)
    parties = [Party(role) for role in person.roles if role in list(Party)]
    return any(may(status, event, kind=kind, party=party) for party in parties)


def _turn(request: Request, steps: list[Step], against: int) -> str:
    """Who has the next word, in one sentence."""
    status = Status(request.status)
    if status == Status.UNDER_REVIEW and steps:
        if against:
            return f"{against} {'thing stands' if against == 1 else 'things stand'} against approval."
        return "Nothing stands against approval."
    if status == Status.READY and waits_for_call_back(request):
        return f"{_TURNS[status]} {CALL_FIRST}"
    if status == Status.DELIVERED and _is_withheld(request):
        return WITHHELD
    return _TURNS.get(status, f"{words(status)}.")


_TURNS = {
    Status.RECEIVED: "Nobody has taken it yet.",
    Status.UNDER_REVIEW: "The response team reviews it.",
    Status.CLARIFICATION_REQUESTED: "The officer was asked for more and has to answer.",
    Status.APPROVED: "The custodian’s turn: collect what was granted.",
    Status.COLLECTING: "The records are being collected. Load the page again to see how far it is.",
    Status.COLLECTION_FAILED: "The collection failed. The custodian may start it again.",
    Status.READY: "The custodian’s turn: look at what was collected, certify it, deliver it.",
    Status.DELIVERED: "Delivered. Close it when nothing more is to be done.",
}


def _url(name: str, request: Request) -> str:
    return reverse(name, kwargs={"reference": request.reference})
