"""Is the tag manifest signed by the desk, and by which desk?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from writdesk.production.bagging import BAGIT_TXT, PUBLIC_KEY_FILE, SIGNATURE_FILE
from writdesk.production.checking.bag import Bag, read_small
from writdesk.production.checking.faults import Code, Findings
from writdesk.production.checking.trees import Tree
from writdesk.production.errors import TrustKeyError
from writdesk.sealing import key_id_of, verify_signature
from writdesk.sealing.errors import BadSignature, KeyFileError

_TAG_MANIFEST = "tagmanifest-sha256.txt"
_MANIFEST = "manifest-sha256.txt"
_SIGNED = ("bagit.txt", "bag-info.txt", _MANIFEST, PUBLIC_KEY_FILE, "custodian-certificate.pem")
_NOT_SIGNED = {_TAG_MANIFEST, SIGNATURE_FILE}


@dataclass(frozen=True, slots=True)
class DeskKey:
    """Who signed: the key's name, and whether it is the one trusted beforehand (None: nobody said)."""

    key_id: str
    is_trusted: bool | None


def read_trust_key(path: Path) -> bytes:
    """The desk's public key in PEM. Raises ``TrustKeyError``."""
    try:
        pem = path.read_bytes()
        key_id_of(pem)
    except (OSError, KeyFileError) as error:
        raise TrustKeyError(f"{path}: give the desk's public key, an Ed25519 key in PEM ({error})") from error
    return pem


def check_signature(tree: Tree, bag: Bag, trust: bytes | None, findings: Findings) -> DeskKey | None:
    """Check that everything beside the payload is signed, and the signature itself."""
    _check_signed_files(tree, bag, findings)
    own = read_small(tree, PUBLIC_KEY_FILE, findings, 4096)
    body = read_small(tree, _TAG_MANIFEST, findings)
    signature = read_small(tree, SIGNATURE_FILE, findings, 4096)
    if own is None or body is None or signature is None:
        return None
    try:
        key_id = key_id_of(own)
    except KeyFileError as error:
        findings.fault(Code.SIGNATURE, PUBLIC_KEY_FILE, str(error))
        return None
    _check_bytes(trust or own, body, signature, findings)
    if trust is None:
        return DeskKey(key_id, None)
    if key_id_of(trust) != key_id:
        words = f"is key {key_id}, and not {key_id_of(trust)}, which you trust"
        findings.fault(Code.UNTRUSTED_KEY, PUBLIC_KEY_FILE, words)
        return DeskKey(key_id, False)
    return DeskKey(key_id, True)


def _check_bytes(public_pem: bytes, body: bytes, signature: bytes, findings: Findings) -> None:
    try:
        verify_signature(public_pem, body, signature)
    except BadSignature as error:
        findings.fault(Code.SIGNATURE, _TAG_MANIFEST, str(error))


def _check_signed_files(tree: Tree, bag: Bag, findings: Findings) -> None:
    """BagIt lets a tag manifest leave files out; a package may not."""
    listed = bag.tags.get("sha256", {})
    if "sha256" not in bag.payload:
        findings.fault(Code.MISSING, _MANIFEST, "is not in the package")
    for path in _SIGNED:
        if path not in listed and path in tree.sizes:
            findings.fault(Code.UNLISTED, path, f"is not listed in {_TAG_MANIFEST}, so it is not signed")
        elif path not in listed:
            findings.fault(Code.MISSING, path, "is not in the package")
    for path in sorted(tree.sizes):
        if not path.startswith("data/") and path not in listed and path not in (*_SIGNED, *_NOT_SIGNED):
            findings.fault(Code.UNLISTED, path, f"was added: it is not listed in {_TAG_MANIFEST}")
    _check_declaration(tree, findings)


def _check_declaration(tree: Tree, findings: Findings) -> None:
    if "bagit.txt" in tree.sizes and read_small(tree, "bagit.txt", findings, 4096) != BAGIT_TXT:
        findings.fault(
            Code.BAGIT_TXT, "bagit.txt", "a package is a BagIt 1.0 bag in UTF-8, and this says otherwise"
        )
