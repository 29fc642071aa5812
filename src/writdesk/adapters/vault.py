"""The desk's keys and what they seal: the master key, the signing key and the data keys of the store."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from writdesk.adapters.blobs import FileBlobs
from writdesk.adapters.errors import KeyDestroyed
from writdesk.production.identity import SigningIdentity, ensure_identity
from writdesk.sealing.errors import KeyFileExists
from writdesk.sealing.keys import DataKey as Secret
from writdesk.sealing.keys import FileKeyKeeper, KeyKeeper
from writdesk.sealing.private_files import read_private_file, write_private_file
from writdesk.sealing.references import keyed_reference
from writdesk.sealing.signing import Signer
from writdesk.sealing.values import seal, unseal
from writdesk.store.keys import DataKey

REFERENCE_KEY_FILE = "reference.key"


@dataclass(frozen=True, kw_only=True)
class DeskKeys:
    """What lies in the folder ``keys``: nothing of it is ever in the database."""

    keeper: KeyKeeper
    signer: Signer
    reference_key: bytes

    def reference(self, *parts: str) -> str:
        """A keyed reference: the same for the same parts, meaningless without the key."""
        return keyed_reference(self.reference_key, *parts)


@lru_cache(maxsize=8)
def _keys_in(folder: Path) -> DeskKeys:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    reference_file = folder / REFERENCE_KEY_FILE
    if not reference_file.exists():
        _write_once(reference_file, Secret.generate())
    return DeskKeys(
        keeper=FileKeyKeeper.ensure(folder / "master.key"),
        signer=Signer.ensure(folder / "desk.pem"),
        reference_key=read_private_file(reference_file),
    )


def _write_once(path: Path, content: bytes) -> None:
    with suppress(KeyFileExists):  # another process was first; its key is the one
        write_private_file(path, content)


def desk_keys() -> DeskKeys:
    """The keys of this desk; a new desk makes them at its first start."""
    return _keys_in(Path(settings.BASE_DIR) / "keys")


def desk_identity(provider: str, at: datetime) -> SigningIdentity:
    """The custodian's certificate: the operator's PKCS #12 file, or one made for a new desk."""
    path = Path(settings.BASE_DIR) / "keys" / "custodian.p12"
    return ensure_identity(path, name="Custodian of Records", organization=provider, at=at)


def desk_blobs() -> FileBlobs:
    """The blob storage of this desk."""
    return FileBlobs(Path(settings.BASE_DIR) / "blobs")


def make_data_key(at: datetime) -> DataKey:
    """A wrapped data key for a new request or officer; the caller saves it with what it belongs to."""
    row = DataKey(created_at=at)
    row.wrapped = desk_keys().keeper.wrap(Secret.generate(), row.context)
    return row


def secret_of(row: DataKey) -> bytes:
    """The key itself, for sealing and opening. Raises ``KeyDestroyed``."""
    if row.wrapped is None:
        raise KeyDestroyed(f"The key {row.id} was destroyed at {row.destroyed_at}.")
    return desk_keys().keeper.unwrap(bytes(row.wrapped), row.context)


def seal_text(row: DataKey, text: str, context: str) -> bytes:
    """Seal a text under a data key. ``context`` names the column, so that columns cannot be swapped."""
    return seal(secret_of(row), text.encode(), context)


def open_text(row: DataKey, sealed: bytes | memoryview, context: str) -> str:
    """The text that ``seal_text`` sealed. Raises ``SealBroken`` or ``KeyDestroyed``."""
    return unseal(secret_of(row), bytes(sealed), context).decode()


def seal_json(row: DataKey, value: Any, context: str) -> bytes:
    """Seal any JSON value under a data key."""
    return seal_text(row, json.dumps(value, ensure_ascii=False, separators=(",", ":")), context)


def open_json(row: DataKey, sealed: bytes | memoryview, context: str) -> Any:
    """The value that ``seal_json`` sealed."""
    return json.loads(open_text(row, sealed, context))
