"""What the desk does meanwhile with a request that an officer sent, through the same actions as its pages."""

from __future__ import annotations

from django.utils import timezone

from tests.actions.story import Story
from tests.factories import NOW
from writdesk.actions.producing.certify_production import certify_production
from writdesk.actions.producing.deliver_production import deliver_production
from writdesk.actions.producing.start_collection import start_collection
from writdesk.actions.reading import assessment_of
from writdesk.actions.review.assign_request import assign_request
from writdesk.actions.review.attest_fact import attest_fact
from writdesk.core.assessment import PERSON_FACTS
from writdesk.core.conditions import Outcome
from writdesk.jobs.worker import run_all
from writdesk.store.requests import Request


def take_up(story: Story, request: Request) -> Story:
    """The story goes on with this request, today."""
    story.request = request
    story.minutes = int((timezone.now() - NOW).total_seconds() // 60) - 60
    assign_request(request.reference, to=story.people["analyst"], by=story.by("analyst"), at=story.tick())
    return story


def ask(story: Story, request: Request) -> None:
    """The analyst asks for what is missing."""
    take_up(story, request).decide("clarify")


def deliver(story: Story, request: Request) -> None:
    """Attested, approved, collected, certified, delivered."""
    take_up(story, request)
    for finding in assessment_of(story.fresh()).with_outcome(Outcome.CANNOT_TELL):
        if finding.fact_name in PERSON_FACTS:
            attest_fact(
                request.reference,
                fact=finding.fact_name,
                value=True,
                reason="Seen.",
                by=story.by("analyst"),
                at=story.tick(),
            )
    story.decide("approve", ["subscriber_information"])
    start_collection(request.reference, by=story.by("custodian"), at=story.tick())
    run_all(story.tick)
    certify_production(request.reference, by=story.by("custodian"), at=story.tick())
    run_all(story.tick)
    story.called_back()
    deliver_production(request.reference, by=story.by("custodian"), at=story.tick())
