"""What can be done to a request in a story: each verb is one of the desk's own actions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from writdesk.actions.actor import Actor
from writdesk.actions.correspondence.mark_messages_read import mark_messages_read
from writdesk.actions.correspondence.write_message import write_to_desk, write_to_officer
from writdesk.actions.directory.record_call_back import add_agency_number, record_call_back
from writdesk.actions.producing.certify_production import certify_production
from writdesk.actions.producing.deliver_production import deliver_production
from writdesk.actions.producing.download_production import download_production
from writdesk.actions.producing.leave_out import leave_out
from writdesk.actions.producing.reviewing import Chosen, section_of
from writdesk.actions.producing.start_collection import start_collection
from writdesk.actions.review.answer_clarification import answer_clarification
from writdesk.actions.review.assign_request import assign_request
from writdesk.actions.review.close_request import close_request
from writdesk.actions.review.confirm_decision import confirm_decision, decline_decision
from writdesk.actions.review.reconsider_request import reconsider_request
from writdesk.actions.review.withdraw_request import withdraw_request
from writdesk.core.leaving_out import LeftOutReason
from writdesk.core.letters import Letter
from writdesk.demo.requests.deciding import ask, cannot_approve, decide
from writdesk.demo.requests.forms import mended_form
from writdesk.demo.requests.judging import attest_seen, correct, deny, overrule, trust
from writdesk.demo.requests.story import Story
from writdesk.demo.requests.working import work, work_without_platform
from writdesk.store.agencies import AgencyNumber, CallBack
from writdesk.store.decisions import Decision
from writdesk.store.people import Person
from writdesk.store.productions import Collection


@dataclass(frozen=True, kw_only=True, slots=True)
class Scene:
    """One step being played: on which request, by whom, when, and in what words."""

    story: Story
    reference: str
    by: Actor
    at: datetime
    says: str


def take(scene: Scene) -> None:
    """Somebody takes the request."""
    assign_request(scene.reference, to=scene.by.somebody, by=scene.by, at=scene.at)


def give(scene: Scene) -> None:
    """Somebody gives it to a colleague."""
    to = Person.objects.get(username=scene.says)
    assign_request(scene.reference, to=to, by=scene.by, at=scene.at)


def answer(scene: Scene) -> None:
    """The officer answers, and corrects what the story says is mended."""
    answer_clarification(
        scene.reference,
        text=scene.says,
        corrections=mended_form(scene.story, scene.at.date()) or None,
        by=scene.by,
        at=scene.at,
    )


def write(scene: Scene) -> None:
    """The officer writes outside a decision."""
    write_to_desk(scene.reference, text=scene.says, token=f"demo-{scene.at}", by=scene.by, at=scene.at)


def reply(scene: Scene) -> None:
    """The desk writes outside a decision."""
    letter = Letter(id="", subject="", text=scene.says)
    write_to_officer(scene.reference, letter=letter, token=f"demo-{scene.at}", by=scene.by, at=scene.at)


def read(scene: Scene) -> None:
    """Somebody has read what the other side wrote."""
    mark_messages_read(scene.reference, by=scene.by, at=scene.at)


def list_number(scene: Scene) -> None:
    """Somebody enters the agency's number, found apart from the request."""
    agency = scene.story.by.agency
    add_agency_number(
        agency=agency.name,
        country=agency.country,
        number=agency.number,
        source=agency.directory,
        by=scene.by,
        at=scene.at,
    )


def call(scene: Scene) -> None:
    """Somebody calls the agency at the directory's number."""
    outcome, _, note = scene.says.partition(": ")
    agency = scene.story.by.agency
    number = AgencyNumber.objects.filter(agency__name=agency.name, number=agency.number).latest("id")
    record_call_back(
        scene.reference, number=number, outcome=CallBack.Outcome(outcome), note=note, by=scene.by, at=scene.at
    )


def confirm(scene: Scene) -> None:
    """The second person agrees."""
    confirm_decision(scene.reference, by=scene.by, at=scene.at)


def decline(scene: Scene) -> None:
    """The second person does not agree."""
    decline_decision(scene.reference, reason=scene.says, by=scene.by, at=scene.at)


def reconsider(scene: Scene) -> None:
    """Somebody takes an approval back."""
    reconsider_request(scene.reference, reason=scene.says, by=scene.by, at=scene.at)


def collect(scene: Scene) -> None:
    """The custodian collects; the worker does it."""
    start_collection(scene.reference, by=scene.by, at=scene.at)
    work(scene.at)


def collect_in_vain(scene: Scene) -> None:
    """The custodian collects while the platform's data cannot be reached."""
    start_collection(scene.reference, by=scene.by, at=scene.at)
    work_without_platform(scene.at)


def leave(scene: Scene) -> None:
    """The custodian leaves out the first so many records of a section: ``why section 2: words``."""
    what, _, said = scene.says.partition(": ")
    why, section, many = what.split()
    category, _, kind = section.partition("/")
    collection = Collection.objects.filter(request__reference=scene.reference).latest("id")
    first = section_of(collection, category, kind).first
    leave_out(
        scene.reference,
        chosen=Chosen(category=category, kind=kind, numbers=tuple(range(first, first + int(many)))),
        reason=LeftOutReason(why),
        words=said,
        by=scene.by,
        at=scene.at,
    )


def certify(scene: Scene) -> None:
    """The custodian certifies; the worker builds the package."""
    certify_production(scene.reference, by=scene.by, at=scene.at)
    work(scene.at)


def deliver(scene: Scene) -> None:
    """The custodian delivers."""
    deliver_production(scene.reference, by=scene.by, at=scene.at)


def download(scene: Scene) -> None:
    """The officer downloads."""
    download_production(scene.reference, by=scene.by, at=scene.at)


def close(scene: Scene) -> None:
    """The request is closed."""
    close_request(scene.reference, by=scene.by, at=scene.at)


def withdraw(scene: Scene) -> None:
    """The officer takes it back."""
    withdraw_request(scene.reference, by=scene.by, at=scene.at)


def _deciding(outcome: Decision.Outcome) -> Callable[[Scene], None]:
    def play(scene: Scene) -> None:
        decide(scene.reference, outcome, reason=scene.says, by=scene.by, at=scene.at)

    return play


VERBS: dict[str, Callable[[Scene], None]] = {
    "take": take,
    "give": give,
    "attest": lambda scene: attest_seen(scene.reference, by=scene.by, at=scene.at),
    "deny": lambda scene: deny(scene.reference, scene.says, by=scene.by, at=scene.at),
    "overrule": lambda scene: overrule(scene.reference, scene.says, by=scene.by, at=scene.at),
    "list": list_number,
    "call": call,
    "trust": lambda scene: trust(scene.reference, scene.says, by=scene.by, at=scene.at),
    "correct": lambda scene: correct(scene.reference, scene.says, by=scene.by, at=scene.at),
    "approve": _deciding(Decision.Outcome.APPROVE),
    "reject": _deciding(Decision.Outcome.REJECT),
    "refer": _deciding(Decision.Outcome.REFER),
    "disregard": _deciding(Decision.Outcome.DISREGARD),
    "ask": lambda scene: ask(scene.reference, scene.says, by=scene.by, at=scene.at),
    "stop": lambda scene: cannot_approve(scene.reference, by=scene.by, at=scene.at),
    "answer": answer,
    "write": write,
    "reply": reply,
    "read": read,
    "confirm": confirm,
    "decline": decline,
    "reconsider": reconsider,
    "collect": collect,
    "fail": collect_in_vain,
    "leave": leave,
    "certify": certify,
    "deliver": deliver,
    "download": download,
    "close": close,
    "withdraw": withdraw,
}
