"""The transaction of an act: all of it or nothing, and words for the person when the desk has no room."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, IntegrityError, transaction

from writdesk.actions.errors import NoRoom
from writdesk.adapters.errors import StorageFull, StorageUnusable
from writdesk.ledger.errors import LedgerUnwritable

FULL = (
    "There is no room to keep this right now, so nothing was kept. "
    "Try again later; if that does not help, tell whoever runs this desk."
)
UNUSABLE = (
    "Our storage cannot be written right now, so nothing was kept. "
    "Try again later; if that does not help, tell whoever runs this desk."
)
BUSY = "Too much is being written at this moment, so nothing was kept. Try again in a minute."

# What SQLite says, and the SQLSTATEs of PostgreSQL that mean the same.
_FULL_WORDS = ("disk is full", "disk I/O error", "readonly database")
_FULL_STATES = frozenset({"53100", "53200", "58030"})
_BUSY_WORDS = ("database is locked", "database table is locked")
_BUSY_STATES = frozenset({"40P01", "55P03", "53300"})


@contextmanager
def all_or_nothing() -> Iterator[None]:
    """A transaction. Raises ``NoRoom`` when the database is full, out of order or too busy.

    A ledger that cannot be written for another reason stays ``LedgerUnwritable``.
    """
    try:
        with transaction.atomic():
            yield
    except (DatabaseError, LedgerUnwritable) as error:
        words = _words(error)
        if words is None:
            raise
        raise NoRoom(words) from error


@contextmanager
def storage_named() -> Iterator[None]:
    """Blob storage that takes no more, in words for the person. Raises ``NoRoom``."""
    try:
        yield
    except StorageUnusable as error:
        raise NoRoom(FULL if isinstance(error, StorageFull) else UNUSABLE) from error


def _words(error: BaseException) -> str | None:
    cause = error.__cause__ if isinstance(error, LedgerUnwritable) else error
    if not isinstance(cause, DatabaseError) or isinstance(cause, IntegrityError):
        return None
    state, said = getattr(cause.__cause__, "sqlstate", None), str(cause)
    if state in _FULL_STATES or any(words in said for words in _FULL_WORDS):
        return FULL
    if state in _BUSY_STATES or any(words in said for words in _BUSY_WORDS):
        return BUSY
    return None
