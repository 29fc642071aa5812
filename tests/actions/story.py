"""The people of the tests' desk, and the steps by which a request is brought to where a test begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tests.factories import LEGAL, later, make_request
from writdesk.actions.actor import Actor
from writdesk.actions.directory.record_call_back import add_agency_number, record_call_back
from writdesk.actions.producing.certify_production import certify_production
from writdesk.actions.producing.deliver_production import deliver_production
from writdesk.actions.producing.start_collection import start_collection
from writdesk.actions.reading import assessment_of
from writdesk.actions.review.assign_request import assign_request
from writdesk.actions.review.attest_fact import attest_fact
from writdesk.actions.review.propose_decision import Proposal, propose_decision
from writdesk.core.conditions import Outcome
from writdesk.core.letters import Letter
from writdesk.jobs.worker import run_all
from writdesk.store.agencies import AgencyNumber, CallBack
from writdesk.store.decisions import Decision
from writdesk.store.officers import Officer
from writdesk.store.people import Person
from writdesk.store.requests import Request

LETTER = Letter(id="approval", subject="About your request", text="We have decided.\n")
WARRANT = {
    "process": {**LEGAL["process"], "id": "warrant", "form": None},
    "data_requested": [
        {"category": "subscriber_information"},
        {"category": "user_interactions", "from": "2024-01-01", "until": "2024-02-29"},
    ],
}


@dataclass
class Story:
    """A desk with its people; ``now`` moves a minute with every step."""

    officer: Officer
    people: dict[str, Person]
    minutes: int = 0
    request: Request = field(init=False)

    def tick(self) -> datetime:
        """The next minute."""
        self.minutes += 1
        return later(self.minutes)

    def by(self, name: str) -> Actor:
        """Somebody acts."""
        return Actor(person=self.people[name])

    @property
    def reference(self) -> str:
        """The request that the story is about."""
        return self.request.reference

    def fresh(self) -> Request:
        """The request as it is stored now."""
        return Request.objects.get(pk=self.request.pk)

    def received(self, document: dict[str, Any] = LEGAL, **changes: Any) -> Story:
        """The officer has sent it."""
        person = self.officer.person
        self.request = make_request(person, document, at=self.tick(), account=self.officer, **changes)
        return self

    def under_review(self, document: dict[str, Any] = LEGAL, **changes: Any) -> Story:
        """The analyst has taken it and attested what only a person can tell."""
        self.received(document, **changes)
        assign_request(self.reference, to=self.people["analyst"], by=self.by("analyst"), at=self.tick())
        for finding in assessment_of(self.fresh()).with_outcome(Outcome.CANNOT_TELL):
            attest_fact(
                self.reference,
                fact=finding.fact_name,
                value=True,
                reason="Seen.",
                by=self.by("analyst"),
                at=self.tick(),
            )
        return self

    def decide(
        self, outcome: str, categories: Sequence[str] = (), by: str = "analyst", **more: Any
    ) -> Decision:
        """Somebody decides."""
        proposal = Proposal(
            outcome=Decision.Outcome(outcome),
            reason="As the guideline says.",
            letter=LETTER,
            categories=tuple(categories),
            **more,
        )
        return propose_decision(self.reference, proposal=proposal, by=self.by(by), at=self.tick())

    def approved(self) -> Story:
        """Subscriber information is granted by subpoena."""
        self.under_review()
        self.decide("approve", ["subscriber_information"])
        return self

    def collected(self) -> Story:
        """The worker has collected it."""
        self.approved()
        start_collection(self.reference, by=self.by("custodian"), at=self.tick())
        run_all(self.tick)
        return self

    def built(self) -> Story:
        """The package is built."""
        self.collected()
        certify_production(self.reference, by=self.by("custodian"), at=self.tick())
        run_all(self.tick)
        return self

    def number(self, by: str = "counsel2") -> AgencyNumber:
        """The directory's number of the request's agency, found by somebody who will not call it."""
        request = self.fresh()
        known = AgencyNumber.objects.filter(agency__name=request.agency, agency__country=request.country)
        return known.first() or add_agency_number(
            agency=request.agency,
            country=request.country,
            number="+1 217 555 0100",
            source="the state's directory of agencies",
            by=self.by(by),
            at=self.tick(),
        )

    def called_back(self, outcome: CallBack.Outcome = CallBack.Outcome.CONFIRMED) -> Story:
        """The analyst has called the agency at a number of the directory."""
        record_call_back(
            self.reference,
            number=self.number(),
            outcome=outcome,
            note="",
            by=self.by("analyst"),
            at=self.tick(),
        )
        return self

    def delivered(self) -> Story:
        """The officer may download."""
        self.built()
        self.called_back()
        deliver_production(self.reference, by=self.by("custodian"), at=self.tick())
        return self
