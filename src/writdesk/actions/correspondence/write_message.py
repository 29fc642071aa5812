"""Officer and desk write to each other outside a decision: kept sealed in the thread, the other side told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError

from writdesk.actions.act import Act, act_on
from writdesk.actions.actor import Actor
from writdesk.actions.errors import ChangedMeanwhile, InputRefused, NotYet
from writdesk.actions.intake.uploads import Upload, add_documents, hash_of, inspect_uploads, kept_uploads
from writdesk.adapters.vault import desk_keys, open_text, seal_text
from writdesk.core.letters import Letter
from writdesk.core.lifecycle import Party
from writdesk.ledger.codes import Code
from writdesk.store.access import request_for
from writdesk.store.jobs import enqueue
from writdesk.store.messages import Message
from writdesk.store.requests import Request

FROM_OFFICER = (Party.OFFICER,)
FROM_DESK = (Party.COUNSEL, Party.ANALYST)
MOST_CHARACTERS = 10_000
MOST_SUBJECT = 200
MOST_FILES = 10
# What one officer may write within an hour, over all requests.
MOST_AN_HOUR = 20
HOUR = timedelta(hours=1)
DESTROYED = (
    "The content of {0} was destroyed, and nothing can be added to it. Send a new request, and name {0}."
)
NO_ACCOUNT = (
    "{0} came without an account of this desk, so its officer cannot read messages here. "
    "Ask for what you need with a clarification, which goes out by mail."
)
SENT_ALREADY = "This form was sent already, with other words. Open {0} again and write what you want to add."


@dataclass(frozen=True, kw_only=True)
class _Form:
    """One sending of the form; ``ref`` is its token as a keyed reference, so that sent twice it is one."""

    ref: str
    text: str
    uploads: Sequence[Upload] = ()

    def earlier(self, reference: str) -> Message | None:
        """The message that this form became already. Raises ``InputRefused`` if it said something else."""
        message = Message.objects.select_related("request__data_key").filter(submission_ref=self.ref).first()
        if message is None:
            return None
        kept = open_text(message.request.data_key, message.text_sealed, "message.text")
        files = sorted(message.documents.values_list("sha256", flat=True))
        if kept != self.text or files != sorted(hash_of(upload) for upload in self.uploads):
            raise InputRefused([("text", SENT_ALREADY.format(reference))])
        return message


def write_to_desk(
    reference: str, *, text: str, uploads: Sequence[Upload] = (), token: str, by: Actor, at: datetime
) -> Message:
    """The officer writes, in any state of the request until its content is destroyed.

    A message moves no clock and answers no clarification. Raises ``InputRefused`` and ``NotYet``.
    """
    request = request_for(by.somebody, reference)
    form = _Form(ref=_ref(by, reference, token), text=_checked(text, uploads), uploads=uploads)
    _must_be_kept(request)
    if (earlier := form.earlier(reference)) is not None:
        return earlier
    _must_not_flood(by, at)
    inspections = inspect_uploads(uploads)

    def write() -> Message:
        code = Code.MESSAGE_WRITTEN
        with (
            kept_uploads(uploads, request.data_key) as blobs,
            act_on(reference, code=code, by=by, may=FROM_OFFICER, at=at) as act,
        ):
            message = _keep(act, form, subject="", letter="", is_outgoing=False)
            add_documents(act.request, uploads, inspections, blobs, at, message=message)
            mark_read(act, is_outgoing=True)
            act.request.unread_since = act.request.unread_since or at
            act.facts = {"to": "desk", "documents": len(uploads)}
        return message

    return _once(form, reference, write)


def write_to_officer(
    reference: str, *, letter: Letter, token: str, by: Actor, at: datetime, seen: int | None = None
) -> Message:
    """The desk writes. What the officer wrote before counts as read; who comes second with ``seen`` is told.

    Records never leave this way: a message of the desk has no files.
    """
    request = request_for(by.somebody, reference)
    form = _Form(ref=_ref(by, reference, token), text=_checked(letter.text, ()))
    _must_be_kept(request)
    if request.officer is None:
        raise NotYet(NO_ACCOUNT.format(reference))
    if (earlier := form.earlier(reference)) is not None:
        return earlier

    def write() -> Message:
        code = Code.MESSAGE_WRITTEN
        with act_on(reference, code=code, by=by, may=FROM_DESK, at=at, seen=seen) as act:
            subject = letter.subject.strip()[:MOST_SUBJECT]
            message = _keep(act, form, subject=subject, letter=letter.id, is_outgoing=True)
            mark_read(act, is_outgoing=False)
            act.request.unread_by_officer_since = act.request.unread_by_officer_since or at
            act.facts = {"to": "officer", "letter": letter.id or None}
        return message

    return _once(form, reference, write)


def mark_read(act: Act, *, is_outgoing: bool) -> int:
    """Within an act: what came from the other side counts as read. Returns how many there were."""
    unread = act.request.messages.filter(is_free=True, is_outgoing=is_outgoing, read_at=None)
    count = unread.update(read_at=act.at, read_by=act.by.person)
    if is_outgoing:
        act.request.unread_by_officer_since = None
    else:
        act.request.unread_since = None
    return count


def _ref(by: Actor, reference: str, token: str) -> str:
    if not token:
        raise InputRefused([("text", "The form was not complete. Open the page again, then send.")])
    return desk_keys().reference("message_form", by.key, reference, token)


def _checked(text: str, uploads: Sequence[Upload]) -> str:
    """The text as it is kept. Raises ``InputRefused`` with every fault."""
    text = text.replace("\r\n", "\n").strip()
    faults = []
    if not text:
        faults.append(("text", "Write a message; a file alone says too little."))
    if len(text) > MOST_CHARACTERS:
        faults.append(("text", f"Shorten the message to {MOST_CHARACTERS:,} characters, or attach it."))
    if len(uploads) > MOST_FILES:
        faults.append(("documents", f"Send at most {MOST_FILES} files with a message."))
    if faults:
        raise InputRefused(faults)
    return text


def _must_be_kept(request: Request) -> None:
    if request.data_key.wrapped is None:
        raise NotYet(DESTROYED.format(request.reference))


def _must_not_flood(by: Actor, at: datetime) -> None:
    written = Message.objects.filter(by=by.person, is_free=True, is_outgoing=False, at__gt=at - HOUR)
    instants = list(written.order_by("-at").values_list("at", flat=True)[:MOST_AN_HOUR])
    if len(instants) == MOST_AN_HOUR:
        minutes = max(1, round((instants[-1] + HOUR - at).total_seconds() / 60))
        raise NotYet(
            f"You have written {MOST_AN_HOUR} messages within an hour. Write again in {minutes} minutes; "
            "in an emergency, send an emergency request."
        )


def _keep(act: Act, form: _Form, *, subject: str, letter: str, is_outgoing: bool) -> Message:
    # Again under the lock: its key may have been destroyed since.
    _must_be_kept(act.request)
    key = act.request.data_key
    message = Message.objects.create(
        request=act.request,
        is_outgoing=is_outgoing,
        is_free=True,
        letter=letter,
        subject_sealed=seal_text(key, subject, "message.subject"),
        text_sealed=seal_text(key, form.text, "message.text"),
        by=act.by.somebody,
        at=act.at,
        submission_ref=form.ref,
    )
    enqueue("mail_notice", str(message.pk), run_after=act.at, payload={"message": message.pk})
    return message


def _once(form: _Form, reference: str, write: Callable[[], Message]) -> Message:
    """Where the same form came twice at once, the one that was first."""
    try:
        return write()
    except (IntegrityError, ChangedMeanwhile):
        first = form.earlier(reference)
        if first is None:
            raise
        return first
