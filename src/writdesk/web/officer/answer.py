"""The officer answers what the desk asked: in words, with particulars put right, with further documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone

from writdesk.actions.drafts.keep_answer import answer_draft_of, answers_kept, keep_answer_draft
from writdesk.actions.drafts.remove_draft_file import remove_draft_file
from writdesk.actions.errors import ChangedMeanwhile, InputRefused
from writdesk.actions.reading import assessment_of, form_of, guideline_of
from writdesk.actions.review.answer_clarification import answer_clarification
from writdesk.core.lifecycle import Status
from writdesk.core.request_document import request_document
from writdesk.store.access import request_for
from writdesk.store.drafts import Draft
from writdesk.store.requests import Request
from writdesk.web.absence import answers_absence
from writdesk.web.kept import kept_names, take_kept
from writdesk.web.officer.acting import REFUSED, Faults, actor_of, faults_in, person_of, status_of
from writdesk.web.officer.changes import Change, changes_since
from writdesk.web.officer.kept_files import KeptFiles, add_files, kept_files
from writdesk.web.officer.sent import Letter, letters_of
from writdesk.web.pages import render
from writdesk.web.request_form.document import document_of
from writdesk.web.request_form.fields import FieldGroup, field_id, fields_of
from writdesk.web.request_form.question import Question, cleaned, faults_of
from writdesk.web.request_form.read_back import answers_of
from writdesk.web.request_form.remarks import Remark, remarks_on, sentences_of
from writdesk.web.request_form.steps import Step, kind_of, steps_of


@dataclass(frozen=True, kw_only=True)
class AnswerPage:
    """The desk's question, the particulars that it concerns, and room for an answer."""

    reference: str
    revision: int
    letters: tuple[Letter, ...]
    groups: tuple[FieldGroup, ...]
    remarks: tuple[Remark, ...]
    text: str
    faults: Faults
    files: KeptFiles
    changes: tuple[Change, ...] = ()
    is_kept: bool = False


@answers_absence
def show(request: HttpRequest, reference: str) -> HttpResponse:
    """Answer; once answered, the request is under review again."""
    row = request_for(person_of(request), reference)
    if row.status != Status.CLARIFICATION_REQUESTED:
        messages.info(request, _no_answer_wanted(request, row))
        return redirect("officer_request", reference=reference)
    draft = answer_draft_of(person_of(request), reference)
    if request.method != "POST":
        typed = take_kept(request)
        return _page(request, row, typed or answers_kept(draft), draft=draft, is_kept=bool(typed))
    if "keep" in request.POST or "remove" in request.POST:
        return _keep(request, row)
    try:
        _answer(request, row, draft)
    except REFUSED as error:
        row.refresh_from_db()
        draft = answer_draft_of(person_of(request), reference)
        changed = isinstance(error, ChangedMeanwhile)
        changes = changes_since(row, request.POST.get("revision", "")) if changed else ()
        return _page(request, row, request.POST, faults_in(error), draft=draft, changes=changes)
    messages.success(request, "Your answer has arrived. The request is under review again.")
    return redirect("officer_request", reference=reference)


def _no_answer_wanted(request: HttpRequest, row: Request) -> str:
    """Sent twice, an answer has arrived once; and that is said."""
    last = next((letter for letter in letters_of(row) if not letter.is_ours), None)
    text = request.POST.get("text", "").replace("\r\n", "\n").strip()
    if last and text and last.text.replace("\r\n", "\n").strip() == text:
        return "Your answer has arrived; it was sent twice and is kept once."
    return f"{row.reference} does not wait for an answer."


def _keep(request: HttpRequest, row: Request) -> HttpResponse:
    """Keep what was typed and chosen so far; nothing is sent."""
    draft = keep_answer_draft(row.reference, _typed(request), by=actor_of(request), at=timezone.now())
    _kept, faults = add_files(request, draft)
    removed = request.POST.get("remove", "")
    for file in [each for each in draft.files.all() if str(each.pk) == removed]:
        remove_draft_file(draft.pk, file.pk, by=actor_of(request), at=timezone.now())
    if faults:
        return _page(request, row, request.POST, faults, draft=draft)
    messages.success(request, "The file is removed." if removed else "It is kept. Nothing is sent yet.")
    return redirect("officer_answer", reference=row.reference)


def _typed(request: HttpRequest) -> dict[str, str]:
    names = set(request.POST) - {"csrfmiddlewaretoken", "revision", "keep", "remove"}
    return {name: request.POST[name][:20_000] for name in names}


def _answer(request: HttpRequest, row: Request, draft: Draft | None) -> None:
    seen = request.POST.get("revision", "")
    if request.FILES or kept_names(request):
        draft = keep_answer_draft(row.reference, _typed(request), by=actor_of(request), at=timezone.now())
        _kept, faults = add_files(request, draft)
        if faults:
            raise InputRefused(faults)
    answer_clarification(
        row.reference,
        text=request.POST.get("text", "")[:20_000],
        corrections=_corrections(row, request.POST),
        by=actor_of(request),
        at=timezone.now(),
        seen=int(seen) if seen.isdecimal() else None,
        draft=draft,
    )


def _corrections(row: Request, form: QueryDict) -> dict[str, Any]:
    """The top-level parts of the form in which the officer put something right."""
    guideline, before = guideline_of(row), answers_of(form_of(row))
    open_questions = _open_questions(row, before)
    typed = {
        each.name: cleaned(each, form.get(each.name, "")) for each in open_questions if each.name in form
    }
    wrong = faults_of(open_questions, typed)
    typed = {name: value for name, value in typed.items() if name not in wrong}
    if all(before.get(name, "") == value for name, value in typed.items()):
        return {}
    stored = request_document(form_of(row))
    document = document_of(guideline, {**before, **typed})
    names = {_part(name) for name, value in typed.items() if before.get(name, "") != value}
    return {name: _merged(stored.get(name), document.get(name)) for name in sorted(names)}


def _part(name: str) -> str:
    """The top-level part of the document that a question stands in."""
    part = name.split(".", maxsplit=1)[0]
    return "data_requested" if part == "data" else part


def _merged(stored: Any, new: Any) -> Any:
    """What this form does not ask stays as it was."""
    if isinstance(stored, Mapping) and isinstance(new, Mapping):
        return {**stored, **new}
    return new


def _open_steps(row: Request, answers: Mapping[str, str]) -> list[tuple[Step, tuple[Remark, ...]]]:
    assessment = assessment_of(row)
    steps = [(step, remarks_on(assessment, step)) for step in steps_of(assessment.guideline, answers)]
    return [(step, remarks) for step, remarks in steps if remarks]


def _open_questions(row: Request, answers: Mapping[str, str]) -> tuple[Question, ...]:
    """The questions that a finding speaks of; of accounts and data all, for what is missing may be any."""
    found = []
    for step, remarks in _open_steps(row, answers):
        facts = {remark.fact for remark in remarks}
        whole = bool(facts & set(step.facts))
        found += [question for question in step.questions if whole or question.spoken_of in facts]
    return tuple(question for question in found if question.name != "kind")


def _page(
    request: HttpRequest,
    row: Request,
    typed: Mapping[str, str] | QueryDict,
    faults: Faults = (),
    *,
    draft: Draft | None,
    changes: tuple[Change, ...] = (),
    is_kept: bool = False,
) -> HttpResponse:
    before = answers_of(form_of(row))
    answers = {**before, **{name: str(typed[name]) for name in typed}}
    names = {question.name for question in _open_questions(row, before)}
    sentences = sentences_of(guideline_of(row), kind_of(before))
    groups: list[FieldGroup] = []
    remarks: list[Remark] = []
    for step, found in _open_steps(row, before):
        remarks += found
        groups += _only(names, fields_of(step, answers, sentences=sentences, remarks=found))
    page = AnswerPage(
        reference=row.reference,
        revision=row.revision,
        letters=tuple(letter for letter in letters_of(row) if letter.is_ours)[:1],
        groups=tuple(groups),
        remarks=tuple(remarks),
        text=answers.get("text", ""),
        faults=tuple((field_id(place), said) for place, said in faults),
        files=kept_files(draft, kept_names(request)),
        changes=changes,
        is_kept=is_kept,
    )
    return render(request, "officer/answer.html", page, status=status_of(faults))


def _only(names: set[str], groups: tuple[FieldGroup, ...]) -> list[FieldGroup]:
    kept = []
    for group in groups:
        fields = tuple(field for field in group.fields if field.name in names)
        if fields:
            kept.append(
                FieldGroup(
                    title=group.title, hint="", words=group.words, section=group.section, fields=fields
                )
            )
    return kept
