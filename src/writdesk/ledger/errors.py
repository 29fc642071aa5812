"""What can go wrong with the ledger.

LedgerError
├── EntryRefused            entry-refused         an entry that is not in the closed table of codes
├── ProofRefused            proof-refused         a proof that does not prove what it should
├── NoteRefused             note-refused          a checkpoint that is malformed or not signed by the key
├── LedgerUnwritable        ledger-unwritable     the entry cannot be written, so the act may not happen
├── LedgerAppendOnly        ledger-append-only    something tried to change or delete an entry
├── LedgerBroken            ledger-broken         what is stored contradicts itself or a signed checkpoint
└── NoSuchEntry             no-such-entry         the ledger is shorter
"""

from __future__ import annotations


class LedgerError(Exception):
    """Something is wrong with the ledger or with what was asked of it."""

    code = "ledger"


class EntryRefused(LedgerError):
    """An entry has a code, a fact or a value that the table of codes does not list."""

    code = "entry-refused"


class ProofRefused(LedgerError):
    """A proof does not prove what it is shown for."""

    code = "proof-refused"


class NoteRefused(LedgerError):
    """A signed note or checkpoint is malformed, or no known key signed it."""

    code = "note-refused"


class LedgerUnwritable(LedgerError):
    """An entry cannot be written; the act that needs it must not happen."""

    code = "ledger-unwritable"


class LedgerAppendOnly(LedgerError):
    """Entries and checkpoints are never changed or deleted."""

    code = "ledger-append-only"


class LedgerBroken(LedgerError):
    """What is stored contradicts itself or a checkpoint that was signed."""

    code = "ledger-broken"


class NoSuchEntry(LedgerError):
    """The ledger has no entry at this index, or no checkpoint that covers it."""

    code = "no-such-entry"
