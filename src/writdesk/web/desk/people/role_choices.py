"""The roles as somebody chooses them: each with what it opens, in a line."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from writdesk.actions.people.particulars import STAFF_ROLES
from writdesk.store.people import Role

OPENS = {
    Role.ANALYST: "Takes requests and mail from the queue, judges them, decides, calls agencies back.",
    Role.COUNSEL: "As an analyst; looks at collected records for privilege, and closes requests.",
    Role.CUSTODIAN: "Collects what was granted, leaves records out, certifies and delivers.",
    Role.AUDITOR: "Reads the ledger, and nothing else.",
    Role.ADMINISTRATOR: "Gives accounts and roles, says who is on call. Sees no request.",
}


@dataclass(frozen=True, kw_only=True)
class RoleChoice:
    """One role, and whether it is chosen."""

    value: str
    label: str
    opens: str
    is_chosen: bool


def role_choices(chosen: Collection[str]) -> tuple[RoleChoice, ...]:
    """All roles of staff; an officer's is never given by hand."""
    return tuple(
        RoleChoice(
            value=role.value,
            label=str(role.label).capitalize(),
            opens=OPENS[role],
            is_chosen=role.value in chosen,
        )
        for role in STAFF_ROLES
    )
