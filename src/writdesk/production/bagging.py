"""A BagIt 1.0 bag (RFC 8493) in a zip, with the desk's signature over its tag manifest."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import BinaryIO

from writdesk.production.background import BackgroundSink
from writdesk.production.errors import MediaChanged
from writdesk.production.names import PathRegister
from writdesk.production.spool import Spool
from writdesk.production.zipping import ZipWriter
from writdesk.sealing import Signer

# A file up to this size is read whole, so that its CRC can stand before it.
WHOLE_BYTES = 1 << 20
SIGNATURE_FILE = "tagmanifest-sha256.txt.sig"
PUBLIC_KEY_FILE = "desk-public-key.pem"
BAGIT_TXT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


@dataclass(frozen=True, slots=True)
class BagFile:
    """One file of the bag: its path from the bag's root, size in bytes, SHA-256 in hex."""

    path: str
    size: int
    sha256: str

    def line(self) -> str:
        """As ``sha256sum`` prints it and a manifest holds it."""
        return f"{self.sha256}  {self.path}\n"


class BagWriter:
    """Writes a bag's files one after the other; ``seal`` writes manifests and signature and ends the zip."""

    def __init__(self, sink: BackgroundSink, folder: str, at: datetime) -> None:
        self._sink = sink
        self._zip = ZipWriter(sink, at)
        self._folder = folder
        self._paths = PathRegister()
        self.payload: list[BagFile] = []
        self.tags: list[BagFile] = []
        # First in the archive: what begins with it is a package, whole or not.
        self.add_tag("bagit.txt", BAGIT_TXT)

    def add_tag(self, path: str, data: bytes) -> BagFile:
        """A tag file, beside ``data/``."""
        self.tags.append(self._add_whole(path, data))
        return self.tags[-1]

    def add(self, path: str, data: bytes) -> BagFile:
        """A payload file; ``path`` begins with ``data/``."""
        self.payload.append(self._add_whole(self._paths.claim(path), data))
        return self.payload[-1]

    def add_pieces(self, path: str, pieces: Iterable[bytes]) -> BagFile:
        """A payload file whose size shows only when it has been made."""
        spool = Spool()
        for piece in pieces:
            spool.write(piece)
        return self.add_spool(path, spool)

    def add_spool(self, path: str, spool: Spool) -> BagFile:
        """A payload file out of a spool, which is empty then."""
        spool.finish()
        path = self._paths.claim(path)
        self._zip.add(self._name(path), spool.size, spool.crc, spool.pieces())
        spool.close()
        self.payload.append(BagFile(path, spool.size, spool.sha256))
        return self.payload[-1]

    def add_media(self, path: str, size: int, open_stream: Callable[[], BinaryIO]) -> BagFile:
        """A payload file that is read once. Raises ``MediaChanged`` when it is not ``size`` bytes long."""
        path = self._paths.claim(path)
        with open_stream() as stream:
            found = (
                self._add_small(path, size, stream)
                if size <= WHOLE_BYTES
                else self._stream(path, size, stream)
            )
        self.payload.append(found)
        return found

    def seal(self, bag_info: Callable[[int, int], bytes], signer: Signer) -> tuple[BagFile, BagFile]:
        """End the bag; give its manifest and tag manifest. ``bag_info`` gets the payload's bytes, files."""
        self.add_tag("bag-info.txt", bag_info(sum(file.size for file in self.payload), len(self.payload)))
        self.add_tag(PUBLIC_KEY_FILE, signer.public_pem())
        manifest = self.add_tag("manifest-sha256.txt", manifest_of(self.payload))
        body = manifest_of(self.tags)
        tagmanifest = self._add_whole("tagmanifest-sha256.txt", body)
        self._add_whole(SIGNATURE_FILE, signer.sign(body))
        self._zip.close()
        return manifest, tagmanifest

    def _name(self, path: str) -> str:
        return f"{self._folder}/{path}"

    def _add_whole(self, path: str, data: bytes) -> BagFile:
        self._zip.add(self._name(path), len(data), zlib.crc32(data), [data])
        return BagFile(path, len(data), hashlib.sha256(data).hexdigest())

    def _add_small(self, path: str, size: int, stream: BinaryIO) -> BagFile:
        data = b"".join(_pieces(stream, size + 1))
        _must_be(path, size, len(data))
        return self._add_whole(path, data)

    def _stream(self, path: str, size: int, stream: BinaryIO) -> BagFile:
        self._zip.begin_stream(self._name(path), size)
        digest, crc, read = hashlib.sha256(), 0, 0
        for piece in _pieces(stream, size + 1):
            digest.update(piece)
            crc = zlib.crc32(piece, crc)
            read += len(piece)
            self._sink.write(piece)
        _must_be(path, size, read)
        self._zip.end_stream(size, crc)
        return BagFile(path, size, digest.hexdigest())


def manifest_of(files: Iterable[BagFile]) -> bytes:
    """A manifest's lines, sorted by path, as ``sha256sum -c`` reads them."""
    return "".join(file.line() for file in sorted(files, key=lambda file: file.path)).encode()


def bag_info_of(*, reference: str, provider: str, at: datetime, agent: str) -> Callable[[int, int], bytes]:
    """What ``bag-info.txt`` says, once the payload's bytes and files are counted."""

    def bag_info(payload_bytes: int, payload_files: int) -> bytes:
        fields = {
            "Source-Organization": provider,
            "External-Identifier": reference,
            "External-Description": f"Production of records in answer to request {reference}",
            "Bagging-Date": at.astimezone(UTC).date().isoformat(),
            "Bag-Software-Agent": agent,
            "Payload-Oxum": f"{payload_bytes}.{payload_files}",
        }
        return "".join(f"{label}: {_one_line(value)}\n" for label, value in fields.items()).encode()

    return bag_info


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _pieces(stream: BinaryIO, limit: int) -> Iterator[bytes]:
    """Up to ``limit`` bytes: one more than expected shows that a file is too long, and no more is read."""
    while limit > 0 and (piece := stream.read(min(limit, WHOLE_BYTES))):
        limit -= len(piece)
        yield piece


def _must_be(path: str, expected: int, found: int) -> None:
    if found == expected:
        return
    seen = f"{found} bytes" if found < expected else "more"
    raise MediaChanged(f"{path} was to have {expected} bytes and has {seen}; collect this record again")
