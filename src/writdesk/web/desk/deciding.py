"""Deciding: a draft with its letter, everything once more to check, and only then the act."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from writdesk.actions.correspondence.draft_answer import LETTERS, draft_answer
from writdesk.actions.reading import assessment_of, form_of, route_words
from writdesk.actions.review.hindrances import hindrances
from writdesk.actions.review.propose_decision import Proposal, granted_by, propose_decision
from writdesk.core.assessment import Assessment
from writdesk.core.deciding import why_second_person
from writdesk.core.letters import Letter
from writdesk.core.reach import Reachable
from writdesk.core.request import Kind
from writdesk.core.request import Request as Form
from writdesk.store.access import request_for
from writdesk.store.decisions import Decision
from writdesk.store.requests import Request
from writdesk.web.absence import answers_absence
from writdesk.web.desk.acting import attempt, done, person_of
from writdesk.web.desk.next_steps import may_decide
from writdesk.web.desk.queue_rows import Row, row_of
from writdesk.web.desk.record import EntryRow, GrantedRow, entries_on, granted_row
from writdesk.web.desk.refusals import Refusal
from writdesk.web.desk.request_page import changes_since
from writdesk.web.desk.words import OUTCOMES, words
from writdesk.web.pages import render

Outcome = Decision.Outcome


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One category asked for, to grant or not."""

    id: str
    title: str
    answer: str
    because: str
    is_chosen: bool
    may_be_granted: bool
    is_content: bool


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What a person is about to decide, as typed so far."""

    categories: tuple[str, ...]
    refer_to: str
    subject: str
    text: str
    reason: str
    drafted_for: str


@dataclass(frozen=True, kw_only=True)
class Case:
    """A request with what it says and what the guideline makes of it, under one outcome."""

    row: Request
    outcome: Decision.Outcome
    form: Form
    assessment: Assessment


@dataclass(frozen=True, kw_only=True)
class DecidePage:
    """The draft of a decision, or the same once more to check."""

    row: Row
    revision: int
    outcome: str
    title: str
    against: tuple[str, ...]
    choices: tuple[Choice, ...]
    granted: tuple[GrantedRow, ...]
    second_because: str
    is_letter_stale: bool
    has_no_reply: bool
    cites_nothing: bool
    draft: Draft
    refusal: Refusal | None
    changes: tuple[EntryRow, ...]

    @property
    def faults(self) -> dict[str, str]:
        """What is wrong, by the field."""
        return dict(self.refusal.faults) if self.refusal else {}


@answers_absence
def decide(request: HttpRequest, reference: str, outcome: str) -> HttpResponse:
    """GET drafts; POST drafts anew, shows all of it to check, or decides."""
    if outcome not in Outcome.values:
        raise Http404
    row = request_for(person_of(request), reference)
    chosen = Outcome(outcome)
    if not may_decide(row, chosen) and request.POST.get("step", "") != "send":
        # Who comes back after deciding, or after somebody else did, is shown how it stands.
        messages.info(
            request, f"This cannot be decided here now: {row.reference} is {words(row.status).lower()}."
        )
        return redirect("desk_request", reference=reference)
    if request.method != "POST":
        return _show(request, row, chosen)
    step = request.POST.get("step", "")
    if step == "send":
        return _send(request, row, chosen)
    if step == "redraft":
        return _show(request, row, chosen, redraft=True)
    template = "desk/decide_check.html" if step == "check" else "desk/decide.html"
    return _show(request, row, chosen, template=template)


def _send(request: HttpRequest, row: Request, outcome: Outcome) -> HttpResponse:
    typed = _typed(request)
    proposal = Proposal(
        outcome=outcome,
        reason=typed.reason,
        letter=Letter(id=LETTERS[outcome], subject=typed.subject, text=typed.text),
        categories=typed.categories,
        refer_to=typed.refer_to,
    )
    made: list[Decision] = []
    refusal = attempt(
        request,
        lambda now: made.append(propose_decision(row.reference, proposal=proposal, **now.given)),
        form="decide",
    )
    if refusal is not None:
        row.refresh_from_db()
        return _show(request, row, outcome, refusal=refusal)
    return done(request, row.reference, _said(made[0]))


def _said(decision: Decision) -> str:
    if decision.state == Decision.State.PROPOSED:
        return f"Proposed. It concerns {decision.second_person_because}: a second person has to confirm it."
    letter = "The letter is on its way." if decision.outcome != Outcome.DISREGARD else ""
    return f"Decided: {OUTCOMES[decision.outcome].lower()}. {letter}".strip()


def _show(
    request: HttpRequest,
    row: Request,
    outcome: Outcome,
    *,
    template: str = "desk/decide.html",
    redraft: bool = False,
    refusal: Refusal | None = None,
) -> HttpResponse:
    form = form_of(row)
    case = Case(row=row, outcome=outcome, form=form, assessment=assessment_of(row, form))
    typed = _typed(request) if request.method == "POST" else None
    draft = _drafted(case, typed) if typed is None or redraft else typed
    status = refusal.status if refusal else 200
    return render(request, template, _page(case, draft, refusal), status=status)


def _drafted(case: Case, typed: Draft | None) -> Draft:
    """What the guideline suggests; choices and reason as they were typed, where they were."""
    categories = typed.categories if typed else _reached(case.form, case.assessment)
    refer_to = typed.refer_to if typed else route_words(case.assessment)
    letter = draft_answer(
        case.row, case.outcome, case.form, case.assessment, chosen=categories, refer_to=refer_to
    )
    return Draft(
        categories=categories,
        refer_to=refer_to,
        subject=letter.subject,
        text=letter.text,
        reason=typed.reason if typed else "",
        drafted_for=_basis(case.outcome, categories, refer_to),
    )


def _typed(request: HttpRequest) -> Draft:
    text = request.POST.get("text", "").replace("\r\n", "\n")
    return Draft(
        categories=tuple(request.POST.getlist("categories")),
        refer_to=request.POST.get("refer_to", ""),
        subject=request.POST.get("subject", ""),
        text=text,
        reason=request.POST.get("reason", ""),
        drafted_for=request.POST.get("drafted_for", ""),
    )


def _reached(form: Form, assessment: Assessment) -> tuple[str, ...]:
    """The categories that are reached. In an emergency none: a person says what averts the harm."""
    if form.kind is Kind.EMERGENCY:
        return ()
    opened = (Reachable.YES, Reachable.IN_PART)
    return tuple(dict.fromkeys(line.category for line in assessment.reach if line.reachable in opened))


def _page(case: Case, draft: Draft, refusal: Refusal | None) -> DecidePage:
    row, outcome, form, assessment = case.row, case.outcome, case.form, case.assessment
    is_approval = outcome is Outcome.APPROVE
    granted = granted_by(draft.categories, form, assessment) if is_approval else ()
    guideline = assessment.guideline
    chosen = {entry.category for entry in granted}
    return DecidePage(
        row=row_of(row, timezone.now()),
        revision=row.revision,
        outcome=outcome.value,
        title=OUTCOMES[outcome.value],
        against=tuple(hindrances(row, form, assessment)) if is_approval else (),
        choices=_choices(form, assessment, draft.categories) if is_approval else (),
        granted=tuple(granted_row(entry, guideline) for entry in granted),
        second_because=why_second_person(form, guideline, chosen) if is_approval else "",
        is_letter_stale=draft.drafted_for != _basis(outcome, draft.categories, draft.refer_to),
        has_no_reply=not draft.text.strip(),
        cites_nothing=outcome in (Outcome.CLARIFY, Outcome.REJECT) and "Our guideline says" not in draft.text,
        draft=draft,
        refusal=refusal,
        changes=changes_since(entries_on(row), refusal) if refusal else (),
    )


def _choices(form: Form, assessment: Assessment, chosen: tuple[str, ...]) -> tuple[Choice, ...]:
    categories = {category.id: category for category in assessment.guideline.categories}
    lines = {line.category: line for line in assessment.reach}
    grantable = {entry.category for entry in granted_by(tuple(lines), form, assessment)}
    return tuple(
        Choice(
            id=name,
            title=categories[name].title if name in categories else name,
            answer=line.reachable.value,
            because=line.because,
            is_chosen=name in chosen,
            may_be_granted=name in grantable,
            is_content=name in categories and categories[name].is_content,
        )
        for name, line in lines.items()
    )


def _basis(outcome: Outcome, categories: tuple[str, ...], refer_to: str) -> str:
    """What a letter was drafted from, of what this page asks; when it changes, the letter is read again."""
    granted = sorted(categories) if outcome is Outcome.APPROVE else []
    return "|".join([*granted, refer_to if outcome is Outcome.REFER else ""])
