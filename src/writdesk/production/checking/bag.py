"""Is this bag whole: complete, every hash right, nothing beside it? BagIt 1.0 and its drafts."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from writdesk.production.checking.faults import Code, Findings
from writdesk.production.checking.tag_files import (
    ALGORITHMS,
    Declaration,
    lines_of,
    manifest_algorithm,
    read_declaration,
    read_fetch,
    read_info,
    read_manifest,
)
from writdesk.production.checking.trees import PIECE_BYTES, Tree, Unreadable

_INFO_FILES = ("bag-info.txt", "package-info.txt")
_OXUM = re.compile(r"\A(\d+)\.(\d+)\Z")
# Two hundred thousand files have a manifest of some 30 MB.
_MAX_TAG_FILE = 256 << 20
Manifests = dict[str, dict[str, str]]


@dataclass(slots=True)
class Bag:
    """What a bag says of itself, and what was found."""

    declaration: Declaration | None = None
    info: list[tuple[str, str]] = field(default_factory=list)
    payload: Manifests = field(default_factory=dict)
    tags: Manifests = field(default_factory=dict)

    def label(self, name: str) -> str:
        """The first value of a label of ``bag-info.txt``; empty without one."""
        return next((value for label, value in self.info if label.lower() == name.lower()), "")


def read_small(tree: Tree, path: str, findings: Findings, limit: int = _MAX_TAG_FILE) -> bytes | None:
    """A whole file that is small by its nature. A fault gives None."""
    if path not in tree.sizes:
        findings.fault(Code.MISSING, path, "is not in the package")
        return None
    if tree.sizes[path] > limit:
        findings.fault(Code.BOMB, path, f"is larger than {limit} bytes")
        return None
    try:
        with tree.open(path) as source:
            return source.read(limit + 1)
    except (Unreadable, OSError) as error:
        findings.fault(Code.UNREADABLE, path, str(error))
        return None


def check_bag(tree: Tree, findings: Findings) -> Bag:
    """Check everything that BagIt asks for; the faults go into ``findings``."""
    bag = Bag()
    data = read_small(tree, "bagit.txt", findings, 4096)
    bag.declaration = read_declaration(data, findings) if data is not None else None
    if bag.declaration is None:
        return bag
    _read_tag_files(tree, bag, findings)
    if not tree.has_folder("data"):
        findings.fault(Code.MISSING, "data/", "is not in the package")
    if not bag.payload:
        findings.fault(
            Code.MANIFEST, "manifest-….txt", "no manifest with a known algorithm is in the package"
        )
    _check_fetch(tree, bag, findings)
    _check_complete(tree, bag, findings)
    _check_hashes(tree, bag, findings)
    _check_oxum(tree, bag, findings)
    return bag


def _read_tag_files(tree: Tree, bag: Bag, findings: Findings) -> None:
    assert bag.declaration is not None
    for path in sorted(tree.sizes):
        found = manifest_algorithm(path)
        if found is None:
            continue
        is_tag, algorithm = found
        if algorithm not in ALGORITHMS:
            findings.warn(Code.MANIFEST, path, "uses an algorithm that is not known here, and is not checked")
            continue
        lines = _lines(tree, path, bag.declaration, findings)
        manifests = bag.tags if is_tag else bag.payload
        manifests[algorithm] = read_manifest(path, lines, bag.declaration, findings)
    for path in _INFO_FILES:
        if path in tree.sizes:
            bag.info += read_info(_lines(tree, path, bag.declaration, findings), findings)


def _lines(tree: Tree, path: str, declaration: Declaration, findings: Findings) -> list[str]:
    data = read_small(tree, path, findings)
    return [] if data is None else lines_of(path, data, declaration, findings)


def _check_fetch(tree: Tree, bag: Bag, findings: Findings) -> None:
    if "fetch.txt" not in tree.sizes:
        return
    assert bag.declaration is not None
    for path in read_fetch(_lines(tree, "fetch.txt", bag.declaration, findings), bag.declaration, findings):
        if not all(path in listed for listed in bag.payload.values()):
            findings.fault(Code.FETCH, path, "is in fetch.txt and in no manifest")


def _check_complete(tree: Tree, bag: Bag, findings: Findings) -> None:
    every = [*bag.payload.values(), *bag.tags.values()]
    for listed in every:
        _take_other_spelling(tree, listed, findings)
    for path in sorted({path for listed in every for path in listed}):
        if path not in tree.sizes:
            findings.fault(Code.MISSING, path, "is listed in a manifest and not in the package")
    assert bag.declaration is not None
    for path in sorted(tree.sizes):
        holds = [path in listed for listed in bag.payload.values()]
        # RFC 8493, 3: "every payload file MUST be listed in every payload manifest"; drafts: in one.
        is_listed = all(holds) if bag.declaration.is_final else any(holds)
        if path.startswith("data/") and holds and not is_listed:
            findings.fault(Code.UNLISTED, path, "is in the package and in no manifest")


def _take_other_spelling(tree: Tree, listed: dict[str, str], findings: Findings) -> None:
    """A name that a file system wrote in its other Unicode normal form is the same name."""
    absent = [path for path in listed if path not in tree.sizes]
    if not absent:
        return
    by_form = {unicodedata.normalize("NFC", path): path for path in tree.sizes}
    for path in absent:
        same = by_form.get(unicodedata.normalize("NFC", path))
        if same is not None:
            digest = listed.pop(path)
            listed.setdefault(same, digest)
            findings.warn(Code.MANIFEST, same, "is listed in another Unicode normal form")


def _check_hashes(tree: Tree, bag: Bag, findings: Findings) -> None:
    for path in sorted(tree.sizes):
        manifests = bag.payload if path.startswith("data/") else bag.tags
        expected = {name: listed[path] for name, listed in manifests.items() if path in listed}
        if expected:
            _check_file(tree, path, expected, findings)


def _check_file(tree: Tree, path: str, expected: Mapping[str, str], findings: Findings) -> None:
    # MD5 and SHA-1 are of others' bags, and there only tell accidents.
    digests = {name: hashlib.new(name, usedforsecurity=False) for name in expected}
    try:
        with tree.open(path) as source:
            while piece := source.read(PIECE_BYTES):
                for digest in digests.values():
                    digest.update(piece)
    except (Unreadable, OSError) as error:
        findings.fault(Code.UNREADABLE, path, str(error))
        return
    for name, digest in digests.items():
        if digest.hexdigest() != expected[name]:
            findings.fault(Code.HASH, path, f"was changed: its {name} is not the one in the manifest")


def _check_oxum(tree: Tree, bag: Bag, findings: Findings) -> None:
    stated = bag.label("Payload-Oxum")
    if not stated:
        return
    sizes = [size for path, size in tree.sizes.items() if path.startswith("data/")]
    found = _OXUM.match(stated)
    if found is None or (int(found[1]), int(found[2])) != (sum(sizes), len(sizes)):
        findings.fault(
            Code.PAYLOAD_OXUM, "bag-info.txt", f"states {stated}; the payload has {sum(sizes)}.{len(sizes)}"
        )
