"""What a stored request says, opened and assessed. Reads only."""

from __future__ import annotations

from datetime import date

from writdesk.actions.errors import InputRefused
from writdesk.adapters.guidelines import desk_catalogue, desk_provider
from writdesk.adapters.vault import open_json, open_text
from writdesk.core.assessment import Assessment, assess
from writdesk.core.conditions import Outcome
from writdesk.core.findings import Attestation, Overruling, ToldBy
from writdesk.core.guideline import Guideline
from writdesk.core.request import Request as Form
from writdesk.core.request_document import parse_request
from writdesk.guidelines import UnknownGuideline
from writdesk.store import findings as rows
from writdesk.store.requests import Request


def guideline_in_force(on: date, provider: str | None = None) -> Guideline:
    """The provider's guideline in force on a day. Raises ``InputRefused`` when there is none."""
    chosen = provider or desk_provider()
    try:
        return desk_catalogue().in_force(chosen, on)
    except UnknownGuideline as error:
        raise InputRefused([("provider", str(error))]) from error


def guideline_of(request: Request) -> Guideline:
    """The version that the request is pinned to."""
    return desk_catalogue().get(request.guideline_id, request.guideline_version)


def form_of(request: Request) -> Form:
    """The request's form, opened with its own key."""
    return parse_request(open_json(request.data_key, request.form_sealed, "request.form"))


def assessment_of(request: Request, form: Form | None = None) -> Assessment:
    """The assessment with what people attested and overruled; what an officer ticked is not yet believed."""
    return assess(
        guideline_of(request),
        form or form_of(request),
        told_by=ToldBy.OFFICER,
        attested={row.fact: _attestation(row) for row in request.attestations.select_related("by")},
        overruled={row.provision: _overruling(row) for row in request.overrulings.select_related("by")},
    )


def route_words(assessment: Assessment) -> str:
    """Where the guideline sends the officer, in words: a treaty's route, another provider, or an address."""
    to = assessment.routing.refer_to or ""
    route = next((each for each in assessment.guideline.processes if each.id == to), None)
    if route is not None:
        return route.title or route.id
    if to not in desk_catalogue().ids():
        return to
    other = desk_catalogue().get(to)
    return f"{other.provider} ({other.title})"


def _attestation(row: rows.Attestation) -> Attestation:
    reason = open_text(row.request.data_key, row.reason_sealed, "attestation.reason")
    return Attestation(holds=row.value, by=row.by.name, at=row.at, reason=reason)


def _overruling(row: rows.Overruling) -> Overruling:
    reason = open_text(row.request.data_key, row.reason_sealed, "overruling.reason")
    return Overruling(outcome=Outcome(row.outcome), by=row.by.name, at=row.at, reason=reason)
