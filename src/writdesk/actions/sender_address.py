"""The address that a request's sender has shown to be theirs: the account's, never one that a form names."""

from __future__ import annotations

from writdesk.adapters.errors import KeyDestroyed
from writdesk.adapters.vault import open_json
from writdesk.core.directory import domain_of
from writdesk.store.officers import Officer


def address_of_account(officer: Officer | None) -> str:
    """The mailbox to which the account's link went; empty without one, or once its key is destroyed."""
    if officer is None:
        return ""
    try:
        return str(open_json(officer.data_key, officer.particulars_sealed, "officer.particulars")["email"])
    except KeyDestroyed:
        return ""


def domain_shown(officer: Officer | None) -> str:
    """The domain of that mailbox."""
    return domain_of(address_of_account(officer))
