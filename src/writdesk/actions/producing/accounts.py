"""Account identifiers as officers write them, resolved to immutable ids on the platform."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TypedDict

from writdesk.actions.errors import NotYet
from writdesk.adapters.platform import desk_platform
from writdesk.core.deciding import accounts_by_date, data_since
from writdesk.core.request import Account
from writdesk.core.request import Request as Form
from writdesk.sources import Ambiguous, Resolved, resolve_account


class ResolvedAccount(TypedDict):
    """One account asked about: what the officer wrote, and the id it means (empty: no such account)."""

    asked: list[str]
    account: str


def resolve_accounts(form: Form) -> list[ResolvedAccount]:
    """Resolve every account of a request as of the day of its process.

    Raises ``NotYet`` when one is ambiguous, or when none is found at all.
    """
    as_of = datetime.combine(accounts_by_date(form), time.max, tzinfo=UTC)
    first_day = data_since(form)
    since = datetime.combine(first_day, time.min, tzinfo=UTC) if first_day else None
    resolved = [_resolve(account, as_of, since) for account in form.accounts]
    if not any(entry["account"] for entry in resolved):
        raise NotYet("No account answers to the identifiers given. Ask the officer, or reject.")
    return resolved


def _resolve(account: Account, as_of: datetime, since: datetime | None) -> ResolvedAccount:
    asked = [f"{identifier.type}: {identifier.value}" for identifier in account.identifiers]
    answer = resolve_account(desk_platform(), account.identifiers, as_of, since)
    if isinstance(answer, Ambiguous):
        raise NotYet(f"{'; '.join(asked)}: {answer.reason} Ask the officer which account is meant.")
    return {"asked": asked, "account": answer.account if isinstance(answer, Resolved) else ""}
