"""`writdesk verify`: is this package whole? Works on a zip or an unpacked folder, without the desk."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from writdesk.production.checking.package_check import PackageReport

WHOLE, NOT_WHOLE, NO_PACKAGE = 0, 1, 2


@click.command()
@click.argument("package", type=click.Path(path_type=Path))
@click.option("--trust", "trust_path", type=click.Path(path_type=Path), help="The desk's public key (PEM).")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def verify(package: Path, trust_path: Path | None, as_json: bool) -> None:
    """Check PACKAGE, a zip or an unpacked folder.

    Exit status 0: whole. 1: not whole, each fault is named. 2: no package, or no key to trust.
    """
    from writdesk.production.checking.faults import NoPackage
    from writdesk.production.checking.package_check import check_package
    from writdesk.production.checking.signature import read_trust_key
    from writdesk.production.errors import TrustKeyError

    try:
        report = check_package(package, read_trust_key(trust_path) if trust_path else None)
    except (NoPackage, TrustKeyError, OSError) as error:
        _say_no_package(error, as_json=as_json)
        sys.exit(NO_PACKAGE)
    click.echo(json.dumps(_document(report), indent=2) if as_json else _words(package, report))
    sys.exit(WHOLE if report.is_whole else NOT_WHOLE)


def _say_no_package(error: Exception, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({"is_whole": False, "is_package": False, "reason": str(error)}, indent=2))
    else:
        click.echo(f"No package: {error}", err=True)


def _words(package: Path, report: PackageReport) -> str:
    lines = [_shown(str(fault)) for fault in report.faults]
    lines += [f"(only a warning) {_shown(str(warning))}" for warning in report.warnings]
    if report.is_whole:
        lines += [f"Whole: {package.name}", *_about(report)]
    else:
        count = len(report.faults)
        lines.append(f"NOT WHOLE: {package.name}, {count} fault{'' if count == 1 else 's'}. Do not use it.")
    return "\n".join(lines)


def _about(report: PackageReport) -> list[str]:
    assert report.desk_key is not None
    key = report.desk_key.key_id
    signed = (
        f"Signed by desk key {key}, which you trust."
        if report.desk_key.is_trusted
        else f"The signature is intact, but whose key {key} is remains unknown: give --trust KEY."
    )
    certified = f", certified {report.certified_at:%d %B %Y %H:%M} UTC" if report.certified_at else ""
    return [
        f"{report.reference} of {_shown(report.provider)}{certified}.",
        f"{report.records} records; {report.files} files, {report.size} bytes; every hash is right.",
        signed,
    ]


def _document(report: PackageReport) -> dict[str, Any]:
    return {
        "is_whole": report.is_whole,
        "is_package": True,
        "faults": [_fault(fault) for fault in report.faults],
        "warnings": [_fault(warning) for warning in report.warnings],
        "reference": report.reference,
        "provider": report.provider,
        "files": report.files,
        "size": report.size,
        "records": report.records,
        "desk_key": report.desk_key.key_id if report.desk_key else None,
        "is_desk_key_trusted": report.desk_key.is_trusted if report.desk_key else None,
        "certified_at": report.certified_at.isoformat() if report.certified_at else None,
    }


def _fault(fault: Any) -> dict[str, str]:
    return {"code": fault.code.value, "where": fault.where, "message": fault.message}


def _shown(text: str) -> str:
    """Names come from a stranger: nothing in them steers the terminal."""
    return "".join(sign if sign.isprintable() else f"[U+{ord(sign):04X}]" for sign in text)
