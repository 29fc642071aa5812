"""Judging facts that were read, accepting many at once, and having documents read again."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from writdesk.actions.errors import InputRefused
from writdesk.actions.review.accept_read_facts import accept_read_facts
from writdesk.actions.review.judge_fact import judge_fact
from writdesk.actions.review.read_again import read_again
from writdesk.store.readings import FactJudgement
from writdesk.web.absence import answers_absence
from writdesk.web.desk.acting import Acting, attempt, done
from writdesk.web.desk.request_page import show_request

DONE = {
    "accepted": "Accepted. It stands in the form, and the findings were made anew.",
    "corrected": "Corrected. What was read, and why it was changed, is kept.",
    "dismissed": "Dismissed. The form stays as it is.",
    "undone": "Taken back. The fact is offered again.",
}


@answers_absence
def judge(request: HttpRequest, reference: str) -> HttpResponse:
    """POST: what the person makes of one fact."""
    if request.method != "POST":
        return redirect("desk_request", reference=reference)
    fact, verdict = request.POST.get("fact", ""), request.POST.get("verdict", "")

    def act(now: Acting) -> None:
        if verdict not in FactJudgement.Verdict.values:
            raise InputRefused([("verdict", "Choose what to make of the fact.")])
        judge_fact(
            reference,
            fact=fact,
            verdict=verdict,
            value=request.POST.get("value", ""),
            reason=request.POST.get("reason", ""),
            **now.given,
        )

    refusal = attempt(request, act, form=f"fact-{fact}")
    if refusal is not None:
        return show_request(request, reference, refusal)
    return done(request, reference, DONE[verdict], place="read")


@answers_absence
def accept_all(request: HttpRequest, reference: str) -> HttpResponse:
    """POST: the listed facts, all of them."""
    if request.method != "POST":
        return redirect("desk_request", reference=reference)
    facts = request.POST.getlist("fact")

    def act(now: Acting) -> None:
        accept_read_facts(reference, facts=facts, **now.given)

    refusal = attempt(request, act, form="accept-all")
    if refusal is not None:
        return show_request(request, reference, refusal)
    return done(request, reference, "Accepted. The findings were made anew.", place="read")


@answers_absence
def again(request: HttpRequest, reference: str) -> HttpResponse:
    """POST: whatever was not read is read again."""
    if request.method != "POST":
        return redirect("desk_request", reference=reference)

    def act(now: Acting) -> None:
        read_again(reference, **now.given)

    refusal = attempt(request, act, form="read-again")
    if refusal is not None:
        return show_request(request, reference, refusal)
    return done(request, reference, "They are being read. Load the page again in a while.", place="read")
