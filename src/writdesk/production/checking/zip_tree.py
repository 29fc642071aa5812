"""A package in a zip, read where it lies: nothing is unpacked, nothing is believed unchecked."""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from writdesk.production.checking.faults import Code, Findings, NoPackage
from writdesk.production.checking.paths import fault_of_path
from writdesk.production.checking.trees import Unreadable, looks_like_a_bag

_LOCAL = struct.Struct("<4s5H3L2H")
_END_BYTES = 22
_READABLE = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
# Deflate packs a thousandfold at most; text of records some tenfold.
_MAX_RATIO, _RATIO_FROM = 200, 1 << 20
_MAX_MEMBERS = 2_000_000
_DESCRIPTORS = {12: "<LLL", 16: "<4sLLL", 20: "<LQQ", 24: "<4sLQQ"}
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    struct.error,
    ValueError,
)


class ZipTree:
    """The files of a zip below its single top folder."""

    def __init__(self, path: Path, findings: Findings) -> None:
        self._findings = findings
        self._archive = _open_archive(path, findings)
        self.name: str | None = None
        self._sizes: dict[str, int] = {}
        self._members: dict[str, zipfile.ZipInfo] = {}
        if self._archive is not None:
            infos = self._archive.infolist()
            self._take_members(infos)
            if infos and self._archive.fp is not None:
                _Layout(self._archive, findings).check(infos)

    @property
    def sizes(self) -> Mapping[str, int]:
        """Every file's size in bytes."""
        return self._sizes

    @property
    def is_open(self) -> bool:
        """Whether the archive could be opened."""
        return self._archive is not None

    @contextmanager
    def open(self, path: str) -> Iterator[IO[bytes]]:
        """Open one member; damage found while reading raises ``Unreadable``."""
        assert self._archive is not None
        try:
            with self._archive.open(self._members[path]) as member:
                yield member
        except _DAMAGE as error:
            raise Unreadable(str(error)) from error

    def has_folder(self, path: str) -> bool:
        """Whether any member lies below it."""
        return any(name.startswith(f"{path}/") for name in self.sizes)

    def close(self) -> None:
        """Close the archive."""
        if self._archive is not None:
            self._archive.close()

    def _take_members(self, infos: list[zipfile.ZipInfo]) -> None:
        if len(infos) > _MAX_MEMBERS:
            self._findings.fault(Code.BOMB, "the archive", f"has {len(infos)} members; a package has fewer")
            return
        seen: set[str] = set()
        for info in infos:
            if self._is_sound(info, seen):
                self._take(info)
            seen.add(info.orig_filename.lower())

    def _take(self, info: zipfile.ZipInfo) -> None:
        top, slash, path = info.filename.partition("/")
        if self.name is None:
            self.name = top if slash else ""
        if not slash or top != self.name:
            self._findings.fault(
                Code.OUTSIDE_FOLDER, info.filename, "lies outside the package's one top folder"
            )
        elif not info.is_dir():
            self._sizes[path] = info.file_size
            self._members[path] = info

    def _is_sound(self, info: zipfile.ZipInfo, seen: set[str]) -> bool:
        name = info.orig_filename
        kind = stat.S_IFMT(info.external_attr >> 16)
        is_packed = info.file_size > _RATIO_FROM and info.file_size > _MAX_RATIO * info.compress_size
        wrong_path = fault_of_path(name.removesuffix("/"))
        shown = name.encode("utf-8", "backslashreplace").decode()
        faults = (
            (bool(wrong_path), Code.UNSAFE_PATH, wrong_path or ""),
            (
                name.lower() in seen,
                Code.DUPLICATE,
                "stands twice in the archive (or differs in upper and lower case)",
            ),
            (kind not in (0, stat.S_IFREG, stat.S_IFDIR), Code.NOT_A_FILE, "is a link or a device"),
            (bool(info.flag_bits & 0x41), Code.ENCRYPTED, "is encrypted"),
            (info.compress_type not in _READABLE, Code.UNREADABLE, "is packed by a method that is not read"),
            (is_packed, Code.BOMB, f"would grow from {info.compress_size} to {info.file_size} bytes"),
        )
        found = [(code, words) for is_wrong, code, words in faults if is_wrong]
        for code, words in found:
            self._findings.fault(code, shown, words)
        return not found


class _Layout:
    """Members must follow one another without gap or overlap, and both of their headers must agree."""

    def __init__(self, archive: zipfile.ZipFile, findings: Findings) -> None:
        assert archive.fp is not None
        self._file = archive.fp
        self._start_of_directory = archive.start_dir
        self._findings = findings

    def check(self, infos: list[zipfile.ZipInfo]) -> None:
        """Walk over all members in the order in which they lie."""
        ordered = sorted(infos, key=lambda info: info.header_offset)
        ends = [info.header_offset for info in ordered[1:]] + [self._start_of_directory]
        if ordered[0].header_offset != 0:
            self._findings.fault(Code.HIDDEN_BYTES, "the archive", "has bytes before its first member")
        for info, end in zip(ordered, ends, strict=True):
            self._check_member(info, end)
        self._check_end()

    def _check_end(self) -> None:
        self._file.seek(0, 2)
        self._file.seek(max(0, self._file.tell() - _END_BYTES))
        if self._file.read(4) != b"PK\x05\x06":
            self._findings.fault(Code.HIDDEN_BYTES, "the archive", "has bytes (or a comment) after its end")

    def _check_member(self, info: zipfile.ZipInfo, end: int) -> None:
        # Bytes cut out before the directory bring offsets below zero.
        self._file.seek(max(0, info.header_offset))
        header = self._file.read(_LOCAL.size) if info.header_offset >= 0 else b""
        if len(header) < _LOCAL.size or header[:4] != b"PK\x03\x04":
            self._findings.fault(
                Code.HEADERS_DIFFER, info.filename, "its local header is not where it should be"
            )
            return
        fields = _LOCAL.unpack(header)
        name = self._file.read(fields[9])
        if name != _raw_name(info) or not _same(fields, info):
            self._findings.fault(Code.HEADERS_DIFFER, info.filename, "its two headers in the archive differ")
        data_end = info.header_offset + _LOCAL.size + fields[9] + fields[10] + info.compress_size
        if not self._is_filled(info, data_end, end):
            self._findings.fault(
                Code.HIDDEN_BYTES, info.filename, "bytes that belong to no member follow, or overlap"
            )

    def _is_filled(self, info: zipfile.ZipInfo, data_end: int, end: int) -> bool:
        if not info.flag_bits & 0x08:
            return data_end == end
        layout = _DESCRIPTORS.get(end - data_end)
        if layout is None:
            return False
        self._file.seek(data_end)
        found = struct.unpack(layout, self._file.read(end - data_end))
        return found[-3:] == (info.CRC, info.compress_size, info.file_size)


def _same(local: tuple[int, ...], info: zipfile.ZipInfo) -> bool:
    version, flags, method, time, day, crc, packed, size = local[1:9]
    year, month, date, hour, minute, second = info.date_time
    fixed = (
        version == info.extract_version
        and flags == info.flag_bits
        and method == info.compress_type
        and time == hour << 11 | minute << 5 | second // 2
        and day == (year - 1980) << 9 | month << 5 | date
    )
    if flags & 0x08:
        return fixed
    return fixed and crc == info.CRC and packed in (info.compress_size, 0xFFFFFFFF) and size in (
        info.file_size, 0xFFFFFFFF
    )  # fmt: skip


def _raw_name(info: zipfile.ZipInfo) -> bytes:
    return info.orig_filename.encode("utf-8" if info.flag_bits & 0x800 else "cp437", "replace")


def _open_archive(path: Path, findings: Findings) -> zipfile.ZipFile | None:
    try:
        return zipfile.ZipFile(path)
    except (*_DAMAGE, OSError) as error:
        if not _begins_as_package(path):
            raise NoPackage(f"{path} is no zip archive of a package ({error})") from error
        findings.fault(
            Code.TRUNCATED, "the archive", "its directory at the end is cut off or damaged; download it again"
        )
        return None


def _begins_as_package(path: Path) -> bool:
    """Whether the first member is a bag's first file: then it was a package once."""
    try:
        with path.open("rb") as source:
            header = source.read(_LOCAL.size)
            if header[:4] != b"PK\x03\x04":
                return False
            length = _LOCAL.unpack(header)[9] if len(header) == _LOCAL.size else 1
            name = source.read(length)
    except OSError:
        return False
    # Cut within the first header, it may have been anything: better one "not whole" too many.
    return len(name) < length or name.endswith(b"/bagit.txt")


def zip_tree(path: Path, findings: Findings) -> ZipTree:
    """The tree of a zip. Raises ``NoPackage`` when nothing in it was ever a bag."""
    tree = ZipTree(path, findings)
    if tree.is_open and not looks_like_a_bag(tree.sizes):
        tree.close()
        raise NoPackage(f"{path} is a zip archive, and no package: it holds neither bagit.txt nor a manifest")
    return tree
