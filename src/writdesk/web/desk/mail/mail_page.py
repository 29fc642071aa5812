"""One mail: what it says, who sent it, what became of it, and filing it by hand."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from writdesk.actions.errors import InputRefused
from writdesk.actions.mail.join_mail import join_mail
from writdesk.actions.mail.mail_check import stays_closed
from writdesk.actions.mail.mail_seen import Seen, seen_of
from writdesk.actions.mail.make_request_of_mail import make_request_of_mail
from writdesk.actions.mail.set_mail_aside import set_mail_aside
from writdesk.actions.mail.try_mail_again import try_mail_again
from writdesk.actions.mail.turn_mail_away import turn_mail_away
from writdesk.adapters.errors import KeyDestroyed
from writdesk.adapters.vault import open_text
from writdesk.core.request import Kind
from writdesk.documents import inspect, render_page
from writdesk.documents.errors import PageNotDrawn, ReaderBusy, ReaderUnavailable
from writdesk.documents.mail.faults import FAULTS
from writdesk.documents.mail.message import Attachment
from writdesk.store.access import mail_for
from writdesk.store.mail import Mail, MailState
from writdesk.web.absence import answers_absence
from writdesk.web.desk.acting import Acting, attempt, person_of
from writdesk.web.desk.mail.mail_signs import SignRow, sign_rows
from writdesk.web.desk.mail.mail_words import REASONS, became_of, because_words, malware_words, state_words
from writdesk.web.desk.refusals import FormState, Refusal, state_of
from writdesk.web.desk.words import KINDS as REQUEST_KINDS
from writdesk.web.file_kinds import DRAWN, KINDS
from writdesk.web.measures import Moment, instant_words, size_words
from writdesk.web.pages import render

WIDTH = 1000
LONGEST_TEXT = 200_000
SHOWN_AT_ONCE = 3


@dataclass(frozen=True, kw_only=True)
class AttachmentRow:
    """One attachment: what its bytes are, and its first page as a picture."""

    number: int
    name: str
    kind: str
    size: str
    sha256: str
    fault: str
    src: str


@dataclass(frozen=True, kw_only=True)
class MailPage:
    """One mail, opened."""

    reference: str
    revision: int
    subject: str
    sender: str
    sender_name: str
    recipients: str
    received: Moment
    server: str
    mail_from: str
    size: str
    sha256: str
    state: str
    because: str
    what_to_do: str
    malware: str
    note: str
    became: str
    became_url: str
    names: tuple[str, ...]
    signs_of_sender: tuple[SignRow, ...]
    faults: tuple[str, ...]
    signs: tuple[str, ...]
    text: str
    is_cut: bool
    attachments: tuple[AttachmentRow, ...]
    is_open: bool
    is_held: bool
    kinds: tuple[tuple[str, str], ...]
    kind: str
    make: FormState
    join: FormState
    aside: FormState
    away: FormState
    again: FormState


@answers_absence
def show(request: HttpRequest, reference: str) -> HttpResponse:
    """GET shows the mail; POST files it by hand: ``act`` says how."""
    mail = mail_for(person_of(request), reference)
    if request.method == "POST":
        return _file(request, mail)
    return _show(request, mail, None)


def _show(request: HttpRequest, mail: Mail, refusal: Refusal | None) -> HttpResponse:
    try:
        page = _page(mail, seen_of(mail), refusal)
    except KeyDestroyed as gone:
        raise Http404 from gone
    return render(request, "desk/mail_one.html", page, status=refusal.status if refusal else 200)


def _file(request: HttpRequest, mail: Mail) -> HttpResponse:
    act = request.POST.get("act", "")
    if act not in _ACTS:
        return redirect("desk_mail_one", reference=mail.reference)
    do, said = _ACTS[act]
    refusal = attempt(request, lambda now: do(request, mail.reference, now), form=act)
    if refusal is not None:
        return _show(request, mail, refusal)
    messages.success(request, said)
    return redirect("desk_mail_one", reference=mail.reference)


def _make(request: HttpRequest, reference: str, now: Acting) -> None:
    kind = request.POST.get("kind", "")
    if kind not in set(Kind):
        raise InputRefused([("kind", "Say which kind of request it is.")])
    make_request_of_mail(reference, kind=Kind(kind), **now.given)


def _join(request: HttpRequest, reference: str, now: Acting) -> None:
    from writdesk.store.access import NotFound

    wanted = request.POST.get("request", "").strip().upper()
    try:
        join_mail(reference, request=wanted, **now.given)
    except NotFound as absent:
        raise InputRefused(
            [("request", "Give the reference of a request, such as LR-2026-000001.")]
        ) from absent


def _aside(request: HttpRequest, reference: str, now: Acting) -> None:
    set_mail_aside(reference, reason=request.POST.get("reason", ""), **now.given)


def _away(_request: HttpRequest, reference: str, now: Acting) -> None:
    turn_mail_away(reference, **now.given)


def _again(_request: HttpRequest, reference: str, now: Acting) -> None:
    try_mail_again(reference, **now.given)


_ACTS: dict[str, tuple[Callable[[HttpRequest, str, Acting], None], str]] = {
    "make": (_make, "It is a request now."),
    "join": (_join, "It belongs to the request now."),
    "aside": (_aside, "It is set aside."),
    "away": (_away, "The sender is told where to turn."),
    "again": (_again, "The desk looks at it anew."),
}


def _page(mail: Mail, seen: Seen, refusal: Refusal | None) -> MailPage:
    author, known = seen.read.author, seen.envelope
    became, became_url = became_of(mail)
    text = seen.read.text
    return MailPage(
        reference=mail.reference,
        revision=mail.revision,
        subject=seen.read.subject or "no subject",
        sender=seen.address or ", ".join(each.address for each in seen.read.senders) or "nobody named",
        sender_name=author.name if author else "",
        recipients=", ".join(known["recipients"]) or ", ".join(each.address for each in seen.read.to),
        received=instant_words(mail.received_at),
        server=" ".join(filter(None, (known["helo"], f"[{known['peer_ip']}]" if known["peer_ip"] else ""))),
        mail_from=known["mail_from"],
        size=size_words(mail.size),
        sha256=mail.sha256,
        state=state_words(mail),
        because=because_words(mail),
        what_to_do=REASONS.get(mail.reason, ("", ""))[1],
        malware=malware_words(mail, is_closed=stays_closed(mail)),
        note=open_text(mail.data_key, mail.note_sealed, "mail.note") if mail.note_sealed else "",
        became=became,
        became_url=became_url,
        names=seen.references,
        signs_of_sender=sign_rows(mail),
        faults=tuple(dict.fromkeys(FAULTS[fault.code] for fault in seen.read.faults)),
        signs=seen.origin.signs,
        text=text[:LONGEST_TEXT],
        is_cut=len(text) > LONGEST_TEXT,
        attachments=tuple(
            (_attachment if seen.is_clean else _unopened)(mail, number, part)
            for number, part in enumerate(seen.read.attachments, start=1)
        ),
        is_open=mail.state not in (MailState.FILED, MailState.ARRIVED),
        is_held=mail.state == MailState.HELD,
        kinds=tuple((kind.value, REQUEST_KINDS[kind.value]) for kind in Kind),
        kind=seen.kind.value,
        **{act: state_of(act, refusal) for act in _ACTS},
    )


def _attachment(mail: Mail, number: int, part: Attachment) -> AttachmentRow:
    seen = inspect(io.BytesIO(part.content), name=part.name or "attachment")
    is_drawn = seen.is_accepted and seen.media_type in DRAWN and number <= SHOWN_AT_ONCE
    places = {"reference": mail.reference, "number": number, "page": 1}
    return AttachmentRow(
        number=number,
        name=part.name or f"attachment {number}",
        kind=KINDS.get(seen.media_type, "a file of another kind"),
        size=size_words(len(part.content)),
        sha256=part.sha256,
        fault=seen.faults[0].message if seen.faults else "",
        src=reverse("desk_mail_picture", kwargs=places) if is_drawn else "",
    )


def _unopened(_mail: Mail, number: int, part: Attachment) -> AttachmentRow:
    """An attachment of a mail with malware: what it calls itself, and nothing of what it is."""
    return AttachmentRow(
        number=number,
        name=part.name or f"attachment {number}",
        kind="not opened",
        size=size_words(len(part.content)),
        sha256=part.sha256,
        fault="the mail it came with is not free of malware.",
        src="",
    )


@answers_absence
def show_picture(request: HttpRequest, reference: str, number: int, page: int) -> HttpResponse:
    """One page of an attachment as a PNG, drawn behind walls; 404 where it cannot be."""
    mail = mail_for(person_of(request), reference)
    try:
        seen = seen_of(mail)
        attachments = seen.read.attachments
        if not (seen.is_clean and 1 <= number <= len(attachments)):
            raise Http404
        drawn = render_page(io.BytesIO(attachments[number - 1].content), page, WIDTH)
    except (KeyDestroyed, PageNotDrawn, ReaderBusy, ReaderUnavailable) as reason:
        raise Http404 from reason
    return HttpResponse(drawn, content_type="image/png")
