"""Check a request before you send it: for anybody, without an account. Nothing of it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone

from writdesk.core.guideline import Guideline
from writdesk.web.pages import render
from writdesk.web.request_form.fields import FieldGroup, field_id, fields_of
from writdesk.web.request_form.particulars import account_count
from writdesk.web.request_form.question import cleaned, faults_of
from writdesk.web.request_form.remarks import Outlook, assessed, outlook_of, remarks_on, sentences_of
from writdesk.web.request_form.routing import Route, route_of
from writdesk.web.request_form.steps import NO_KIND, Step, kind_of, no_kind, steps_of


@dataclass(frozen=True, kw_only=True)
class Part:
    """One step of the officer's form, here a section of the page."""

    id: str
    title: str
    groups: tuple[FieldGroup, ...]
    missing: int


@dataclass(frozen=True, kw_only=True)
class CheckBeforeYouSend:
    """The form, and what the assessment says of it."""

    parts: tuple[Part, ...]
    route: Route | None
    outlook: Outlook | None
    faults: tuple[tuple[str, str], ...]


def show(request: HttpRequest) -> HttpResponse:
    """First where it comes from; then all questions; then the answer above them."""
    now = timezone.now()
    if request.method != "POST":
        route = route_of({}, now)
        first = steps_of(route.guideline, {})[0]
        return _render(
            request, CheckBeforeYouSend(parts=(_bare(first),), route=None, outlook=None, faults=())
        )
    if not request.POST.get("kind"):
        return _render(request, _without_kind(request.POST), status=400)
    return _render(request, _checked(request.POST, now))


def _render(request: HttpRequest, page: CheckBeforeYouSend, status: int = 200) -> HttpResponse:
    return render(request, "public/check.html", page, status=status)


def _without_kind(form: QueryDict) -> CheckBeforeYouSend:
    guideline = route_of({}, timezone.now()).guideline
    step = steps_of(guideline, {})[0]
    answers = _typed(form, (step,))
    groups = fields_of(step, answers, sentences={}, faults=no_kind(answers))
    part = Part(id=step.id, title=step.title, groups=groups, missing=0)
    return CheckBeforeYouSend(parts=(part,), route=None, outlook=None, faults=((field_id("kind"), NO_KIND),))


def _checked(form: QueryDict, now: datetime) -> CheckBeforeYouSend:
    places = {name: form.get(name, "") for name in form}
    guideline = route_of({}, now).guideline
    first = _typed(form, steps_of(guideline, places)[:1])
    route = route_of({**places, **first}, now)
    answers = _answers(form, route.guideline, first)
    steps = steps_of(route.guideline, answers)
    is_whole = "whole" in form
    return CheckBeforeYouSend(
        parts=_parts(route.guideline, steps, answers, now, is_whole=is_whole),
        route=route,
        outlook=_outlook(route, steps, answers, now) if is_whole and "add" not in form else None,
        faults=tuple(
            (field_id(name), fault)
            for step in steps
            for name, fault in faults_of(step.questions, answers).items()
        ),
    )


def _answers(form: QueryDict, guideline: Guideline, first: Mapping[str, str]) -> dict[str, str]:
    named = {name: form.get(name, "") for name in form if name.startswith("accounts.")}
    if "add" in form:
        named["accounts.count"] = str(account_count(named) + 1)
    return {**named, **_typed(form, steps_of(guideline, {**named, **first}))}


def _typed(form: QueryDict, steps: tuple[Step, ...]) -> dict[str, str]:
    return {
        question.name: cleaned(question, form.get(question.name, ""))
        for step in steps
        for question in step.questions
    }


def _parts(
    guideline: Guideline,
    steps: tuple[Step, ...],
    answers: Mapping[str, str],
    now: datetime,
    *,
    is_whole: bool,
) -> tuple[Part, ...]:
    sentences = sentences_of(guideline, kind_of(answers))
    assessment = assessed(guideline, answers, now)
    parts = []
    for step in steps:
        remarks = remarks_on(assessment, step) if is_whole else ()
        faults = faults_of(step.questions, answers)
        groups = fields_of(step, answers, sentences=sentences, remarks=remarks, faults=faults)
        parts.append(Part(id=step.id, title=step.title, groups=groups, missing=len(remarks)))
    return tuple(parts)


def _bare(step: Step) -> Part:
    return Part(id=step.id, title=step.title, groups=fields_of(step, {}, sentences={}), missing=0)


def _outlook(route: Route, steps: tuple[Step, ...], answers: Mapping[str, str], now: datetime) -> Outlook:
    return outlook_of(assessed(route.guideline, answers, now), steps, kind_of(answers))
