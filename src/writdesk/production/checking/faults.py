"""What a check finds: each fault with its code, the place, and what is wrong there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum


class Code(StrEnum):
    """The sorts of fault, described in docs/package.md."""

    TRUNCATED = "truncated"
    UNREADABLE = "unreadable"
    UNSAFE_PATH = "unsafe-path"
    DUPLICATE = "duplicate"
    NOT_A_FILE = "not-a-file"
    ENCRYPTED = "encrypted"
    BOMB = "bomb"
    HIDDEN_BYTES = "hidden-bytes"
    HEADERS_DIFFER = "headers-differ"
    OUTSIDE_FOLDER = "outside-folder"
    BAGIT_TXT = "bagit-txt"
    TAG_FILE = "tag-file"
    MANIFEST = "manifest"
    MISSING = "missing"
    UNLISTED = "unlisted"
    HASH = "hash"
    PAYLOAD_OXUM = "payload-oxum"
    FETCH = "fetch"
    SIGNATURE = "signature"
    UNTRUSTED_KEY = "untrusted-key"
    RENAMED = "renamed"
    CERTIFICATE = "certificate"
    CERTIFIED_HASH = "certified-hash"
    COUNT = "count"
    PROVENANCE = "provenance"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, at one place."""

    code: Code
    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.code.value}: {self.where}: {self.message}"


@dataclass(slots=True)
class Findings:
    """Faults make a package not whole; warnings do not."""

    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)

    def fault(self, code: Code, where: str, message: str) -> None:
        """Add a fault."""
        self.faults.append(Fault(code, where, message))

    def warn(self, code: Code, where: str, message: str) -> None:
        """Add a warning."""
        self.warnings.append(Fault(code, where, message))

    def at(self, where: str) -> Iterator[Fault]:
        """The faults of one place."""
        return (fault for fault in self.faults if fault.where == where)


class NoPackage(Exception):  # the answer to "is this a package", no failure
    """What was given is no package at all: there is nothing to be whole or not."""

    code = "no-package"
