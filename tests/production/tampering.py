"""Takes a package apart, so that a test can change it and put it together again."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from tests.production.sample import REFERENCE, package, signer
from writdesk.production.checking.package_check import PackageReport, check_package
from writdesk.sealing import Signer

Files = dict[str, bytes]
_WHOLE: dict[str, bytes] = {}


def whole() -> bytes:
    """A package that nobody touched, made once."""
    if "package" not in _WHOLE:
        _WHOLE["package"] = package()[0]
    return _WHOLE["package"]


def unpacked(archive: bytes | None = None) -> Files:
    """The files of a package by path, without the top folder."""
    with zipfile.ZipFile(BytesIO(archive or whole())) as opened:
        return {info.filename.partition("/")[2]: opened.read(info) for info in opened.infolist()}


def packed(files: Files, folder: str = REFERENCE) -> bytes:
    """A zip of these files, as any tool would make it."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for path, content in files.items():
            archive.writestr(zipfile.ZipInfo(f"{folder}/{path}"), content)
    return target.getvalue()


def relisted(files: Files, key: Signer | None = None) -> Files:
    """The same files with right manifests, signed by ``key`` (the desk's own unless told)."""
    key = key or signer()
    files = {**files, "desk-public-key.pem": key.public_pem()}
    files["manifest-sha256.txt"] = _manifest(files, lambda path: path.startswith("data/"))
    payload = [content for path, content in files.items() if path.startswith("data/")]
    lines = [line for line in files["bag-info.txt"].splitlines(keepends=True) if b"Payload-Oxum" not in line]
    oxum = f"Payload-Oxum: {sum(map(len, payload))}.{len(payload)}\n".encode()
    files["bag-info.txt"] = b"".join([*lines, oxum])
    files["tagmanifest-sha256.txt"] = _manifest(
        files, lambda path: not path.startswith(("data/", "tagmanifest-")) and not path.endswith(".sig")
    )
    files["tagmanifest-sha256.txt.sig"] = key.sign(files["tagmanifest-sha256.txt"])
    return files


def _manifest(files: Files, is_listed: Callable[[str], bool]) -> bytes:
    lines = [
        f"{hashlib.sha256(files[path]).hexdigest()}  {path}\n" for path in sorted(files) if is_listed(path)
    ]
    return "".join(lines).encode()


def checked(archive: bytes, folder: Path, *, trust: bytes | None = None) -> PackageReport:
    """The report on a package of these bytes."""
    path = folder / f"{REFERENCE}.zip"
    path.write_bytes(archive)
    return check_package(path, signer().public_pem() if trust is None else trust)


def codes(report: PackageReport) -> set[str]:
    """The codes of the faults."""
    return {fault.code.value for fault in report.faults}


def flipped(content: bytes, at: int | None = None) -> bytes:
    """The same with one bit of one byte turned over."""
    at = len(content) // 2 if at is None else at
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]
