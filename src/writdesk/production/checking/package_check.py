"""The whole check of a package: archive, bag, signature, certificate, counts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from writdesk.production.certificate import CERTIFICATE_FILE
from writdesk.production.checking.bag import Bag, check_bag, read_small
from writdesk.production.checking.certificate_check import SignedCertificate, check_certificate
from writdesk.production.checking.counts import check_counts, check_provenance, left_out_in
from writdesk.production.checking.faults import Code, Fault, Findings, NoPackage
from writdesk.production.checking.signature import DeskKey, check_signature
from writdesk.production.checking.trees import Tree, folder_tree
from writdesk.production.checking.zip_tree import zip_tree

_DATA_MANIFEST = "data/data-manifest.txt"
_CUSTODIAN = "custodian-certificate.pem"
_CERTIFICATE_LIMIT = 256 << 20


@dataclass(frozen=True, slots=True)
class PackageReport:
    """What the check found. ``is_whole`` is the answer; the rest says why, and about what."""

    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]
    reference: str
    provider: str
    files: int
    size: int
    records: int
    desk_key: DeskKey | None
    certified_at: datetime | None

    @property
    def is_whole(self) -> bool:
        """Nothing was changed, added or removed since the desk signed."""
        return not self.faults


def check_package(path: Path, trust: bytes | None = None) -> PackageReport:
    """Check a zip or an unpacked folder; ``trust`` is the desk's public key in PEM.

    Raises ``NoPackage`` when there is nothing that was ever a package. Reads in constant memory.
    """
    findings = Findings()
    with _tree_of(path, findings) as tree:
        if not tree.sizes:
            return _report(tree, Bag(), findings)
        bag = check_bag(tree, findings)
        _check_name(tree, bag, findings)
        desk_key = check_signature(tree, bag, trust, findings)
        certificate = _check_certificate(tree, bag, findings)
        contents = _check_counts(tree, bag, findings)
        _check_certified_count(certificate, contents, findings)
        return _report(tree, bag, findings, desk_key=desk_key, certificate=certificate, contents=contents)


@contextmanager
def _tree_of(path: Path, findings: Findings) -> Iterator[Tree]:
    if path.is_dir():
        yield folder_tree(path, findings)
        return
    if not path.is_file():
        raise NoPackage(f"{path}: there is no such file or folder")
    tree = zip_tree(path, findings)
    try:
        yield tree
    finally:
        tree.close()


def _check_name(tree: Tree, bag: Bag, findings: Findings) -> None:
    reference = bag.label("External-Identifier")
    if tree.name is not None and reference and tree.name != reference:
        findings.fault(Code.RENAMED, tree.name, f"the package's folder was renamed; it was {reference}")


def _check_certificate(tree: Tree, bag: Bag, findings: Findings) -> SignedCertificate | None:
    pdf = read_small(tree, CERTIFICATE_FILE, findings, _CERTIFICATE_LIMIT)
    signer = read_small(tree, _CUSTODIAN, findings, 1 << 20)
    if pdf is None or signer is None:
        return None
    certificate = check_certificate(CERTIFICATE_FILE, pdf, signer, findings)
    if certificate is not None:
        _check_certified(certificate.certified, bag, findings)
    return certificate


def _check_certified(certified: Any, bag: Bag, findings: Findings) -> None:
    reference, listed = bag.label("External-Identifier"), bag.payload.get("sha256", {})
    if certified.get("reference") != reference:
        words = f"is for {certified.get('reference')}; this package is {reference}"
        findings.fault(Code.CERTIFICATE, CERTIFICATE_FILE, words)
    for named in (certified.get("data_manifest"), *certified["files"]):
        path, digest = (named.get("path"), named.get("sha256")) if isinstance(named, dict) else (None, None)
        if path is None or listed.get(path) != digest:
            words = f"names {path} with another hash than the package has"
            findings.fault(Code.CERTIFIED_HASH, CERTIFICATE_FILE, words)


def _check_counts(tree: Tree, bag: Bag, findings: Findings) -> dict[str, Any]:
    listed = bag.payload.get("sha256", {})
    certified = _check_data_manifest(tree, listed, findings)
    check_provenance(tree, listed, certified, findings)
    return check_counts(tree, listed, findings)


def _check_certified_count(
    certificate: SignedCertificate | None, contents: dict[str, Any], findings: Findings
) -> None:
    """The custodian certifies how many records were left out; packages of earlier versions say nothing."""
    if certificate is None or not contents:
        return
    certified, told = certificate.certified.get("left_out", 0), left_out_in(contents)
    if certified != told:
        words = f"certifies that {certified} records were left out; contents.json says {told}"
        findings.fault(Code.COUNT, CERTIFICATE_FILE, words)


def _check_data_manifest(tree: Tree, listed: dict[str, str], findings: Findings) -> set[str]:
    """The files that the custodian certifies: every record and media file, with the manifest's hashes."""
    data = read_small(tree, _DATA_MANIFEST, findings)
    if data is None:
        return set()
    lines = data.decode("utf-8", "replace").splitlines()
    certified: dict[str, str] = {}
    for line in lines:
        digest, _, path = line.partition("  ")
        certified[path] = digest
    for path, digest in certified.items():
        if listed.get(path) != digest:
            findings.fault(
                Code.CERTIFIED_HASH, _DATA_MANIFEST, f"lists {path} with another hash than the manifest"
            )
    for path in sorted(tree.sizes):
        # Records and media lie in a folder of their category; what stands beside them describes them.
        if path.startswith("data/") and path.count("/") > 1 and path not in certified:
            findings.fault(Code.UNLISTED, path, f"is not certified: {_DATA_MANIFEST} does not list it")
    return set(certified)


def _report(
    tree: Tree,
    bag: Bag,
    findings: Findings,
    *,
    desk_key: DeskKey | None = None,
    certificate: SignedCertificate | None = None,
    contents: dict[str, Any] | None = None,
) -> PackageReport:
    return PackageReport(
        faults=tuple(dict.fromkeys(findings.faults)),
        warnings=tuple(dict.fromkeys(findings.warnings)),
        reference=bag.label("External-Identifier"),
        provider=bag.label("Source-Organization"),
        files=len(tree.sizes),
        size=sum(tree.sizes.values()),
        records=sum(int(kind["records"]) for kind in (contents or {}).get("kinds", [])),
        desk_key=desk_key,
        certified_at=certificate.signed_at if certificate else None,
    )
