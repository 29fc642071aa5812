"""A sink that writes in a thread of its own, so that hashing and encryption overlap.

Both release the GIL.
"""

from __future__ import annotations

import hashlib
import queue
import threading
from types import TracebackType
from typing import Any, Protocol

_HAND_OVER_BYTES = 1 << 19
# At most this many handfuls wait, of half a mebibyte or a single piece more.
_WAITING = 4


class Sink(Protocol):
    """Where the package goes: write-only, a sealed stream or a plain file."""

    def write(self, data: bytes, /) -> Any:
        """Take all the bytes."""


class BackgroundSink:
    """Takes bytes and hands them on in order; knows their number and SHA-256.

    What the sink raises comes up at the caller.
    """

    def __init__(self, sink: Sink) -> None:
        self.position = 0
        self._sink = sink
        self._hash = hashlib.sha256()
        self._pending: list[bytes] = []
        self._pending_bytes = 0
        self._queue: queue.Queue[list[bytes] | None] = queue.Queue(maxsize=_WAITING)
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="package-sink", daemon=True)

    @property
    def sha256(self) -> str:
        """Of everything that was written; call it after the ``with`` block."""
        return self._hash.hexdigest()

    def write(self, data: bytes) -> None:
        """Take the bytes; they are written soon. Raises what the sink raised meanwhile."""
        self._pending.append(data)
        self._pending_bytes += len(data)
        self.position += len(data)
        if self._pending_bytes >= _HAND_OVER_BYTES:
            self._hand_over()

    def __enter__(self) -> BackgroundSink:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._hand_over()
        self._queue.put(None)
        self._thread.join()
        if kind is None and self._error is not None:
            raise self._error

    def _hand_over(self) -> None:
        if self._error is not None:
            raise self._error
        self._queue.put(self._pending)
        self._pending, self._pending_bytes = [], 0

    def _run(self) -> None:
        while (pieces := self._queue.get()) is not None:
            if self._error is None:
                self._write(pieces)

    def _write(self, pieces: list[bytes]) -> None:
        try:
            for piece in pieces:
                self._hash.update(piece)
                _write_all(self._sink, piece)
        except BaseException as error:  # the caller's thread raises it again
            self._error = error


def _write_all(sink: Sink, piece: bytes) -> None:
    """An unbuffered file may take fewer bytes than it is given."""
    written = sink.write(piece)
    while written is not None and written < len(piece):
        piece = piece[written:]
        written = sink.write(piece)
