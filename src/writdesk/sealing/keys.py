"""Data keys, and the keeper that wraps them with a master key.

A master key file is text: a line for each key, oldest first, ``writdesk-master-key 1 <id> <base64>``. The
last line's key wraps; every line's key unwraps. To rotate, append a line.

A wrapped key is: version byte 1, key id (8 bytes), nonce (12), AES-256-GCM ciphertext with tag.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
from pathlib import Path
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from writdesk.sealing.errors import KeyFileError, KeyFileExists, SealBroken, UnknownKey
from writdesk.sealing.private_files import read_private_file, write_private_file

KEY_BYTES = 32
NONCE_BYTES = 12
_ID_BYTES = 8
_LINE_START = "writdesk-master-key"
_FILE_VERSION = "1"
_WRAP_VERSION = b"\x01"
_WRAP_DOMAIN = b"writdesk wrapped key v1\x00"


class DataKey(bytes):
    """The key of one request: 32 random bytes. Its repr does not show them."""

    def __new__(cls, secret: bytes) -> DataKey:
        """Raises ``ValueError`` unless 32 bytes are given."""
        if len(secret) != KEY_BYTES:
            raise ValueError(f"a data key has {KEY_BYTES} bytes, not {len(secret)}")
        return super().__new__(cls, secret)

    @classmethod
    def generate(cls) -> DataKey:
        """A new key from the system's randomness."""
        return cls(os.urandom(KEY_BYTES))

    def __repr__(self) -> str:
        return "DataKey(…)"

    __str__ = __repr__


class KeyKeeper(Protocol):
    """Wraps data keys with a master key that it does not hand out. A KMS can stand behind it.

    ``context`` says whose key it is (a request's reference): a wrapped key that is moved to another row does
    not unwrap there.
    """

    def wrap(self, key: bytes, context: str) -> bytes:
        """The key, encrypted; only ``unwrap`` with the same context gives it back."""

    def unwrap(self, wrapped: bytes, context: str) -> DataKey:
        """The data key. Raises ``SealBroken`` or ``UnknownKey``."""


class FileKeyKeeper:
    """Keeps its master keys in a file that only its owner may read."""

    def __init__(self, path: Path | str) -> None:
        """Read the file. Raises ``KeyFileAbsent``, ``KeyFileExposed`` or ``KeyFileError``."""
        self._keys = _read_master_keys(Path(path))
        self._current = next(reversed(self._keys))

    @classmethod
    def create(cls, path: Path | str) -> FileKeyKeeper:
        """Make the file with a new master key. Raises ``KeyFileExists``."""
        write_private_file(Path(path), _master_key_line(os.urandom(KEY_BYTES)))
        return cls(path)

    @classmethod
    def ensure(cls, path: Path | str) -> FileKeyKeeper:
        """The keeper of this file, which is made if there is none. Safe when two processes start at once."""
        try:
            return cls(path) if Path(path).exists() else cls.create(path)
        except KeyFileExists:
            return cls(path)

    @property
    def key_id(self) -> str:
        """The id of the master key that wraps now."""
        return self._current.hex()

    def wrap(self, key: bytes, context: str) -> bytes:
        """See ``KeyKeeper.wrap``."""
        header, nonce = _WRAP_VERSION + self._current, os.urandom(NONCE_BYTES)
        master = AESGCM(self._keys[self._current])
        return header + nonce + master.encrypt(nonce, DataKey(key), _wrap_bound(header, context))

    def unwrap(self, wrapped: bytes, context: str) -> DataKey:
        """See ``KeyKeeper.unwrap``."""
        header, nonce, sealed = _split_wrapped(wrapped)
        key_id = header[1:]
        if key_id not in self._keys:
            raise UnknownKey(f"wrapped with master key {key_id.hex()}, which the key file does not hold")
        try:
            return DataKey(AESGCM(self._keys[key_id]).decrypt(nonce, sealed, _wrap_bound(header, context)))
        except InvalidTag as error:
            raise SealBroken(f"the wrapped key for {context!r} was changed or belongs elsewhere") from error


def _wrap_bound(header: bytes, context: str) -> bytes:
    return _WRAP_DOMAIN + header + context.encode()


def _split_wrapped(wrapped: bytes) -> tuple[bytes, bytes, bytes]:
    start, body = 1 + _ID_BYTES, 1 + _ID_BYTES + NONCE_BYTES
    if len(wrapped) <= body or wrapped[:1] != _WRAP_VERSION:
        raise SealBroken("these bytes are no wrapped key of version 1")
    return wrapped[:start], wrapped[start:body], wrapped[body:]


def _key_id(master: bytes) -> bytes:
    return hashlib.sha256(b"writdesk master key id\x00" + master).digest()[:_ID_BYTES]


def _master_key_line(master: bytes) -> bytes:
    encoded = base64.b64encode(master).decode()
    return f"{_LINE_START} {_FILE_VERSION} {_key_id(master).hex()} {encoded}\n".encode()


def _read_master_keys(path: Path) -> dict[bytes, bytes]:
    lines = read_private_file(path).decode("ascii", "replace").splitlines()
    keys = [_read_master_key(path, number, line) for number, line in enumerate(lines, 1) if line.strip()]
    if not keys:
        raise KeyFileError(f"{path} holds no master key; restore it from its backup")
    return {_key_id(master): master for master in keys}


def _read_master_key(path: Path, number: int, line: str) -> bytes:
    words = line.split()
    try:
        start, version, key_id, encoded = words
        master = base64.b64decode(encoded, validate=True)
    except (ValueError, binascii.Error):
        start = version = key_id = ""
        master = b""
    is_whole = (start, version) == (_LINE_START, _FILE_VERSION) and len(master) == KEY_BYTES
    if not is_whole or key_id != _key_id(master).hex():
        raise KeyFileError(f"{path}, line {number}: no whole master key; restore the file from its backup")
    return master
