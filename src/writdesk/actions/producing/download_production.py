"""The officer downloads the package; each download is an entry in the ledger."""

from __future__ import annotations

from datetime import datetime

from writdesk.actions.act import act_on
from writdesk.actions.actor import Actor
from writdesk.actions.errors import NotYet
from writdesk.actions.producing.first_delivery import FETCHED_AFTER_RESET, waits_since_reset
from writdesk.core.lifecycle import Party
from writdesk.ledger.codes import Code
from writdesk.store.access import production_for
from writdesk.store.productions import Production


def download_production(reference: str, *, by: Actor, at: datetime) -> Production:
    """Enter a download and return the production whose blob may now be streamed to the officer.

    Raises ``NotFound`` before delivery, ``NotYet`` when the time to download has passed, or when the
    officer's second factor was reset meanwhile and the agency was not called back.
    """
    may = (Party.OFFICER,)
    with act_on(reference, code=Code.PRODUCTION_DOWNLOADED, by=by, may=may, at=at) as act:
        production = production_for(by.somebody, reference)
        if production.available_until is None or production.available_until < at:
            raise NotYet("The time to download this package has passed. Write to us for another.")
        if waits_since_reset(production):
            raise NotYet(FETCHED_AFTER_RESET)
        production.downloads += 1
        production.save(update_fields=["downloads"])
        act.facts = {"attempt": production.downloads, "sha256": production.sha256}
    return production
