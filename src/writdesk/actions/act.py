"""The frame of every act on a request: lock, authorise, change, enter in the ledger; all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from writdesk.actions.actor import Actor
from writdesk.actions.all_or_nothing import all_or_nothing
from writdesk.actions.errors import ChangedMeanwhile
from writdesk.actions.signals import signal_codes
from writdesk.adapters.vault import desk_keys
from writdesk.core.lifecycle import Event, Party, Status, transition
from writdesk.core.request import Kind
from writdesk.ledger.codes import Code
from writdesk.ledger.entry import Entry, FactValue
from writdesk.store import ledger
from writdesk.store.access import NotFound, request_for
from writdesk.store.requests import Request


@dataclass(kw_only=True)
class Act:
    """One act under way. ``facts`` go into its ledger entry; ``index`` is the entry's, once it is made."""

    request: Request
    by: Actor
    party: Party
    at: datetime
    code: Code
    facts: dict[str, FactValue] = field(default_factory=dict)
    index: int = -1

    def move(self, event: Event) -> None:
        """Let ``event`` happen to the request. Raises ``TransitionRefused``."""
        kind = Kind(self.request.kind)
        status = transition(Status(self.request.status), event, kind=kind, party=self.party)
        self.request.set_status(status)


@contextmanager
def act_on(
    reference: str, *, code: Code, by: Actor, may: tuple[Party, ...], at: datetime, seen: int | None = None
) -> Iterator[Act]:
    """Act on one request inside one transaction that ends with exactly one ledger entry.

    ``seen`` is the revision that the person looked at. Raises ``NotFound``, ``NotAllowed``,
    ``ChangedMeanwhile``, ``NoRoom``, and whatever the body raises; then nothing was changed.
    """
    with all_or_nothing():
        request = _locked(by, reference)
        act = Act(request=request, by=by, party=by.party(may), at=at, code=code)
        if seen is not None and seen != request.revision:
            raise ChangedMeanwhile(f"{reference} was changed since you opened it; nothing of yours was done.")
        yield act
        request.revision += 1
        request.changed_at = at
        # Any act may settle a signal or raise one; the queue shows them without opening anything.
        request.signals = signal_codes(request)
        request.save()
        act.index = enter(act.code, by=by, role=act.party.value, at=at, facts=act.facts, reference=reference)


def enter(
    code: Code, *, by: Actor, role: str, at: datetime, facts: Mapping[str, FactValue], reference: str = ""
) -> int:
    """Make the ledger entry of the current transaction; keyed references only. Returns its index."""
    keys = desk_keys()
    entry = Entry(
        code=code,
        at=at,
        request=keys.reference("request", reference) if reference else None,
        actor=keys.reference(by.key),
        role=role,
        facts=dict(facts),
    )
    return ledger.append(entry)


def _locked(by: Actor, reference: str) -> Request:
    if by.person is not None:
        return request_for(by.person, reference, for_change=True)
    request = Request.objects.select_for_update(of=("self",)).filter(reference=reference).first()
    if request is None:
        raise NotFound(f"There is no request {reference}.")
    return request
