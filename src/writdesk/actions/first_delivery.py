"""A new officer's first delivery waits until the agency itself has confirmed the request.

A link proves a mailbox and nothing more, and mailboxes are stolen. So the desk calls the agency back, at a
number of its own directory, before anything leaves for the first time.
"""

from __future__ import annotations

from writdesk.actions.hindrances import is_confirmed_by_call_back
from writdesk.store.productions import Production
from writdesk.store.requests import Request

FIRST_DELIVERY = (
    "Nothing was delivered to this officer before. Call the agency back at a number from the directory, "
    "and enter what it said, before the first delivery; an analyst or counsel does that with “Call back”."
)


def waits_for_call_back(request: Request) -> bool:
    """Whether nothing may be delivered yet: the officer is new, and the agency has not confirmed the request.

    A request without an officer's account waits as well: nobody ever proved to be its officer.
    """
    return not _had_a_delivery(request) and not is_confirmed_by_call_back(request)


def _had_a_delivery(request: Request) -> bool:
    if request.officer_id is None:
        return False
    delivered = Production.objects.filter(request__officer=request.officer_id, delivered_at__isnull=False)
    return delivered.exists()
