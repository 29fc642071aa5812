"""The mailbox of an officer's account: proven by the link that went there, never one that a form names."""

from __future__ import annotations

from writdesk.adapters.errors import KeyDestroyed
from writdesk.adapters.vault import open_json
from writdesk.core.directory import domain_of
from writdesk.store.officers import Officer

PARTICULARS = "officer.particulars"


def officer_address(officer: Officer | None) -> str:
    """The address; empty without an account, or once its key is destroyed."""
    if officer is None:
        return ""
    try:
        return str(open_json(officer.data_key, officer.particulars_sealed, PARTICULARS)["email"])
    except KeyDestroyed:
        return ""


def officer_domain(officer: Officer | None) -> str:
    """The domain of that address."""
    return domain_of(officer_address(officer))
