"""An emergency arrived: the alarm is raised, and people on call are paged until somebody has it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage

from writdesk.actions.act import act_on
from writdesk.actions.actor import DESK
from writdesk.adapters.letters import letter_from_file
from writdesk.adapters.webhook import Webhook, WebhookRefused
from writdesk.core.lifecycle import Party, Status
from writdesk.ledger.codes import Code
from writdesk.store.jobs import enqueue
from writdesk.store.on_call import Alarm, OnCall, Paged
from writdesk.store.people import Person
from writdesk.store.requests import Request

PAGE = "page_on_call"
# While a request stands here, nobody has begun with it.
_UNTOUCHED = {Status.RECEIVED.value, Status.PROVISIONALLY_PRESERVED.value}
log = logging.getLogger(__name__)


def raise_alarm(request: Request, *, at: datetime) -> bool:
    """Raise the alarm for an emergency request, once. False when it was raised before."""
    if Alarm.objects.filter(request=request).exists():
        return False
    with act_on(request.reference, code=Code.ALARM_RAISED, by=DESK, may=(Party.SYSTEM,), at=at) as act:
        Alarm.objects.create(request=act.request, raised_at=at)
        enqueue(PAGE, f"{request.reference}:1", run_after=at, payload={"request": request.pk})
        act.facts = {"channel": request.channel}
    return True


def raise_alarm_for(request_id: int, *, at: datetime) -> bool:
    """The alarm for an emergency that came by the portal, by fax or by post."""
    return raise_alarm(Request.objects.get(pk=request_id), at=at)


def page_on_call(request_id: int, *, at: datetime) -> int:
    """Page whose turn it is, and put the next round into the queue. Returns how many pages left.

    The first round pages turn 1, each next one a turn further; after the last everybody is paged again
    and again. It ends when somebody says that they have it, or the request is taken up.
    """
    alarm = Alarm.objects.select_related("request").get(request=request_id)
    request = alarm.request
    if alarm.quiet_at is not None or is_taken_up(request):
        return 0
    pages = list(_round(alarm, request, at))
    with act_on(request.reference, code=Code.PEOPLE_PAGED, by=DESK, may=(Party.SYSTEM,), at=at) as act:
        alarm.rounds += 1
        alarm.save(update_fields=["rounds"])
        Paged.objects.bulk_create(
            [
                Paged(alarm=alarm, round=alarm.rounds, person=page.person, at=at, has_left=page.has_left)
                for page in pages
            ]
        )
        left = sum(page.has_left for page in pages)
        act.facts = {"round": alarm.rounds, "pages": len(pages), "failed": len(pages) - left}
        if not pages:
            return 0  # Nobody is on call: the entry says so, and the queue shows it.
        enqueue(
            PAGE,
            f"{request.reference}:{alarm.rounds + 1}",
            run_after=at + timedelta(minutes=settings.ON_CALL_MINUTES),
            payload={"request": request.pk},
        )
    return left


def is_taken_up(request: Request) -> bool:
    """Whether somebody has the request, so that nobody has to be woken for it."""
    return request.assigned_to_id is not None or request.status not in _UNTOUCHED


@dataclass(frozen=True, kw_only=True)
class _Page:
    """One page that was tried. No person: the webhook."""

    person: Person | None
    has_left: bool


def _round(alarm: Alarm, request: Request, at: datetime) -> Iterator[_Page]:
    """Try each page of the next round; one that fails keeps no other back."""
    number = alarm.rounds + 1
    for person in whose_turn(number):
        yield _Page(person=person, has_left=_mail(person, request))
    if settings.ON_CALL_WEBHOOK is not None:
        yield _Page(person=None, has_left=_post(settings.ON_CALL_WEBHOOK, request, number, at))


def whose_turn(number: int) -> list[Person]:
    """Whom the ``number``-th round pages: those of that turn, or everybody once all turns were tried."""
    rows = [row for row in OnCall.objects.select_related("person") if row.person.is_active]
    turns = sorted({row.turn for row in rows})
    if number > len(turns):
        return [row.person for row in rows]
    return [row.person for row in rows if row.turn == turns[number - 1]]


def _mail(person: Person, request: Request) -> bool:
    if not person.email:
        return False
    letter = letter_from_file(
        "alarm",
        {
            "reference": request.reference,
            "received_at": f"{request.received_at:%d %B %Y, %H:%M}",
            "until": f"{request.due_at:%H:%M}",
            "link": _link(request),
        },
    )
    headers = {"Auto-Submitted": "auto-generated", "X-Priority": "1", "Importance": "high"}
    sender = settings.DEFAULT_FROM_EMAIL
    try:
        EmailMessage(letter.subject, letter.text, sender, [person.email], headers=headers).send()
    except OSError as error:
        log.warning("A page to a person on call did not leave: %s", type(error).__name__)
        return False
    return True


def _post(webhook: Webhook, request: Request, number: int, at: datetime) -> bool:
    body: dict[str, str | int] = {
        "event": "emergency_request",
        "reference": request.reference,
        "received_at": request.received_at.isoformat(),
        "due_at": request.due_at.isoformat(),
        "round": number,
        "url": _link(request),
    }
    try:
        webhook.post(body, at=at)
    except WebhookRefused as refused:
        log.warning("A page did not leave. %s", refused)
        return False
    return True


def _link(request: Request) -> str:
    return f"{settings.SITE_URL}/desk/requests/{request.reference}/"
