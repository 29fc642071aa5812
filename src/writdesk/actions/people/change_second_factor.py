"""A person changes their own second factors. Each change leaves an entry and a mail, or does not happen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from writdesk.actions.act import enter
from writdesk.actions.actor import Actor
from writdesk.actions.all_or_nothing import all_or_nothing
from writdesk.actions.correspondence.tell_person import tell_person
from writdesk.ledger.codes import Code
from writdesk.ledger.entry import FactValue
from writdesk.store.people import Person, Role

HAPPENED = {
    Code.SECOND_FACTOR_ADDED: "A second factor was added to your account: $factor.",
    Code.SECOND_FACTOR_REMOVED: "A second factor was removed from your account: $factor.",
    Code.RECOVERY_CODES_MADE: "New recovery codes were made for your account; the old ones stopped working.",
    Code.RECOVERY_CODE_USED: "A recovery code was used in place of your second factor. It works no more.",
}
FACTORS = {"totp": "an authenticator app", "webauthn": "a passkey"}


@dataclass(kw_only=True)
class Change:
    """One change under way. ``is_made`` set to False by the body leaves no entry: nothing was changed."""

    facts: dict[str, FactValue]
    is_made: bool = True


@contextmanager
def change_second_factor(
    person: Person, code: Code, *, at: datetime, factor: str | None = None
) -> Iterator[Change]:
    """Change second factors inside one transaction that ends with an entry and a mail to their owner.

    Raises ``NoRoom`` or ``LedgerUnwritable`` when the entry cannot be made; then nothing was changed.
    """
    with all_or_nothing():
        change = Change(facts={"factor": factor} if factor else {})
        yield change
        if not change.is_made:
            return
        enter(code, by=Actor(person=person), role=role_of(person), at=at, facts=change.facts)
        happened = HAPPENED[code].replace("$factor", FACTORS.get(factor or "", ""))
        tell_person(person, "second-factor-changed", {"happened": happened, "at": f"{at:%d %B %Y, %H:%M}"})


def role_of(person: Person) -> str:
    """In which capacity a person's own account is changed: officer, or the first role at the desk."""
    return person.roles[0] if person.roles else Role.OFFICER.value
