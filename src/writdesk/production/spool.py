"""A place for bytes whose number is not known yet: in memory while few, then in a sealed temporary file.

The file's key exists in this process only, so no plaintext ever lies on a disk.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import zlib
from collections.abc import Iterator
from typing import IO, BinaryIO, cast

from writdesk.sealing import SealedReader, SealedWriter

_MEMORY_BYTES = 1 << 20
_PIECE_BYTES = 1 << 18
_CONTEXT = "spool"


class Spool:
    """Takes bytes, then gives them back once, with their size, CRC-32 and SHA-256 known beforehand."""

    def __init__(self) -> None:
        self.size = 0
        self.crc = 0
        self._hash = hashlib.sha256()
        self._buffer = bytearray()
        self._key = os.urandom(32)
        self._file: IO[bytes] | None = None
        self._sealed: SealedWriter | None = None

    @property
    def sha256(self) -> str:
        """Of all bytes; call it after ``finish``."""
        return self._hash.hexdigest()

    @property
    def is_begun(self) -> bool:
        """Whether anything was written."""
        return bool(self._buffer) or self._file is not None

    def write(self, data: bytes) -> None:
        """Take some bytes."""
        self._buffer += data
        if len(self._buffer) >= _MEMORY_BYTES:
            self._spill()

    def finish(self) -> None:
        """No more bytes come."""
        if self._sealed is not None:
            self._spill()
            self._sealed.close()
        else:
            self._digest()

    def pieces(self) -> Iterator[bytes]:
        """The bytes again. The spool is empty afterwards."""
        if self._file is None:
            yield bytes(self._buffer)
            return
        self._file.seek(0)
        with SealedReader(self._key, cast("BinaryIO", self._file), _CONTEXT) as reader:
            while piece := reader.read(_PIECE_BYTES):
                yield piece

    def close(self) -> None:
        """Forget everything. Harmless after ``pieces``."""
        self._buffer.clear()
        if self._file is not None:
            self._file.close()

    def _spill(self) -> None:
        if self._sealed is None:
            self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115  closed by close()
            self._sealed = SealedWriter(self._key, self._file, _CONTEXT)
        self._digest()
        self._sealed.write(self._buffer)
        self._buffer.clear()

    def _digest(self) -> None:
        self.size += len(self._buffer)
        self.crc = zlib.crc32(self._buffer, self.crc)
        self._hash.update(self._buffer)
