"""What went wrong with work in the background, in words for the people who wait for it.

Nothing of an error's own text: it may quote a row, a path or an address.
"""

from __future__ import annotations

from django.db import DatabaseError

from writdesk.actions.errors import CannotCheckNow, NoRoom
from writdesk.adapters.errors import KeyDestroyed, StorageFull, StorageUnusable, storage_error
from writdesk.ledger.errors import LedgerUnwritable
from writdesk.production.errors import CertificateNotMade, ProductionError, SigningIdentityError
from writdesk.sealing.errors import GrantExpired, GrantRefused, KeyFileError, SealBroken, SealingError
from writdesk.sources.errors import DataMapError, MediaFault, OverReach, PlatformError, RowOutsideGrant

_MEND = "Ask an administrator to mend that, then start again."
NO_ROOM = "The desk's disk has no room. Ask an administrator to free some, then start again."
UNKNOWN = "The desk met a fault of its own. Ask an administrator to look into the log, then start again."
ENDED = "The worker was ended again and again over this. Ask an administrator to look into the log."

# The first that fits counts: the special before the general.
_WORDS: tuple[tuple[type[BaseException], str], ...] = (
    (GrantExpired, "The grant ran out before the records were collected. The decision has to be made anew."),
    (GrantRefused, "The grant is not one that the collector takes. The decision has to be made anew."),
    (KeyDestroyed, "The key of this request was destroyed; nothing can be collected under it any more."),
    (SealBroken, "What was collected does not open any more: it was changed on the disk. Collect again."),
    (KeyFileError, f"A key file of the desk cannot be used. {_MEND}"),
    (SealingError, "The grant's signature does not hold, so nothing was collected. Tell an administrator."),
    (OverReach, "The grant asks for what the platform's data map does not have. Decide anew without it."),
    (
        RowOutsideGrant,
        "The platform gave more than the grant covers; all was dropped. Tell an administrator.",
    ),
    (MediaFault, f"A media file that a record names cannot be read on the platform. {_MEND}"),
    (DataMapError, f"The platform's data map is wrong. {_MEND}"),
    (PlatformError, f"The platform's data could not be read. {_MEND}"),
    (StorageFull, NO_ROOM),
    (StorageUnusable, f"The desk's storage cannot be written. {_MEND}"),
    (NoRoom, f"The desk's disk or database took no more. {_MEND}"),
    (SigningIdentityError, f"The custodian's signing certificate cannot be used. {_MEND}"),
    (CertificateNotMade, f"The certificate could not be set in type. {_MEND}"),
    (ProductionError, "What was collected does not fit together. Collect it again, then certify."),
    (LedgerUnwritable, "The ledger could not be written, so nothing was done. Tell an administrator."),
    (FileNotFoundError, "What was collected is not on the desk's disk any more. Tell an administrator."),
    (DatabaseError, f"The desk's database did not answer. {_MEND}"),
)

# Trying these again gives the same answer.
_LASTING = (GrantExpired, GrantRefused, KeyDestroyed, OverReach, RowOutsideGrant)


# These go away when somebody makes room, or a database comes back.
_PASSING = (StorageUnusable, NoRoom, DatabaseError, LedgerUnwritable)


def words_of(error: BaseException) -> str:
    """What to tell the person who waits, and what would mend it.

    >>> words_of(StorageFull("no room"))
    "The desk's disk has no room. Ask an administrator to free some, then start again."
    """
    if _is_full_disk(error):
        return NO_ROOM
    return next((words for kind, words in _WORDS if isinstance(error, kind)), UNKNOWN)


def is_lasting(error: BaseException) -> bool:
    """Whether it is no use to try again."""
    return isinstance(error, _LASTING)


def is_passing(error: BaseException) -> bool:
    """Whether a longer wait may help."""
    return isinstance(error, _PASSING) or _is_full_disk(error)


def is_awaited(error: BaseException) -> bool:
    """Whether it is tried again for as long as it takes: only the virus scanner has to come back."""
    return isinstance(error, CannotCheckNow)


def _is_full_disk(error: BaseException) -> bool:
    return isinstance(error, OSError) and isinstance(storage_error(error), StorageFull)
