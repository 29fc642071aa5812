"""Plays the posts: each mail arrives by the desk's own door, the worker files it, and people do the rest."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from writdesk.actions.actor import Actor
from writdesk.actions.mail.answer_inquiry import answer_inquiry
from writdesk.actions.mail.close_inquiry import close_inquiry
from writdesk.actions.mail.set_mail_aside import set_mail_aside
from writdesk.actions.mail.take_in_mail import Envelope, take_in_mail
from writdesk.actions.mail.turn_mail_away import turn_mail_away
from writdesk.actions.on_call.quiet_alarm import quiet_alarm
from writdesk.actions.review.assign_request import assign_request
from writdesk.demo.mail.post import DESK, Post, Shape
from writdesk.demo.mail.writing import bytes_of
from writdesk.demo.mail.zone import DOMAINS, new_key, zone_text
from writdesk.demo.requests.story import Step
from writdesk.store.mail import Mail, Transport

Do = Callable[[Mail, str, Actor, datetime], object]


class Postman:
    """Brings the mails, and knows what each has become."""

    def __init__(self) -> None:
        self._key = new_key()
        self._mails: dict[str, str] = {}
        Path(settings.DNS_ZONE).write_text(zone_text(self._key), encoding="ascii")

    def bring(self, post: Post, *, about: str, at: datetime) -> None:
        """The mail arrives; it is filed when the worker works."""
        raw = bytes_of(post, reference=about, at=at, key=self._key)
        self._mails[post.id] = take_in_mail(raw, _envelope(post), transport=Transport.LMTP.value, at=at)

    def became(self, post_id: str) -> str:
        """The reference of the request or inquiry that the mail became or joined; empty for none."""
        mail = self._mail(post_id)
        thread = mail.request or mail.inquiry
        return thread.reference if thread is not None else ""

    def act(self, post: Post, step: Step, *, by: Actor, at: datetime) -> None:
        """What somebody did with the mail, or with what it became."""
        VERBS[step.verb](self._mail(post.id), step.says, by, at)

    def _mail(self, post_id: str) -> Mail:
        return Mail.objects.select_related("request", "inquiry").get(reference=self._mails[post_id])


def _envelope(post: Post) -> Envelope:
    server = DOMAINS[post.server or post.domain]
    sent_by = "" if post.shape is Shape.BOUNCE else post.address
    return Envelope(peer_ip=server.server, helo=f"mx.{server.name}", mail_from=sent_by, recipients=(DESK,))


def _thread(mail: Mail) -> Any:
    return mail.request or mail.inquiry


VERBS: dict[str, Do] = {
    "have": lambda mail, _says, by, at: quiet_alarm(_thread(mail).reference, by=by, at=at),
    "take": lambda mail, _says, by, at: assign_request(_thread(mail).reference, to=by.somebody, by=by, at=at),
    "reply": lambda mail, says, by, at: answer_inquiry(_thread(mail).reference, text=says, by=by, at=at),
    "close": lambda mail, says, by, at: close_inquiry(_thread(mail).reference, why=says, by=by, at=at),
    "away": lambda mail, _says, by, at: turn_mail_away(mail.reference, by=by, at=at),
    "aside": lambda mail, says, by, at: set_mail_aside(mail.reference, reason=says, by=by, at=at),
}
