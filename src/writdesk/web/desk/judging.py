"""Attesting a fact and overruling a finding, from the forms beside each finding."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from writdesk.actions.errors import InputRefused
from writdesk.actions.review.attest_fact import attest_fact
from writdesk.actions.review.overrule_finding import overrule_finding
from writdesk.core.conditions import Outcome
from writdesk.web.absence import answers_absence
from writdesk.web.desk.acting import Acting, attempt, done
from writdesk.web.desk.request_page import show_request


@answers_absence
def attest(request: HttpRequest, reference: str) -> HttpResponse:
    """POST: the fact is so, or is not so, and what the person saw."""
    if request.method != "POST":
        return redirect("desk_request", reference=reference)

    def act(now: Acting) -> None:
        answers = {"yes": True, "no": False}
        value = answers.get(request.POST.get("value", ""))
        if value is None:
            raise InputRefused([("value", "Choose whether it is so or not.")])
        attest_fact(
            reference,
            fact=request.POST.get("fact", ""),
            value=value,
            reason=request.POST.get("reason", ""),
            **now.given,
        )

    refusal = attempt(request, act, form=f"attest-{request.POST.get('provision', '')}")
    if refusal is not None:
        return show_request(request, reference, refusal)
    said = "Attested. Your name and the time stand beside the finding."
    return done(request, reference, said, place="findings")


@answers_absence
def overrule(request: HttpRequest, reference: str) -> HttpResponse:
    """POST: the outcome that the person puts in the place of the program's, with a reason."""
    if request.method != "POST":
        return redirect("desk_request", reference=reference)
    provision = request.POST.get("provision", "")

    def act(now: Acting) -> None:
        outcome = request.POST.get("outcome", "")
        if outcome not in (Outcome.MET, Outcome.NOT_MET):
            raise InputRefused([("outcome", "Choose whether the provision is met or not met.")])
        overrule_finding(
            reference,
            provision=provision,
            outcome=Outcome(outcome),
            reason=request.POST.get("reason", ""),
            **now.given,
        )

    refusal = attempt(request, act, form=f"overrule-{provision}")
    if refusal is not None:
        return show_request(request, reference, refusal)
    return done(
        request, reference, "Overruled. Your name, the time and your reason stand beside the finding."
    )
