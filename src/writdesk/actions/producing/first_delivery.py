"""A new officer's first delivery waits until the agency itself has confirmed the request.

A link proves a mailbox and nothing more, and mailboxes are stolen. So the desk calls the agency back, at a
number of its own directory, before anything leaves for the first time. After a reset of the officer's second
factor it is the first time again: that is what the thief of a mailbox would ask for.
"""

from __future__ import annotations

from datetime import datetime

from writdesk.actions.review.hindrances import is_confirmed_by_call_back
from writdesk.store.productions import Production
from writdesk.store.requests import Request
from writdesk.store.second_factors import SecondFactorReset

FIRST_DELIVERY = (
    "Nothing was delivered to this officer before, or not since their second factor was reset. Call the "
    "agency back at a number from the directory, and enter what it said, before the delivery; an analyst or "
    "counsel does that with “Call back”."
)
FETCHED_AFTER_RESET = (
    "Your second factor was reset after this package was made ready. We call your agency back before it can "
    "be downloaded; write to us if that takes long."
)


def waits_for_call_back(request: Request) -> bool:
    """Whether nothing may be delivered yet: the officer is new, and the agency has not confirmed the request.

    A request without an officer's account waits as well: nobody ever proved to be its officer.
    """
    since = _reset_at(request)
    return not _had_a_delivery(request, since) and not is_confirmed_by_call_back(request, since=since)


def waits_since_reset(production: Production) -> bool:
    """Whether a package delivered already waits: the officer's second factor was reset afterwards."""
    since = _reset_at(production.request)
    if since is None or production.delivered_at is None or production.delivered_at > since:
        return False
    request = production.request
    return not _had_a_delivery(request, since) and not is_confirmed_by_call_back(request, since=since)


def _reset_at(request: Request) -> datetime | None:
    if request.officer is None:
        return None
    resets = SecondFactorReset.objects.filter(person_id=request.officer.person_id).order_by("-at")
    return resets.values_list("at", flat=True).first()


def _had_a_delivery(request: Request, since: datetime | None) -> bool:
    if request.officer_id is None:
        return False
    delivered = Production.objects.filter(request__officer=request.officer_id, delivered_at__isnull=False)
    return (delivered.filter(delivered_at__gt=since) if since else delivered).exists()
