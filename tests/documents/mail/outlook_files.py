"""Outlook's files, made here: the smallest OLE file that holds what a .msg holds (MS-CFB, MS-OXMSG)."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from datetime import datetime

SECTOR, MINI = 512, 64
END, FREE, FAT, NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF
ROOT, STORAGE, STREAM = 5, 1, 2


@dataclass
class Entry:
    """One entry of the directory; the children hang on each other's right."""

    name: str
    kind: int
    content: bytes = b""
    children: list[Entry] = field(default_factory=list)
    start: int = END
    right: int = NONE
    child: int = NONE


def outlook_file(streams: dict[str, bytes]) -> bytes:
    """The file that holds these streams, each under its path. All are small: they lie in the mini stream."""
    root = Entry("Root Entry", ROOT)
    for path, content in streams.items():
        *folders, name = path.split("/")
        place = root
        for folder in folders:
            found = next((one for one in place.children if one.name == folder), None)
            if found is None:
                found = Entry(folder, STORAGE)
                place.children.append(found)
            place = found
        place.children.append(Entry(name, STREAM, content))
    entries: list[Entry] = []
    _list(root, entries)
    mini, mini_fat = b"", []
    for entry in entries:
        if entry.kind == STREAM and entry.content:
            entry.start = len(mini_fat)
            count = -(-len(entry.content) // MINI)
            mini += entry.content.ljust(count * MINI, b"\0")
            mini_fat += [*range(entry.start + 1, entry.start + count), END]
    return _written(root, entries, mini, mini_fat)


def _list(entry: Entry, entries: list[Entry]) -> None:
    entries.append(entry)
    places = []
    for child in entry.children:
        places.append(len(entries))
        _list(child, entries)
    if places:
        entry.child = places[0]
    for child, after in zip(entry.children, places[1:], strict=False):
        child.right = after


def _written(root: Entry, entries: list[Entry], mini: bytes, mini_fat: list[int]) -> bytes:
    pieces = [_padded(mini), _padded(struct.pack(f"<{len(mini_fat)}I", *mini_fat), b"\xff")]
    root.start, root.content = (0, mini) if mini else (END, b"")
    directory = _padded(b"".join(map(_entry, entries)))
    pieces.append(directory)
    starts, chain = [], []
    for piece in pieces:
        count = len(piece) // SECTOR
        starts.append(len(chain))
        chain += [*range(len(chain) + 1, len(chain) + count), END] if count else []
    fat_at = len(chain)
    chain.append(FAT)
    assert len(chain) <= SECTOR // 4, "one sector of the allocation table is enough for tests"
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(SECTOR, b"\xff")
    header = struct.pack(
        "<8s16sHHHHH6sIIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, b"",
        0, 1, starts[2], 0, 4096, starts[1], len(pieces[1]) // SECTOR, END, 0, fat_at,
    )  # fmt: skip
    return header.ljust(SECTOR, b"\xff") + b"".join(pieces) + table


def _padded(content: bytes, by: bytes = b"\0") -> bytes:
    return content.ljust(-(-len(content) // SECTOR) * SECTOR, by)


def _entry(entry: Entry) -> bytes:
    name = (entry.name + "\0").encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII16sIQQIQ",
        name, len(name), entry.kind, 1, NONE, entry.right, entry.child, b"", 0, 0, 0,
        entry.start, len(entry.content) if entry.kind != STORAGE else 0,
    )  # fmt: skip


def text(number: str, value: str) -> tuple[str, bytes]:
    """A property that is text."""
    return f"__substg1.0_{number}001F", value.encode("utf-16-le")


def binary(number: str, value: bytes) -> tuple[str, bytes]:
    """A property that is bytes."""
    return f"__substg1.0_{number}0102", value


def sent_at(instant: datetime) -> tuple[str, bytes]:
    """The stream of properties with the time of sending alone."""
    ticks = int((instant.timestamp() + 11_644_473_600) * 10_000_000)
    return "__properties_version1.0", b"\0" * 32 + struct.pack("<HHIQ", 0x40, 0x39, 6, ticks)
