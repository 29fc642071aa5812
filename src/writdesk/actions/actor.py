"""Who acts, and in which capacity."""

from __future__ import annotations

from dataclasses import dataclass

from writdesk.actions.errors import NotAllowed
from writdesk.core.lifecycle import Party
from writdesk.store.people import Person


@dataclass(frozen=True, kw_only=True, slots=True)
class Actor:
    """A person, or the desk itself (``person`` is None) when its clock or worker acts."""

    person: Person | None

    def party(self, may: tuple[Party, ...]) -> Party:
        """The first capacity of ``may`` that this actor has. Raises ``NotAllowed``."""
        if self.person is None and Party.SYSTEM in may:
            return Party.SYSTEM
        if self.person is not None:
            for party in may:
                if self.person.has_role(party.value):
                    return party
        wanted = " or ".join(party.value for party in may)
        raise NotAllowed(f"This is done by {wanted}. Ask a colleague, or an administrator for the role.")

    @property
    def somebody(self) -> Person:
        """The person, where an act needs one. Raises ``NotAllowed`` for the desk itself."""
        if self.person is None:
            raise NotAllowed("This act needs a person.")
        return self.person

    @property
    def key(self) -> str:
        """What the ledger's keyed reference is made from."""
        return f"person:{self.person.pk}" if self.person else "system"


DESK = Actor(person=None)
