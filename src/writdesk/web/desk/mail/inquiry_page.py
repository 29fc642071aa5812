"""A general inquiry: what the officer asked, what we answered, and the guideline to answer from."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from writdesk.actions.mail.answer_inquiry import answer_inquiry
from writdesk.actions.mail.close_inquiry import Why, close_inquiry
from writdesk.adapters.errors import KeyDestroyed
from writdesk.adapters.guidelines import desk_catalogue
from writdesk.adapters.vault import open_text
from writdesk.core.guideline import Basis, Guideline
from writdesk.store.access import inquiry_for
from writdesk.store.mail import Inquiry
from writdesk.web.absence import answers_absence
from writdesk.web.desk.acting import attempt, person_of
from writdesk.web.desk.refusals import FormState, Refusal, state_of
from writdesk.web.measures import Moment, instant_words
from writdesk.web.pages import render

# Why nothing is answered, as the page offers it.
REASONS = (
    (Why.ASKS_NOTHING.value, "It asks nothing"),
    (Why.ANSWERED_ELSEWHERE.value, "It was answered another way"),
    (Why.NOT_FOR_US.value, "It is not for this desk"),
)


@dataclass(frozen=True, kw_only=True)
class Said:
    """One question or answer."""

    who: str
    at: Moment
    subject: str
    text: str
    is_ours: bool


@dataclass(frozen=True, kw_only=True)
class Passage:
    """One paragraph of the guideline, to be cited."""

    number: int
    section: str
    text: str
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """The paragraphs under one heading; open where one of them is chosen."""

    heading: str
    passages: tuple[Passage, ...]

    @property
    def is_open(self) -> bool:
        """Whether a choice would otherwise be hidden."""
        return any(passage.is_chosen for passage in self.passages)


@dataclass(frozen=True, kw_only=True)
class InquiryPage:
    """The thread, and the guideline beside it."""

    reference: str
    revision: int
    address: str
    is_open: bool
    thread: tuple[Said, ...]
    guideline: str
    guideline_url: str
    chapters: tuple[Chapter, ...]
    answer: FormState
    close: FormState
    reasons: tuple[tuple[str, str], ...]

    @property
    def is_answered(self) -> bool:
        """Whether we wrote last."""
        return self.thread[-1].is_ours


@answers_absence
def show(request: HttpRequest, reference: str) -> HttpResponse:
    """GET shows the thread; POST answers, or closes it: ``act`` says which."""
    inquiry = inquiry_for(person_of(request), reference)
    if request.method != "POST":
        return _show(request, inquiry, None)
    is_closing = request.POST.get("act") == "close"
    refusal = _close(request, reference) if is_closing else _answer(request, inquiry)
    if refusal is not None:
        return _show(request, inquiry, refusal)
    messages.success(request, "It is closed." if is_closing else "The answer is on its way.")
    return redirect("desk_inquiry", reference=reference)


def _answer(request: HttpRequest, inquiry: Inquiry) -> Refusal | None:
    text = request.POST.get("text", "")
    cited = [passage for passage in _passages(inquiry, request.POST.getlist("cite")) if passage.is_chosen]
    cites = [(passage.section, passage.text) for passage in cited]
    return attempt(
        request,
        lambda now: answer_inquiry(inquiry.reference, text=text, cites=cites, **now.given),
        form="answer",
    )


def _close(request: HttpRequest, reference: str) -> Refusal | None:
    why = request.POST.get("why", "")
    return attempt(request, lambda now: close_inquiry(reference, why=why, **now.given), form="close")


def _show(request: HttpRequest, inquiry: Inquiry, refusal: Refusal | None) -> HttpResponse:
    try:
        page = _page(inquiry, refusal, request.POST.getlist("cite"))
    except KeyDestroyed as gone:
        raise Http404 from gone
    return render(request, "desk/inquiry.html", page, status=refusal.status if refusal else 200)


def _page(inquiry: Inquiry, refusal: Refusal | None, cite: list[str]) -> InquiryPage:
    guideline = _guideline(inquiry)
    place = {"guideline_id": guideline.id, "version": guideline.version}
    return InquiryPage(
        reference=inquiry.reference,
        revision=inquiry.revision,
        address=open_text(inquiry.data_key, inquiry.address_sealed, "inquiry.address"),
        is_open=inquiry.is_open,
        thread=tuple(_thread(inquiry)),
        guideline=guideline.title,
        guideline_url=reverse("guideline_page", kwargs=place),
        chapters=_chapters(_passages(inquiry, cite)),
        answer=state_of("answer", refusal),
        close=state_of("close", refusal),
        reasons=REASONS,
    )


def _thread(inquiry: Inquiry) -> list[Said]:
    key = inquiry.data_key
    return [
        Said(
            who=str(message.by) if message.is_outgoing else "The officer",
            at=instant_words(message.at),
            subject=open_text(key, message.subject_sealed, "inquiry.subject"),
            text=open_text(key, message.text_sealed, "inquiry.text"),
            is_ours=message.is_outgoing,
        )
        for message in inquiry.messages.select_related("by")
    ]


def _guideline(inquiry: Inquiry) -> Guideline:
    return desk_catalogue().get(inquiry.guideline_id, inquiry.guideline_version)


def _chapters(passages: list[Passage]) -> tuple[Chapter, ...]:
    """The same by heading, in the order in which the headings come first."""
    headings = dict.fromkeys(passage.section for passage in passages)
    return tuple(
        Chapter(
            heading=heading or "Further",
            passages=tuple(passage for passage in passages if passage.section == heading),
        )
        for heading in headings
    )


def _passages(inquiry: Inquiry, chosen: list[str]) -> list[Passage]:
    """What the guideline says, each sentence once, under its heading."""
    guideline = _guideline(inquiry)
    found = [(channel.section or channel.title, channel.text) for channel in guideline.channels]
    stated = (each for each in guideline.provisions if each.basis is Basis.TEXT)
    found += [(provision.section, provision.text) for provision in stated]
    found += [(section.heading, section.text) for section in guideline.sections]
    return [
        Passage(number=number, section=section, text=text, is_chosen=str(number) in chosen)
        for number, (section, text) in enumerate(dict.fromkeys(found), start=1)
        if text
    ]
