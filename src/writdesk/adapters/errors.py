"""What can go wrong with what lies outside the desk's process.

AdapterError
├── StorageUnusable      storage_unusable   blob storage cannot be written: rights, a broken or read-only disk
│   └── StorageFull      storage_full       it has no room
├── KeyDestroyed         key_destroyed      the data key is gone, and with it what it sealed
├── MailboxUnusable      mailbox_unusable   the mailbox that is emptied cannot be read; its mail stays there
├── ProviderUnreachable  provider_unreachable  the single sign-on provider does not answer, or not in time
└── ProviderMisbehaved   provider_misbehaved   it answered what the desk must not believe
"""

from __future__ import annotations

import errno

# A disk without room, a used-up quota, and a limit on the size of a file: for us the same.
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_UNUSABLE = frozenset({errno.EIO, errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOTDIR, errno.EEXIST})


class AdapterError(Exception):
    """Something outside the desk's process did not do its part."""

    code = "adapter"


class StorageUnusable(AdapterError):
    """Blob storage took no bytes; nothing was kept. Check the disk and the rights of the folder ``blobs``."""

    code = "storage_unusable"


class StorageFull(StorageUnusable):
    """The disk has no room; nothing was kept. Free space, then try again."""

    code = "storage_full"


class KeyDestroyed(AdapterError):
    """The data key is gone, and with it what it sealed. This cannot be mended, and is meant so."""

    code = "key_destroyed"


class MailboxUnusable(AdapterError):
    """The mailbox cannot be read now; what is in it stays. Check host, certificate, secret and folder."""

    code = "mailbox_unusable"


class ProviderUnreachable(AdapterError):
    """The single sign-on provider does not answer, or not in time. Try again; see whether it is running."""

    code = "provider_unreachable"


class ProviderMisbehaved(AdapterError):
    """The single sign-on provider answered what the desk must not believe. Compare the settings."""

    code = "provider_misbehaved"


def storage_error(error: OSError) -> StorageUnusable | None:
    """What an error of the operating system says about our storage; None when it speaks of something else."""
    if error.errno in _NO_ROOM:
        return StorageFull("The desk's storage has no room; nothing was kept. Free space, then try again.")
    if error.errno in _UNUSABLE:
        return StorageUnusable(f"The desk's storage cannot be written ({error.strerror}); nothing was kept.")
    return None
