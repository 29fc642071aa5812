"""Asks a source which accounts have, or had, an identifier. Imported when an account is resolved."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, String, null, select, type_coerce
from sqlalchemy.exc import SQLAlchemyError

from writdesk.sources.data_map import KeyType, Lookup, TimeColumn
from writdesk.sources.errors import PlatformError
from writdesk.sources.platform import Platform
from writdesk.sources.resolver import Candidate
from writdesk.sources.times import to_utc

# More holders than this of one value is no identifier any more; a few are enough to stop at.
_MOST = 50
_GREATEST_INTEGER = 2**63


def holders(platform: Platform, lookup: Lookup, value: str) -> tuple[Candidate, ...]:
    """Every account that the identifier ever meant, by when it was held."""
    wanted = _comparable(lookup, value)
    if wanted is None:
        return ()
    statement = _statement(platform, lookup, wanted)
    try:
        with platform.engine(lookup.source).connect() as connection:
            rows = connection.execute(statement).all()
    except SQLAlchemyError as error:
        name = type(error).__name__
        raise PlatformError(
            f"source {lookup.source!r} could not be read ({name}); is the data map right?"
        ) from error
    return tuple(
        Candidate(
            account=str(account),
            type=lookup.type,
            value=value,
            held_from=_moment(lookup.held_from, held_from),
            held_until=_moment(lookup.held_until, held_until),
        )
        for account, held_from, held_until in rows
    )


def _statement(platform: Platform, lookup: Lookup, wanted: str | int) -> Any:
    spans = [lookup.held_from, lookup.held_until]
    columns = [lookup.column, lookup.account, *(span.column for span in spans if span)]
    table = platform.from_clause(lookup.source, lookup.table, lookup.table.rpartition(".")[2], columns)
    kind = BigInteger if isinstance(wanted, int) else String
    chosen = [table.c[lookup.account], *(table.c[span.column] if span else null() for span in spans)]
    return (
        select(*(each.label(f"c{number}") for number, each in enumerate(chosen)))
        .where(type_coerce(table.c[lookup.column], kind) == wanted)
        .order_by("c1", "c0")
        .limit(_MOST)
    )


def _comparable(lookup: Lookup, value: str) -> str | int | None:
    """The value in the column's type; None where it cannot stand there."""
    if lookup.column_type is KeyType.TEXT:
        return value
    if (
        not (value.isascii() and value.isdigit())
        or str(int(value)) != value
        or int(value) >= _GREATEST_INTEGER
    ):
        return None
    return int(value)


def _moment(column: TimeColumn | None, value: Any) -> Any:
    return None if column is None or value is None else to_utc(value, column.unit)
