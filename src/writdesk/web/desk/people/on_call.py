"""Who is on call, set by the administrator; and the button by which somebody has an emergency."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from writdesk.actions.on_call.quiet_alarm import quiet_alarm
from writdesk.actions.on_call.set_on_call import MAY_BE, TURNS, set_on_call
from writdesk.store.access import request_for
from writdesk.store.on_call import Alarm, OnCall
from writdesk.store.people import Person, Role
from writdesk.web.absence import answers_absence
from writdesk.web.desk.acting import attempt, done, person_of
from writdesk.web.desk.refusals import Refusal
from writdesk.web.measures import instant_words
from writdesk.web.pages import render

NOBODY = "0"
SHOWN_ALARMS = 20


@dataclass(frozen=True, kw_only=True)
class OnCallRow:
    """One person who may be on call; ``turn`` is empty for whoever is not."""

    id: int
    name: str
    address: str
    turn: str


@dataclass(frozen=True, kw_only=True)
class AlarmRow:
    """One alarm, and how it ended."""

    reference: str
    url: str
    raised: str
    rounds: int
    ended: str


@dataclass(frozen=True, kw_only=True)
class OnCallPage:
    """The order in which people are paged, and the alarms of late."""

    may_set: bool
    may_open: bool
    minutes: int
    has_webhook: bool
    turns: tuple[str, ...]
    people: tuple[OnCallRow, ...]
    alarms: tuple[AlarmRow, ...]
    faults: tuple[str, ...]

    @property
    def is_nobody(self) -> bool:
        """Whether an emergency would wake nobody."""
        return not self.has_webhook and not any(row.turn for row in self.people)


def show(request: HttpRequest) -> HttpResponse:
    """GET shows the order; POST by the administrator sets it."""
    person = person_of(request)
    if request.method != "POST" or not person.has_role(Role.ADMINISTRATOR):
        return _show(request, person, None)
    turns = {each: _turn(request.POST.get(f"turn-{each.pk}", NOBODY)) for each in _who_may()}
    refusal = attempt(request, lambda now: set_on_call(turns, by=now.by, at=now.at), form="on-call")
    if refusal is not None:
        return _show(request, person, refusal)
    messages.success(request, "The order is set.")
    return redirect("desk_on_call")


@answers_absence
def quiet(request: HttpRequest, reference: str) -> HttpResponse:
    """POST: the person has the emergency."""
    request_for(person_of(request), reference)
    if request.method == "POST":
        refusal = attempt(request, lambda now: quiet_alarm(reference, by=now.by, at=now.at), form="quiet")
        if refusal is None:
            return done(request, reference, "You have it. Nobody else is paged.")
        messages.error(request, " ".join(message for _place, message in refusal.faults))
    return redirect("desk_request", reference=reference)


def _turn(typed: str) -> int | None:
    return int(typed) if typed.isdecimal() and typed != NOBODY else None


def _who_may() -> list[Person]:
    staff = Person.objects.filter(is_active=True).order_by("name", "id")
    return [person for person in staff if person.has_role(*MAY_BE)]


def _show(request: HttpRequest, person: Person, refusal: Refusal | None) -> HttpResponse:
    turns = dict(OnCall.objects.values_list("person", "turn"))
    typed = refusal.typed if refusal else {}
    page = OnCallPage(
        may_set=person.has_role(Role.ADMINISTRATOR),
        may_open=person.has_role(Role.ANALYST, Role.COUNSEL),
        minutes=settings.ON_CALL_MINUTES,
        has_webhook=settings.ON_CALL_WEBHOOK is not None,
        turns=tuple(map(str, TURNS)),
        people=tuple(
            OnCallRow(
                id=each.pk,
                name=str(each),
                address=each.email,
                turn=typed.get(f"turn-{each.pk}", str(turns.get(each.pk, ""))),
            )
            for each in _who_may()
        ),
        alarms=tuple(map(_alarm, Alarm.objects.select_related("request", "quieted_by")[:SHOWN_ALARMS])),
        faults=tuple(message for _place, message in refusal.faults) if refusal else (),
    )
    return render(request, "desk/on_call.html", page, status=refusal.status if refusal else 200)


def _alarm(alarm: Alarm) -> AlarmRow:
    reference = alarm.request.reference
    if alarm.quiet_at is not None:
        ended = f"{alarm.quieted_by} has it since {instant_words(alarm.quiet_at)}"
    elif alarm.request.is_open and alarm.request.assigned_to_id is None:
        ended = "nobody has it yet"
    else:
        ended = "was taken up"
    return AlarmRow(
        reference=reference,
        url=reverse("desk_request", kwargs={"reference": reference}),
        raised=instant_words(alarm.raised_at),
        rounds=alarm.rounds,
        ended=ended,
    )
