"""Reads a bag's tag files as RFC 8493 (BagIt 1.0) and the drafts 0.93 to 0.97 before it describe them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from writdesk.production.checking.faults import Code, Findings
from writdesk.production.checking.paths import fault_of_path

ALGORITHMS = {"md5": 32, "sha1": 40, "sha224": 56, "sha256": 64, "sha384": 96, "sha512": 128}
# RFC 8493, 2.1.1: "BagIt-Version: M.N", "Tag-File-Character-Encoding: ENCODING", in this order, no more.
_BAGIT_TXT = re.compile(
    r"\ABagIt-Version: (\d+)\.(\d+)[ \t]*(?:\r\n|\r|\n)"
    r"Tag-File-Character-Encoding: ([A-Za-z0-9._:-]+)[ \t]*(?:\r\n|\r|\n)?\Z"
)
_VERSIONS = {(0, 93), (0, 94), (0, 95), (0, 96), (0, 97), (1, 0)}
# An allow-list: a codec's name comes from the package, and Python has codecs that are no character sets.
_ENCODINGS = {
    "utf-8",
    "utf8",
    "utf-16",
    "utf-16le",
    "utf-16be",
    "us-ascii",
    "ascii",
    "iso-8859-1",
    "latin-1",
    "windows-1252",
}
_LINES = re.compile(r"\r\n|\r|\n")
_MANIFEST_LINE = re.compile(r"\A([0-9A-Fa-f]+)[ \t]+(\*?)(.+?)\Z", re.DOTALL)
_MANIFEST_NAME = re.compile(r"\A(tag)?manifest-([A-Za-z0-9-]+)\.txt\Z")
_FETCH_LINE = re.compile(r"\A(\S+)[ \t]+(\d+|-)[ \t]+(.+)\Z")


@dataclass(frozen=True, slots=True)
class Declaration:
    """What ``bagit.txt`` declares."""

    version: tuple[int, int]
    encoding: str

    @property
    def is_final(self) -> bool:
        """Whether this is BagIt 1.0, stricter than the drafts."""
        return self.version >= (1, 0)


def read_declaration(data: bytes, findings: Findings) -> Declaration | None:
    """Read ``bagit.txt``; a fault gives None."""
    text = data.decode("utf-8", "replace")
    found = _BAGIT_TXT.match(text)
    if found is None:
        findings.fault(Code.BAGIT_TXT, "bagit.txt", "is not the two lines that BagIt asks for")
        return None
    declaration = Declaration((int(found[1]), int(found[2])), found[3])
    if declaration.version not in _VERSIONS:
        findings.fault(
            Code.BAGIT_TXT, "bagit.txt", f"declares BagIt {found[1]}.{found[2]}, which is not known"
        )
        return None
    if declaration.encoding.lower() not in _ENCODINGS:
        findings.fault(
            Code.BAGIT_TXT, "bagit.txt", f"declares the encoding {declaration.encoding}, which is not read"
        )
        return None
    return declaration


def lines_of(path: str, data: bytes, declaration: Declaration, findings: Findings) -> list[str]:
    """A tag file's lines that are not empty; a fault when it is not in the declared encoding."""
    if declaration.is_final and data.startswith(b"\xef\xbb\xbf"):
        findings.fault(Code.TAG_FILE, path, "begins with a byte-order mark")
    try:
        text = data.decode(declaration.encoding)
    except UnicodeDecodeError:
        findings.fault(Code.TAG_FILE, path, f"is not {declaration.encoding}, which bagit.txt declares")
        return []
    return [line for line in _LINES.split(text) if line.strip()]


def read_info(lines: list[str], findings: Findings) -> list[tuple[str, str]]:
    """The labels and values of ``bag-info.txt``; a line that begins with white space continues the last."""
    found: list[tuple[str, str]] = []
    for line in lines:
        label, colon, value = line.partition(":")
        if line[0] in " \t" and found:
            found[-1] = (found[-1][0], f"{found[-1][1]} {line.strip()}")
        elif colon:
            found.append((label.strip(), value.strip()))
        else:
            findings.fault(Code.TAG_FILE, "bag-info.txt", f"has a line without a colon: {line[:60]!r}")
    return found


def manifest_algorithm(path: str) -> tuple[bool, str] | None:
    """Whether a path is a tag manifest (True) or payload manifest (False), and its algorithm; None: neither.

    >>> manifest_algorithm("tagmanifest-sha256.txt"), manifest_algorithm("bagit.txt")
    ((True, 'sha256'), None)
    """
    found = _MANIFEST_NAME.match(path)
    return (found[1] is not None, found[2].lower().replace("-", "")) if found else None


def read_manifest(
    path: str, lines: list[str], declaration: Declaration, findings: Findings
) -> dict[str, str]:
    """Hashes by path. Paths that leave the bag, and paths listed twice, are faults."""
    is_tag, algorithm = manifest_algorithm(path) or (False, "")
    listed: dict[str, str] = {}
    for digest, name in _entries(path, lines, ALGORITHMS[algorithm], declaration, findings):
        wrong = fault_of_path(name) or (
            None if is_tag or name.startswith("data/") else "does not lie in data/"
        )
        if wrong:
            findings.fault(Code.UNSAFE_PATH, path, f"lists {name!r}, which {wrong}")
        elif name in listed:
            _listed_twice(path, name, listed[name] == digest, declaration, findings)
        else:
            listed[name] = digest
    return listed


def _entries(
    path: str, lines: list[str], length: int, declaration: Declaration, findings: Findings
) -> Iterator[tuple[str, str]]:
    for line in lines:
        found = _MANIFEST_LINE.match(line)
        if found is None or len(found[1]) != length:
            findings.fault(Code.MANIFEST, path, f"has a line that is no hash and path: {line[:80]!r}")
            continue
        if found[2]:
            findings.warn(Code.MANIFEST, path, "marks paths with '*', as md5sum does")
        yield found[1].lower(), _decoded(found[3], declaration, path, findings)


def _decoded(name: str, declaration: Declaration, path: str, findings: Findings) -> str:
    # RFC 8493, 2.1.3: "If a filepath includes a Line Feed (LF), a Carriage Return (CR), a CRLF, or a percent
    # sign (%), those characters (and only those) MUST be percent-encoded". The drafts: line ends only.
    signs = {"%0A": "\n", "%0D": "\r", "%25": "%"} if declaration.is_final else {"%0A": "\n", "%0D": "\r"}
    decoded = re.sub("%(?:0[AaDd]|25)", lambda match: signs.get(match[0].upper(), match[0]), name)
    if decoded.startswith("./"):
        findings.warn(Code.MANIFEST, path, "lists paths that begin with './'")
        return decoded.removeprefix("./")
    return decoded


def _listed_twice(path: str, name: str, is_same: bool, declaration: Declaration, findings: Findings) -> None:
    words = f"lists {name!r} twice, with {'the same hash' if is_same else 'two hashes'}"
    if is_same and not declaration.is_final:
        findings.warn(Code.DUPLICATE, path, words)
    else:
        findings.fault(Code.DUPLICATE, path, words)


def read_fetch(lines: list[str], declaration: Declaration, findings: Findings) -> list[str]:
    """The paths that ``fetch.txt`` says are to be got elsewhere. Nothing is fetched."""
    paths = []
    for line in lines:
        found = _FETCH_LINE.match(line)
        name = _decoded(found[3], declaration, "fetch.txt", findings) if found else ""
        wrong = fault_of_path(name) or (None if name.startswith("data/") else "does not lie in data/")
        if wrong:
            findings.fault(Code.UNSAFE_PATH, "fetch.txt", f"lists {name!r}, which {wrong}")
        else:
            paths.append(name)
    return paths
