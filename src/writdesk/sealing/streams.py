"""Sealed streams: files of any size, encrypted and verified chunk by chunk in constant memory.

The STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015), as age uses it. A sealed stream is

    magic "WDS1" · salt (32 bytes) · chunk · chunk · … · last chunk

Every chunk holds 1 MiB of plaintext (the last: up to 1 MiB, and nothing only if the whole is empty) and its
16-byte tag. The stream's key is HKDF-SHA-256(data key, salt, context); the nonce is the chunk's number
(11 bytes) and whether it is the last (1 byte). So a chunk that was changed, moved, cut off, added or taken
from another stream does not open.
"""

from __future__ import annotations

import io
import os
from types import TracebackType
from typing import Any, BinaryIO, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from writdesk.sealing.errors import SealBroken

CHUNK_BYTES = 1 << 20
TAG_BYTES = 16
HEADER_BYTES = 36
_SEALED_CHUNK = CHUNK_BYTES + TAG_BYTES
_MAGIC = b"WDS1"
_SALT_BYTES = HEADER_BYTES - len(_MAGIC)
_DOMAIN = b"writdesk stream v1\x00"
_PEEK_BYTES = 8192


class Sink(Protocol):
    """Where a writer puts bytes."""

    def write(self, data: Any, /) -> Any:
        """Take the bytes; they are copied or written before this returns."""


def sealed_size(plain_size: int) -> int:
    """How many bytes a stream of this plaintext takes.

    >>> sealed_size(0), sealed_size(1)
    (52, 53)
    """
    chunks = max(1, -(-plain_size // CHUNK_BYTES))
    return HEADER_BYTES + plain_size + chunks * TAG_BYTES


class SealedWriter:
    """Writes a sealed stream into ``sink``. Only ``close`` makes it whole; the sink stays open for its owner.

    Used as a context manager it closes on success only: what an error interrupted does not open.
    """

    def __init__(self, key: bytes, sink: Sink, context: str) -> None:
        salt = os.urandom(_SALT_BYTES)
        self._cipher = _stream_cipher(key, salt, context)
        self._sink = sink
        # They grow with what comes, up to a chunk: to clear two mebibytes costs more than to seal a letter.
        self._plain, self._sealed = bytearray(), bytearray()
        self._filled = self._chunks = 0
        self.closed = False
        sink.write(_MAGIC + salt)

    def write(self, data: bytes | bytearray | memoryview) -> int:
        """Take bytes; a chunk is written when more than a chunk has come."""
        if self.closed:
            raise ValueError("this sealed stream is closed")
        rest = memoryview(data).cast("B")
        size = len(rest)
        while len(rest):
            rest = self._take(rest)
        return size

    def close(self) -> None:
        """Write the last chunk. A second call does nothing."""
        if not self.closed:
            self._emit(memoryview(self._plain)[: self._filled], is_last=True)
            self.closed = True

    def flush(self) -> None:
        """Does nothing: a chunk leaves when it is full. Here because zipfile and others call it."""

    def writable(self) -> bool:
        """Yes."""
        return True

    def readable(self) -> bool:
        """No."""
        return False

    def seekable(self) -> bool:
        """No."""
        return False

    def __enter__(self) -> SealedWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.close()
        self.closed = True

    def _take(self, rest: memoryview) -> memoryview:
        # A full chunk is kept back until another byte comes, for it may be the last.
        if self._filled == CHUNK_BYTES:
            self._emit(memoryview(self._plain)[:CHUNK_BYTES], is_last=False)
            self._filled = 0
        if self._filled == 0 and len(rest) > CHUNK_BYTES:
            self._emit(rest[:CHUNK_BYTES], is_last=False)
            return rest[CHUNK_BYTES:]
        taken = min(len(rest), CHUNK_BYTES - self._filled)
        _grow(self._plain, self._filled + taken, CHUNK_BYTES)
        self._plain[self._filled : self._filled + taken] = rest[:taken]
        self._filled += taken
        return rest[taken:]

    def _emit(self, plain: memoryview, *, is_last: bool) -> None:
        _grow(self._sealed, len(plain) + TAG_BYTES, _SEALED_CHUNK)
        sealed = memoryview(self._sealed)[: len(plain) + TAG_BYTES]
        self._cipher.encrypt_into(_nonce(self._chunks, is_last=is_last), plain, None, sealed)
        self._chunks += 1
        # An unbuffered file may take fewer bytes than it is given.
        while len(sealed):
            written = self._sink.write(sealed)
            sealed = sealed[len(sealed) if written is None else written :]


def _grow(buffer: bytearray, needed: int, most: int) -> None:
    """Give the buffer at least ``needed`` bytes, doubling, up to ``most``."""
    if len(buffer) < needed:
        buffer.extend(bytes(min(most, max(needed, 2 * len(buffer))) - len(buffer)))


class SealedReader(io.RawIOBase):
    """Reads a sealed stream from ``source`` and gives out verified bytes only. ``close`` closes the source.

    Raises ``SealBroken`` at the first chunk that does not verify. Seeks if the source does; the end is
    believed only after the last chunk has verified.
    """

    def __init__(self, key: bytes, source: BinaryIO, context: str) -> None:
        super().__init__()
        self._source = source
        self._context = context
        header = _read_fully(source, bytearray(HEADER_BYTES))
        if len(header) < HEADER_BYTES or header[: len(_MAGIC)] != _MAGIC:
            raise SealBroken(f"{context}: no sealed stream of version 1")
        self._cipher = _stream_cipher(key, bytes(header[len(_MAGIC) :]), context)
        self._sealed, self._plain = bytearray(_SEALED_CHUNK), bytearray(CHUNK_BYTES)
        self._loaded = -1  # number of the chunk that self._plain holds
        self._length = 0  # how many bytes of it
        self._size: int | None = None  # of the plaintext, known once the last chunk has verified
        self._at = 0  # position in the plaintext
        self._next = 0  # number of the chunk at which the source stands

    def readable(self) -> bool:
        """Yes."""
        return True

    def seekable(self) -> bool:
        """Whether the source seeks."""
        return self._source.seekable()

    def tell(self) -> int:
        """The position in the plaintext."""
        return self._at

    def read(self, size: int | None = -1, /) -> bytes:
        """Up to ``size`` bytes, fewer only at the end; all the rest without a size."""
        if size is None or size < 0:
            return self.readall()
        pieces: list[memoryview | bytes] = []
        while size > 0 and len(piece := self._available()):
            taken = piece[:size]
            size -= len(taken)
            self._at += len(taken)
            # The buffer is used again for the next chunk: copy unless this is the only piece.
            pieces.append(taken if size == 0 and not pieces else bytes(taken))
        return bytes(pieces[0]) if len(pieces) == 1 else b"".join(pieces)

    def readall(self) -> bytes:
        """All the rest."""
        pieces = []
        while len(piece := self._available()):
            pieces.append(bytes(piece))
            self._at += len(piece)
        return b"".join(pieces)

    def readinto(self, buffer: Any, /) -> int:
        """Fill the buffer with what the chunk at hand still has; 0 at the end."""
        target = memoryview(buffer).cast("B")
        piece = self._available()[: len(target)]
        target[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)

    def peek(self, _size: int = 0, /) -> bytes:
        """Some bytes ahead without moving; with it, reading line by line is quick."""
        return bytes(self._available()[:_PEEK_BYTES])

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        """Move in the plaintext. Seeking from the end verifies the last chunk first."""
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._at}.get(whence)
        target = offset + (self._verified_size() if base is None else base)
        if target < 0:
            raise ValueError(f"cannot seek before the start ({target})")
        if target // CHUNK_BYTES > max(self._loaded, self._next):
            self._verified_size()
        self._at = target
        return target

    def close(self) -> None:
        """Close the source too."""
        if not self.closed:
            self._source.close()
        super().close()

    def _available(self) -> memoryview:
        """The verified bytes from the position to the end of its chunk; empty only at the end."""
        number, within = divmod(self._at, CHUNK_BYTES)
        if number != self._loaded:
            if self._size is not None and self._at >= self._size:
                return memoryview(b"")
            self._load(number)
        return memoryview(self._plain)[within : max(within, self._length)]

    def _verified_size(self) -> int:
        if self._size is None:
            payload = self._source.seek(0, os.SEEK_END) - HEADER_BYTES
            self._next = -1  # the source no longer stands where the next chunk begins
            last = max(0, -(-payload // _SEALED_CHUNK) - 1)
            self._load(last)
        if self._size is None:
            raise self._broken(last, "the stream was cut off after it")
        return self._size

    def _load(self, number: int) -> None:
        if number != self._next:
            self._source.seek(HEADER_BYTES + number * _SEALED_CHUNK)
        self._loaded, self._length, self._next = -1, 0, -1
        sealed = _read_fully(self._source, self._sealed)
        is_last = self._open(number, sealed)
        self._loaded, self._length, self._next = number, len(sealed) - TAG_BYTES, number + 1
        if is_last:
            self._size = number * CHUNK_BYTES + self._length

    def _open(self, number: int, sealed: memoryview) -> bool:
        """Decrypt a chunk; say whether it is the last. A short chunk can be nothing else."""
        if len(sealed) < TAG_BYTES or (len(sealed) == TAG_BYTES and number > 0):
            raise self._broken(number, "the stream was cut off here")
        if len(sealed) == _SEALED_CHUNK and self._opens(number, sealed, is_last=False):
            return False
        if not self._opens(number, sealed, is_last=True):
            raise self._broken(number, "changed, cut off, or sealed with another key or for another place")
        if self._source.read(1):
            raise self._broken(number + 1, "bytes follow after the end")
        return True

    def _opens(self, number: int, sealed: memoryview, *, is_last: bool) -> bool:
        plain = memoryview(self._plain)[: len(sealed) - TAG_BYTES]
        try:
            self._cipher.decrypt_into(_nonce(number, is_last=is_last), sealed, None, plain)
        except InvalidTag:
            return False
        return True

    def _broken(self, number: int, what: str) -> SealBroken:
        return SealBroken(f"{self._context}: chunk {number}: {what}")


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\x01" if is_last else b"\x00")


def _stream_cipher(key: bytes, salt: bytes, context: str) -> AESGCM:
    info = _DOMAIN + context.encode()
    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=salt, info=info).derive(key))


def _read_fully(source: BinaryIO, buffer: bytearray) -> memoryview:
    """As many bytes as the source has, up to the buffer's size."""
    view, filled = memoryview(buffer), 0
    while filled < len(buffer):
        count = source.readinto(view[filled:]) if hasattr(source, "readinto") else None
        if count is None:
            piece = source.read(len(buffer) - filled)
            view[filled : filled + len(piece)] = piece
            count = len(piece)
        if count == 0:
            break
        filled += count
    return view[:filled]
