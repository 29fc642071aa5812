"""An officer's draft: opened, its task list, thrown away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from writdesk.actions.drafts.keep_draft import content_of, discard_draft
from writdesk.store.access import draft_for
from writdesk.store.drafts import Draft
from writdesk.web.absence import answers_absence
from writdesk.web.officer.acting import REFUSED, actor_of, person_of
from writdesk.web.pages import render
from writdesk.web.request_form.remarks import assessed, remarks_on
from writdesk.web.request_form.routing import Route, route_of
from writdesk.web.request_form.steps import Step, steps_of


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A draft, opened: what was answered, and under which guideline it is read."""

    draft: Draft
    answers: dict[str, str]
    visited: frozenset[str]
    route: Route
    at: datetime

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps of this request."""
        return steps_of(self.route.guideline, self.answers)


@dataclass(frozen=True, kw_only=True)
class Task:
    """One line of the task list."""

    id: str
    title: str
    state: str
    mark: str


@dataclass(frozen=True, kw_only=True)
class TaskList:
    """The steps with their states."""

    draft: UUID
    changed: datetime
    tasks: tuple[Task, ...]
    route: Route | None
    is_begun: bool
    files: int
    days: int = settings.DRAFT_DAYS


@dataclass(frozen=True, kw_only=True)
class DiscardPage:
    """The question before a draft is thrown away."""

    draft: UUID
    files: int


def open_draft(request: HttpRequest, draft: Draft, typed: Mapping[str, str] | None = None) -> Opened:
    """Open a draft, with what was typed on top of it."""
    content = content_of(draft)
    answers = {**content.get("answers", {}), **(typed or {})}
    now = timezone.now()
    return Opened(
        draft=draft,
        answers=answers,
        visited=frozenset(content.get("visited", ())),
        route=route_of(answers, now),
        at=now,
    )


@answers_absence
def show(request: HttpRequest, draft: UUID) -> HttpResponse:
    """The task list; a draft that was sent leads to its receipt."""
    row = draft_for(person_of(request), draft)
    if row.submitted_reference:
        return redirect("officer_receipt", reference=row.submitted_reference)
    opened = open_draft(request, row)
    assessment = assessed(opened.route.guideline, opened.answers, opened.at)
    page = TaskList(
        draft=row.pk,
        changed=row.changed_at,
        tasks=tuple(
            _task(step, step.id in opened.visited, len(remarks_on(assessment, step))) for step in opened.steps
        ),
        route=opened.route,
        is_begun=len(opened.visited) > 1,
        files=row.files.count(),
    )
    return render(request, "officer/draft.html", page)


def _task(step: Step, is_visited: bool, missing: int) -> Task:
    if not is_visited:
        return Task(id=step.id, title=step.title, state="Not begun", mark="")
    if missing:
        return Task(id=step.id, title=step.title, state=f"{missing} to mend", mark="wrong")
    return Task(id=step.id, title=step.title, state="Done", mark="done")


@answers_absence
def discard(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Throw a draft away, after asking."""
    row = draft_for(person_of(request), draft)
    if request.method != "POST":
        return render(request, "officer/discard.html", DiscardPage(draft=row.pk, files=row.files.count()))
    try:
        discard_draft(row.pk, by=actor_of(request))
    except REFUSED as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "The draft is thrown away.")
    return redirect("officer_home")
