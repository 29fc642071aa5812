"""The steps of a draft: the first makes it, each keeps what was typed and says what is still missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone

from writdesk.actions.drafts.keep_draft import begin_draft, keep_draft
from writdesk.actions.people.officer_address import officer_address
from writdesk.core.request import Kind
from writdesk.store.access import draft_for
from writdesk.store.drafts import Draft
from writdesk.store.officers import Officer
from writdesk.web.absence import answers_absence
from writdesk.web.kept import take_kept
from writdesk.web.officer.acting import REFUSED, Faults, actor_of, faults_in, person_of
from writdesk.web.officer.drafts import Opened, open_draft
from writdesk.web.pages import render
from writdesk.web.public.emergency_form import FormLinks, form_links
from writdesk.web.request_form.fields import FieldGroup, field_id, fields_of
from writdesk.web.request_form.particulars import account_count
from writdesk.web.request_form.question import cleaned, faults_of
from writdesk.web.request_form.remarks import Remark, assessed, remarks_on, sentences_of
from writdesk.web.request_form.routing import Route, route_of
from writdesk.web.request_form.steps import NO_KIND, Step, kind_of, no_kind, step_of, steps_of

KEPT = "Your draft is kept. It falls under the guideline of {}."
_OF_EMERGENCIES = ("kind", "grounds")


@dataclass(frozen=True, kw_only=True)
class StepPage:
    """One step."""

    draft: UUID | None
    step: Step
    number: int
    count: int
    groups: tuple[FieldGroup, ...]
    remarks: tuple[Remark, ...]
    others: tuple[Remark, ...]
    faults: Faults
    route: Route | None
    next: str
    is_kept: bool = False
    may_add_account: bool = False
    emergency_form: FormLinks | None = None

    @property
    def title(self) -> str:
        """The step's title."""
        return self.step.title


@answers_absence
def begin(request: HttpRequest) -> HttpResponse:
    """The first step; the draft is made when it is kept."""
    if request.method != "POST":
        kept = take_kept(request)
        return _first_step(request, kept or _kind_asked_for(request), is_kept=bool(kept))
    route = route_of({}, timezone.now())
    answers = _typed(request.POST, steps_of(route.guideline, {})[0])
    if not answers["kind"]:
        return _first_step(request, answers, ((field_id("kind"), NO_KIND),))
    content = {"answers": _own_particulars(request) | answers, "visited": ["kind"]}
    try:
        draft = begin_draft(content, by=actor_of(request), at=timezone.now())
    except REFUSED as error:
        return _first_step(request, answers, faults_in(error))
    return _from_first(request, draft)


def _from_first(request: HttpRequest, draft: Draft) -> HttpResponse:
    """On to the second step where this desk answers; else to the list, which says who does."""
    opened = open_draft(request, draft)
    if not opened.route.is_served or _remarks(opened, opened.steps[0]):
        return redirect("officer_draft", draft=draft.pk)
    messages.success(request, KEPT.format(opened.route.guideline.provider.rstrip(".")))
    return redirect("officer_step", draft=draft.pk, step=_next(opened, opened.steps[0].id))


def _first_step(
    request: HttpRequest, typed: Mapping[str, str], faults: Faults = (), *, is_kept: bool = False
) -> HttpResponse:
    route = route_of(typed, timezone.now())
    steps = steps_of(route.guideline, typed)
    page = StepPage(
        draft=None,
        step=steps[0],
        number=1,
        count=len(steps),
        groups=fields_of(steps[0], typed, sentences={}, faults=no_kind(typed) if faults else {}),
        remarks=(),
        others=(),
        faults=faults,
        route=None,
        next="",
        is_kept=is_kept,
    )
    return render(request, "officer/step.html", page, status=400 if faults else 200)


def _kind_asked_for(request: HttpRequest) -> dict[str, str]:
    """The kind that a link names: "Begin an emergency request" has said it already."""
    kind = request.GET.get("kind", "")
    return {"kind": kind} if kind in set(Kind) else {}


def _own_particulars(request: HttpRequest) -> dict[str, str]:
    """The address that the link went to; the officer may change it in the form."""
    officer = Officer.objects.select_related("data_key").get(person=person_of(request))
    return {"officer.email": officer_address(officer)}


@answers_absence
def step(request: HttpRequest, draft: UUID, step: str) -> HttpResponse:
    """One step: shown, or kept."""
    row = draft_for(person_of(request), draft)
    if row.submitted_reference:
        return redirect("officer_receipt", reference=row.submitted_reference)
    if request.method == "POST":
        return _keep_step(request, row, step)
    kept = take_kept(request)
    return _show_step(request, open_draft(request, row, kept), step, is_kept=bool(kept))


def _keep_step(request: HttpRequest, row: Draft, step_id: str) -> HttpResponse:
    before = open_draft(request, row)
    answers = _typed(request.POST, _found(before, step_id))
    if "add" in request.POST:
        answers["accounts.count"] = str(account_count({**before.answers, **answers}) + 1)
    try:
        keep_draft(row.pk, answers, step=step_id, by=actor_of(request), at=before.at)
    except REFUSED as error:
        return _show_step(request, open_draft(request, row, answers), step_id, faults=faults_in(error))
    if "add" in request.POST:
        return redirect("officer_step", draft=row.pk, step=step_id)
    return _onward(request, row, before, step_id)


def _onward(request: HttpRequest, row: Draft, before: Opened, step_id: str) -> HttpResponse:
    """On to the next step; back to this one when something new is missing, which is said once."""
    row.refresh_from_db(fields=["form_sealed", "changed_at"])
    after = open_draft(request, row)
    found = _found(after, step_id)
    wrong = faults_of(found.questions, after.answers)
    is_new = after.answers != before.answers or step_id not in before.visited
    if wrong or (is_new and _remarks(after, found)) or (is_new and not after.route.is_served):
        return redirect("officer_step", draft=row.pk, step=step_id)
    messages.success(request, f"“{found.title}” is kept.")
    onward = _next(after, step_id)
    if not onward:
        return redirect("officer_files", draft=row.pk)
    return redirect("officer_step", draft=row.pk, step=onward)


def _show_step(
    request: HttpRequest, opened: Opened, step_id: str, *, faults: Faults = (), is_kept: bool = False
) -> HttpResponse:
    found = _found(opened, step_id)
    steps = opened.steps
    is_visited = step_id in opened.visited
    remarks = _remarks(opened, found) if is_visited else ()
    wrong = faults_of(found.questions, opened.answers)
    sentences = sentences_of(opened.route.guideline, kind_of(opened.answers))
    beside = {question.spoken_of for question in found.questions}
    page = StepPage(
        draft=opened.draft.pk,
        step=found,
        number=steps.index(found) + 1,
        count=len(steps),
        groups=fields_of(found, opened.answers, sentences=sentences, remarks=remarks, faults=wrong),
        remarks=remarks,
        others=tuple(remark for remark in remarks if remark.fact not in beside),
        faults=faults or tuple((field_id(name), fault) for name, fault in wrong.items()),
        route=opened.route if step_id == "kind" and is_visited else None,
        next=_next(opened, step_id) if is_visited else "",
        is_kept=is_kept,
        may_add_account=step_id == "accounts",
        emergency_form=_form_of(opened, step_id),
    )
    return render(request, "officer/step.html", page, status=400 if faults else 200)


def _form_of(opened: Opened, step_id: str) -> FormLinks | None:
    """The emergency form, where one begins an emergency request and where one describes it."""
    is_emergency = kind_of(opened.answers) is Kind.EMERGENCY
    return form_links(opened.route.guideline) if is_emergency and step_id in _OF_EMERGENCIES else None


def _found(opened: Opened, step_id: str) -> Step:
    found = step_of(opened.route.guideline, opened.answers, step_id)
    if found is None:
        raise Http404
    return found


def _remarks(opened: Opened, found: Step) -> tuple[Remark, ...]:
    return remarks_on(assessed(opened.route.guideline, opened.answers, opened.at), found)


def _next(opened: Opened, step_id: str) -> str:
    ids = [step.id for step in opened.steps]
    place = ids.index(step_id) + 1
    return ids[place] if place < len(ids) else ""


def _typed(form: QueryDict, found: Step) -> dict[str, str]:
    return {question.name: cleaned(question, form.get(question.name, "")) for question in found.questions}
