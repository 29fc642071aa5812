"""The alarm on a request's own page: how often people were paged, and who has it."""

from __future__ import annotations

from dataclasses import dataclass

from writdesk.actions.on_call.raise_alarm import is_taken_up
from writdesk.store.on_call import Alarm
from writdesk.store.people import Person, Role
from writdesk.store.requests import Request
from writdesk.web.measures import instant_words


@dataclass(frozen=True, kw_only=True)
class AlarmBanner:
    """What is said of the alarm, and whether this person may say that they have it."""

    said: str
    may_have_it: bool


def alarm_of(request: Request, person: Person) -> AlarmBanner | None:
    """The banner while an emergency is open; None for every other request."""
    if not request.is_emergency or not request.is_open:
        return None
    alarm = Alarm.objects.select_related("quieted_by").filter(request=request).first()
    if alarm is None:
        return None
    if alarm.quiet_at is not None:
        who = f"{alarm.quieted_by} has had it since {instant_words(alarm.quiet_at)}."
        return AlarmBanner(said=who, may_have_it=False)
    if is_taken_up(request):
        return None
    return AlarmBanner(said=_waiting(alarm), may_have_it=person.has_role(Role.ANALYST, Role.COUNSEL))


def _waiting(alarm: Alarm) -> str:
    pages = list(alarm.pages.all())
    left = sum(page.has_left for page in pages)
    if not pages:
        return "Nobody has it yet, and nobody is on call."
    rounds = f"{alarm.rounds} round{'s' if alarm.rounds != 1 else ''}"
    failed = f"; {len(pages) - left} did not leave" if left < len(pages) else ""
    return f"Nobody has it yet. Paged in {rounds}: {left} page{'s' if left != 1 else ''} left{failed}."
